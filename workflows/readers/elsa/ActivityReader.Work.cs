using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Our own activity types.</summary>
internal sealed partial class ActivityReader
{
    private static readonly Dictionary<string, LegalBasis> Bases = Enum.GetValues<LegalBasis>()
        .ToDictionary(b => char.ToLowerInvariant(b.ToString()[0]) + b.ToString()[1..], StringComparer.Ordinal);

    private PlanNode? Work(JsonElement json, string id, string type) => type switch
    {
        "Journey.Milestone" => new MilestoneNode(id, type),
        "Journey.HumanTask" => actors.WithHelp(new HumanTaskNode(id, type, Needed(json, id, "role"), Needed(json, id, "title"), inputs.Read(json, id, "due", PlanType.DateTime), OutcomesOf(json, id)), json),
        "Journey.SendMessage" => new SendMessageNode(id, type, Needed(json, id, "channel"), Needed(json, id, "purpose"), Needed(json, id, "template"),
            inputs.Read(json, id, "text", PlanType.String), BasisOf(json, id), inputs.Read(json, id, "useUntil", PlanType.DateTime),
            inputs.Read(json, id, "supersessionKey", PlanType.String), inputs.Read(json, id, "to", PlanType.String)),
        "Journey.CallWebhook" => new CallWebhookNode(id, type, Needed(json, id, "url"), inputs.Read(json, id, "body", PlanType.Any)),
        "Journey.SignalCustomer" => new SignalCustomerNode(id, type, Needed(json, id, "customer"), Needed(json, id, "eventName"), inputs.Read(json, id, "payload", PlanType.Any)),
        "Journey.FollowTopic" => new FollowTopicNode(id, type, Needed(json, id, "topic"), inputs.Read(json, id, "urgency", PlanType.Any)),
        "Journey.UnfollowTopic" => new UnfollowTopicNode(id, type, Needed(json, id, "topic")),
        "Journey.SetTrait" => new SetTraitNode(id, type, Needed(json, id, "trait"), inputs.Read(json, id, "value", PlanType.Any)),
        "Journey.Decision" => new DecisionNode(id, type, decisions.Read(json, id)),
        "Journey.Score" => new ScoreNode(id, type, Needed(json, id, "score"), inputs.Read(json, id, "value", PlanType.Number, needed: true), inputs.Read(json, id, "reason", PlanType.String)),
        _ => null,
    };

    private PlanInput Needed(JsonElement json, string id, string name) => inputs.Read(json, id, name, PlanType.String, needed: true);

    private ImmutableArray<string> OutcomesOf(JsonElement json, string id)
    {
        ImmutableArray<string> outcomes = [.. members.List(json, "outcomes", id, JsonValueKind.String).Select(o => o.GetString()!)];
        if (outcomes.Distinct().Count() != outcomes.Length || outcomes.Contains(""))
            diagnostics.Error("J108", id, "'outcomes' is no list of different texts.", "Write [\"approved\", \"refused\"], or leave it out.");
        return [.. outcomes.Distinct().Where(o => o.Length > 0)];
    }

    private LegalBasis BasisOf(JsonElement json, string id)
    {
        var name = members.Text(json, "basis", id) ?? "consent";
        if (Bases.TryGetValue(name, out var basis)) return basis;
        diagnostics.Error("J110", id, $"'{name}' is no legal basis.", $"Use one of {string.Join(", ", Bases.Keys)}.");
        return LegalBasis.Consent;
    }
}
