using System.Text.Json;
using JourneyOrchestrator.Workflows.Decisions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Finds the table of a decision task: its own, or one that the journey names for several (CMMN 1.1, 5.4.10.3, decisionRef).</summary>
internal sealed class DecisionReader(JsonElement journey, InputReader inputs, CheckedMembers members, VariableUses uses, Diagnostics diagnostics)
{
    /// <summary>Conditions in all tables of a journey: reading and judging them takes time.</summary>
    private const int CellsMax = 20_000;

    private int cells;

    /// <summary>Tables that were read already: one that thousands of activities name is judged, and its errors told, once.</summary>
    private readonly Dictionary<string, DecisionTable?> shared = new(StringComparer.Ordinal);

    /// <summary>The table; null, with diagnostics, when it has errors.</summary>
    public DecisionTable? Read(JsonElement activity, string node)
    {
        switch (activity.Member("table"))
        {
            case { ValueKind: JsonValueKind.Object } own: return Read(own, node, "");
            case { ValueKind: JsonValueKind.String } name: return Shared(name.GetString()!, node);
            default:
                diagnostics.Error("J107", node, "The decision has no table.", "Give it a 'table', or the name of one in customProperties.journey.tables.");
                return null;
        }
    }

    private DecisionTable? Read(JsonElement json, string node, string name)
    {
        if (cells > CellsMax)
        {
            diagnostics.Error("J607", node, $"The tables of the journey have more than {CellsMax} cells together.", "Let several decisions ask one table, or split the journey in two.");
            return null;
        }
        var table = new DecisionTableReader(json, node, inputs, members, uses, diagnostics).Read();
        if (table is not null) DecisionChecks.Run(table, node, diagnostics);
        cells += table is null ? 0 : table.Rules.Length * table.Inputs.Length;
        if (name.Length > 0) shared[name] = table;
        return table;
    }

    private DecisionTable? Shared(string name, string node)
    {
        if (shared.TryGetValue(name, out var read))
        {
            // What it names must be there for this activity as well.
            foreach (var expression in read?.Expressions ?? []) uses.AddReads(node, expression.Reads);
            return read;
        }
        var tables = journey.Member("customProperties")?.Member("journey")?.Member("tables") ?? default;
        if (name.Length > 0 && tables.Member(name) is { ValueKind: JsonValueKind.Object } table) return Read(table, node, name);
        var known = tables.ValueKind == JsonValueKind.Object ? tables.EnumerateObject().Select(t => t.Name) : [];
        diagnostics.Error("J601", node, $"The journey has no table '{TypeReader.Short(name)}'.", diagnostics.Suggest(name, known, "Declare it in customProperties.journey.tables."));
        return null;
    }
}
