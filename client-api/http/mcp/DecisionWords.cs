using JourneyOrchestrator.Workflows.Decisions;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>A decision table in words, row by row: an assistant has to say what is owed, and by which rule.</summary>
internal static class DecisionWords
{
    private const int RowsMax = 20;

    /// <summary>What a decision gives for which inputs; null: its table has errors.</summary>
    public static string? Of(DecisionNode node)
    {
        if (node.Table is not { } table) return null;
        var what = node.Outputs.TryGetValue("result", out var variable) ? variable : node.Name;
        var rows = table.Rules.Take(RowsMax).Select(row => $"{string.Join(", ", row.When.Select(cell => cell.Text))} gives {Outputs(table, row)}");
        var more = table.Rules.Length > RowsMax ? $"; {table.Rules.Length - RowsMax} more rows" : "";
        return $"decides {what} by {string.Join(" and ", table.Inputs.Select(input => input.Label))}, hit policy {FactNames.Names<HitPolicy>.Of(table.Policy)}: {string.Join("; ", rows)}{more}";
    }

    private static string Outputs(DecisionTable table, DecisionRule row) => string.Join(", ", table.Outputs.Select((output, i) => $"{output.Name} {row.Then[i].Text}"));
}
