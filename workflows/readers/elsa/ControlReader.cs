using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Criteria and item control of an activity; only children of a stage may have them.</summary>
internal sealed class ControlReader(InputReader inputs, CheckedMembers members, Diagnostics diagnostics, string prefix)
{
    private static readonly string[] Members = ["entryCriteria", "exitCriteria", "itemControl", "interrupts"];

    private static readonly string[] Events = [.. Enum.GetValues<ItemTransition>().Select(t => FactNames.Of(t))];

    private static readonly string[] FileEvents = [.. Enum.GetValues<CaseFileTransition>().Select(FactNames.Names<CaseFileTransition>.Of)];

    private readonly DiscretionaryReader discretionary = new(inputs, members, diagnostics, prefix);
    private readonly HashSet<string> sentries = new(StringComparer.Ordinal);

    public ItemControlPlan Read(JsonElement json, string id, bool inStage)
    {
        if (!inStage)
        {
            Refuse(json, id, Members);
            return ItemControlPlan.None;
        }
        var control = members.Object(json, "itemControl", id);
        members.Only(control, "itemControl", id, "required", "repetition", "manualActivation", "discretionary");
        return new ItemControlPlan(
            Sentries(json, "entryCriteria", id), Sentries(json, "exitCriteria", id),
            Rule(control, "required", id), Rule(control, "repetition", id), Rule(control, "manualActivation", id),
            [.. members.List(json, "interrupts", id, JsonValueKind.String).Select(i => prefix + i.GetString())],
            members.Number(json, "order", id)) { Discretionary = discretionary.Read(control, id) };
    }

    /// <summary>The root has no container that it could enter or wait for; its exit criteria end the case (R23).</summary>
    public ItemControlPlan ReadRoot(JsonElement json, string id)
    {
        Refuse(json, id, Members.Where(m => m != "exitCriteria"));
        return ItemControlPlan.None with { Exit = Sentries(json, "exitCriteria", id) };
    }

    private void Refuse(JsonElement json, string id, IEnumerable<string> names)
    {
        foreach (var member in names)
            if (json.Has(member) && (json.Member(member) is not { ValueKind: JsonValueKind.Array } || json.Elements(member).Any()))
                diagnostics.Error("J403", id, $"'{member}' is only possible on a child of a stage.", "Put the activity into a Journey.Stage, or remove the member.");
    }

    private RulePlan? Rule(JsonElement control, string name, string id)
    {
        switch (control.Member(name))
        {
            case null or { ValueKind: JsonValueKind.Null or JsonValueKind.False }: return null;
            case { ValueKind: JsonValueKind.True }: return new RulePlan(null);
            case { ValueKind: JsonValueKind.String } text: return new RulePlan(inputs.Condition(text.GetString()!, id, name));
            default:
                diagnostics.Error("J108", id, $"'{name}' is neither true nor false nor an expression.", "Write true, or a CEL expression as text.");
                return null;
        }
    }

    private ImmutableArray<SentryPlan> Sentries(JsonElement json, string member, string id) =>
        [.. members.List(json, member, id, JsonValueKind.Object).Select((sentry, index) => Sentry(sentry, member, $"{id}.{(member == "entryCriteria" ? "entry" : "exit")}{index + 1}", id))];

    private SentryPlan Sentry(JsonElement json, string member, string otherwise, string id)
    {
        members.Only(json, "a criterion", id, "id", "name", "description", "onParts", "ifPart", "ends", "forgetful");
        ImmutableArray<OnPartPlan> parts = [.. members.List(json, "onParts", id, JsonValueKind.Object).Where(p => !p.Has("caseFileItem")).Select(p => OnPart(p, id)).OfType<OnPartPlan>()];
        var sentry = new SentryPlan(members.Text(json, "id", id) is { } given ? prefix + given : otherwise, parts, inputs.Condition(json, "ifPart", id))
        {
            FileParts = [.. json.Elements("onParts").Where(p => p.Has("caseFileItem")).Select(p => FilePart(p, id)).OfType<FilePartPlan>()],
            Ends = member == "exitCriteria" ? Ends(json, id) : NoEnds(json, id), Forgetful = members.Flag(json, "forgetful", id),
        };
        if (!json.Elements("onParts").Any() && !json.Has("ifPart"))
            diagnostics.Error("J405", id, $"The criterion '{sentry.Id}' has neither an on-part nor an if-part.", "Say what it waits for.");
        // On-parts are remembered by this id, and explanations name it.
        if (!sentries.Add(sentry.Id))
            diagnostics.Error("J409", id, $"Several criteria have the id '{sentry.Id}'.", "Give each criterion an id of its own, or none.");
        return sentry;
    }

    private ExitScope Ends(JsonElement json, string id)
    {
        if (members.Text(json, "ends", id) is not { } name) return ExitScope.All;
        if (FactNames.Names<ExitScope>.TryParse(name, out var ends)) return ends;
        diagnostics.Error("J108", id, $"'{name}' does not say which instances a criterion ends.", "Write all, active or activeAndEnabled.");
        return ExitScope.All;
    }

    private ExitScope NoEnds(JsonElement json, string id)
    {
        if (json.Has("ends")) diagnostics.Error("J114", id, "'ends' means nothing in an entry criterion.", "Leave it out: only exit criteria end something.");
        return ExitScope.All;
    }

    private OnPartPlan? OnPart(JsonElement json, string id)
    {
        members.Only(json, "an on-part", id, "id", "name", "source", "standardEvent", "exitCriterionRef");
        var (source, name) = (json.Text("source"), json.Text("standardEvent") ?? "");
        if (source is not null && FactNames.Names<ItemTransition>.TryParse(name, out var transition))
            return new OnPartPlan(prefix + source, transition, members.Text(json, "exitCriterionRef", id) is { } via ? prefix + via : null);
        diagnostics.Error("J402", id, source is null ? "An on-part names no source." : $"'{name}' is no standard event.",
            source is null ? "Name a source, and an event such as complete, occur, start or exit." : diagnostics.Suggest(name, Events, "Use an event such as complete, occur, start or exit."));
        return null;
    }

    /// <summary>An event of the case file (CMMN 1.1, 5.4.6.4).</summary>
    private FilePartPlan? FilePart(JsonElement json, string id)
    {
        members.Only(json, "an on-part on the case file", id, "id", "name", "caseFileItem", "standardEvent");
        var (item, name) = (members.Text(json, "caseFileItem", id), json.Text("standardEvent") ?? "");
        if (FactNames.Names<CaseFileTransition>.TryParse(name, out var transition)) return item is null ? null : new FilePartPlan(item, transition);
        diagnostics.Error("J734", id, $"'{TypeReader.Short(name)}' is no event of a case file item.", diagnostics.Suggest(name, FileEvents, $"Use {Diagnostics.OneOf(FileEvents)}."));
        return null;
    }

    /// <summary>Children of a stage with the planning tables that they stand in.</summary>
    public ImmutableArray<PlanNode> WithTables(JsonElement stage, string id, ImmutableArray<PlanNode> children) => discretionary.Resolve(stage, id, children);
}
