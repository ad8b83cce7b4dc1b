using JourneyOrchestrator.Workflows.Decisions;
using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Rows that contradict each other, inputs that were forgotten, rows without effect: told when a table is published, not when a customer meets them.</summary>
internal static class DecisionChecks
{
    /// <summary>Of one table so many pairs of rows are told.</summary>
    private const int PairsMax = 10;

    public static void Run(DecisionTable table, string node, Diagnostics diagnostics)
    {
        var analysis = new TableAnalysis(table);
        foreach (var (row, other, example) in analysis.Overlaps().Where(pair => Contradict(table, pair.Row, pair.Other)).Take(PairsMax))
            diagnostics.Error("J604", node, $"The rows {row + 1} and {other + 1} both hit when {example}.", table.Policy == HitPolicy.Unique
                ? "Change one of them, or use another hit policy: with unique only one row may hit." : "Let them say the same, or use another hit policy: any allows no difference.");
        if (table.IsSingleHit && table.Default.IsDefault && analysis.Gap() is { } gap)
            diagnostics.Warning("J605", node, $"No row hits when {gap}: the result is null then.", "Add a row, or a default.");
        foreach (var row in analysis.Impossible())
            diagnostics.Warning("J606", node, $"Row {row + 1} never hits: one of its cells holds for no value.", "Correct it, or remove the row.");
        if (table.Policy != HitPolicy.First) return;
        foreach (var row in analysis.Covered())
            diagnostics.Warning("J606", node, $"Row {row + 1} never counts: an earlier row hits first.", "Move it up, or remove it.");
    }

    private static bool Contradict(DecisionTable table, int row, int other) =>
        table.Policy == HitPolicy.Unique || (table.Policy == HitPolicy.Any && Differ(table.Rules[row], table.Rules[other]));

    private static bool Differ(DecisionRule row, DecisionRule other) =>
        row.Then.Zip(other.Then).Any(pair => Constants.Of(pair.First) is { } one && Constants.Of(pair.Second) is { } two && !CelEquality.Equals(one, two));
}
