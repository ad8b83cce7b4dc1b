using System.Text.Json;
using JourneyOrchestrator.Workflows.Decisions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Finds the table of a decision task: its own, or one that the journey names for several (CMMN 1.1, 5.4.10.3, decisionRef).</summary>
internal sealed class DecisionReader(JsonElement journey, InputReader inputs, CheckedMembers members, VariableUses uses, Diagnostics diagnostics)
{
    /// <summary>The table; null, with diagnostics, when it has errors.</summary>
    public DecisionTable? Read(JsonElement activity, string node)
    {
        if (Find(activity, node) is not { } json) return null;
        var table = new DecisionTableReader(json, node, inputs, members, uses, diagnostics).Read();
        if (table is not null) DecisionChecks.Run(table, node, diagnostics);
        return table;
    }

    private JsonElement? Find(JsonElement activity, string node)
    {
        switch (activity.Member("table"))
        {
            case { ValueKind: JsonValueKind.Object } own: return own;
            case { ValueKind: JsonValueKind.String } name: return Shared(name.GetString()!, node);
            default:
                diagnostics.Error("J107", node, "The decision has no table.", "Give it a 'table', or the name of one in customProperties.journey.tables.");
                return null;
        }
    }

    private JsonElement? Shared(string name, string node)
    {
        var tables = journey.Member("customProperties")?.Member("journey")?.Member("tables") ?? default;
        if (name.Length > 0 && tables.Member(name) is { ValueKind: JsonValueKind.Object } table) return table;
        var known = tables.ValueKind == JsonValueKind.Object ? tables.EnumerateObject().Select(t => t.Name) : [];
        diagnostics.Error("J601", node, $"The journey has no table '{TypeReader.Short(name)}'.", diagnostics.Suggest(name, known, "Declare it in customProperties.journey.tables."));
        return null;
    }
}
