using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Criteria and item control of an activity; only children of a stage may have them.</summary>
internal sealed class ControlReader(InputReader inputs, Diagnostics diagnostics)
{
    private static readonly string[] Members = ["entryCriteria", "exitCriteria", "itemControl", "interrupts"];

    public ItemControlPlan Read(JsonElement json, string id, bool inStage)
    {
        if (!inStage)
        {
            foreach (var member in Members)
                if (json.Has(member)) diagnostics.Error("J403", id, $"'{member}' is only possible on a child of a stage.", "Put the activity into a Journey.Stage, or remove the member.");
            return ItemControlPlan.None;
        }
        var control = json.Member("itemControl") ?? default;
        return new ItemControlPlan(
            Sentries(json, "entryCriteria", id), Sentries(json, "exitCriteria", id),
            Rule(control, "required", id), Rule(control, "repetition", id), Rule(control, "manualActivation", id),
            [.. json.Elements("interrupts").Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!)],
            json.Member("order") is { ValueKind: JsonValueKind.Number } order && order.TryGetInt32(out var number) ? number : 0);
    }

    private RulePlan? Rule(JsonElement control, string name, string id)
    {
        switch (control.Member(name))
        {
            case null or { ValueKind: JsonValueKind.Null or JsonValueKind.False }: return null;
            case { ValueKind: JsonValueKind.True }: return new RulePlan(null);
            case { ValueKind: JsonValueKind.String } text: return new RulePlan(inputs.Cel(text.GetString()!, id, name));
            default:
                diagnostics.Error("J108", id, $"'{name}' is neither true nor false nor an expression.", "Write true, or a CEL expression as text.");
                return null;
        }
    }

    private ImmutableArray<SentryPlan> Sentries(JsonElement json, string member, string id)
    {
        if (json.Member(member) is { ValueKind: not (JsonValueKind.Array or JsonValueKind.Null) })
            diagnostics.Error("J405", id, $"'{member}' is no list.", "Write a list of criteria.");
        return [.. json.Elements(member).Select((sentry, index) => Sentry(sentry, $"{id}.{(member == "entryCriteria" ? "entry" : "exit")}{index + 1}", id))];
    }

    private SentryPlan Sentry(JsonElement json, string otherwise, string id)
    {
        ImmutableArray<OnPartPlan> parts = [.. json.Elements("onParts").Select(p => OnPart(p, id)).OfType<OnPartPlan>()];
        var sentry = new SentryPlan(json.Text("id") ?? otherwise, parts, inputs.Condition(json, "ifPart", id));
        if (parts.IsEmpty && !json.Has("ifPart") && !json.Has("onParts"))
            diagnostics.Error("J405", id, $"The criterion '{sentry.Id}' has neither an on-part nor an if-part.", "Say what it waits for.");
        return sentry;
    }

    private OnPartPlan? OnPart(JsonElement json, string id)
    {
        var (source, name) = (json.Text("source"), json.Text("standardEvent") ?? "");
        if (source is not null && FactNames.Names<ItemTransition>.TryParse(name, out var transition)) return new OnPartPlan(source, transition);
        diagnostics.Error("J402", id, source is null ? "An on-part names no source." : $"'{name}' is no standard event.", "Name a source, and an event such as complete, occur, start or exit.");
        return null;
    }
}
