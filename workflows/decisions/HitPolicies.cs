using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>What a table gives for the rows that hit, of which there is at least one (DMN 1.5, 8.2, hit policy).</summary>
internal static class HitPolicies
{
    /// <param name="problem">Null, or why there is no result.</param>
    public static Value Apply(DecisionTable table, IReadOnlyList<DecisionHit> hits, out string? problem)
    {
        problem = null;
        return table.Policy switch
        {
            HitPolicy.Any => Same(table, hits, out problem),
            HitPolicy.Priority => RowOf(table, hits.MinBy(h => Ranks(table, h), RankOrder).Outputs),
            HitPolicy.RuleOrder => All(table, hits),
            HitPolicy.OutputOrder => All(table, [.. hits.OrderBy(h => Ranks(table, h), RankOrder)]), // of equal rows the first stays first
            HitPolicy.Collect => Collect(table, hits, out problem),
            _ => RowOf(table, hits[0].Outputs),
        };
    }

    /// <summary>The outputs of one row by their names.</summary>
    public static Value RowOf(DecisionTable table, ImmutableArray<Value> outputs)
    {
        var row = new ValueMap.Builder(outputs.Length);
        for (var i = 0; i < outputs.Length; i++) row.Add(table.Outputs[i].Name, outputs[i]);
        return Value.OfMap(row.Build());
    }

    /// <summary>The default, in the shape of any result of the table.</summary>
    public static Value OfDefault(DecisionTable table, ImmutableArray<Value> outputs) =>
        table.IsSingleHit ? RowOf(table, outputs) : table.Aggregation == Aggregation.List ? Value.OfList(RowOf(table, outputs)) : outputs[0];

    /// <summary>The place of a value among those that an output may have; -1: none.</summary>
    public static int RankOf(DecisionOutput output, in Value value)
    {
        for (var i = 0; i < output.Values.Length; i++)
            if (CelEquality.Equals(output.Values[i], value)) return i;
        return -1;
    }

    private static Value All(DecisionTable table, IReadOnlyList<DecisionHit> hits) => Value.OfList(hits.Select(h => RowOf(table, h.Outputs)).ToImmutableArray());

    private static Value Same(DecisionTable table, IReadOnlyList<DecisionHit> hits, out string? problem)
    {
        problem = null;
        foreach (var hit in hits.Skip(1))
            for (var i = 0; i < hit.Outputs.Length; i++)
                if (!CelEquality.Equals(hit.Outputs[i], hits[0].Outputs[i]))
                {
                    problem = $"the rows {hits[0].Row + 1} and {hit.Row + 1} both hit and differ in '{table.Outputs[i].Name}', but the hit policy any allows no difference";
                    return Value.Null;
                }
        return RowOf(table, hits[0].Outputs);
    }

    private static int[] Ranks(DecisionTable table, DecisionHit hit) =>
        [.. table.Outputs.Select((output, i) => output.Values.IsEmpty ? 0 : RankOf(output, hit.Outputs[i]))];

    /// <summary>Outputs from the left to the right; of equal rows the first stays.</summary>
    private static readonly Comparer<int[]> RankOrder = Comparer<int[]>.Create((a, b) =>
    {
        for (var i = 0; i < a.Length; i++)
            if (a[i] != b[i]) return a[i].CompareTo(b[i]);
        return 0;
    });

    private static Value Collect(DecisionTable table, IReadOnlyList<DecisionHit> hits, out string? problem)
    {
        problem = null;
        switch (table.Aggregation)
        {
            case Aggregation.List: return All(table, hits);
            case Aggregation.Count: return Value.Of(hits.Count);
        }
        var total = hits[0].Outputs[0];
        foreach (var hit in hits)
        {
            var next = hit.Outputs[0];
            if (!CelEquality.IsNumber(next.Kind)) problem ??= $"row {hit.Row + 1} gives no number for '{table.Outputs[0].Name}'";
            else if (hit.Row != hits[0].Row && problem is null) total = Joined(table.Aggregation, total, next);
            if (total.IsError) problem ??= $"row {hit.Row + 1}: {total.AsString()}";
        }
        return problem is null ? total : Value.Null;
    }

    private static Value Joined(Aggregation how, in Value total, in Value next) => how switch
    {
        Aggregation.Min => CelEquality.CompareNumbers(next, total) == -1 ? next : total,
        Aggregation.Max => CelEquality.CompareNumbers(next, total) == 1 ? next : total,
        _ => Sum(total, next),
    };

    /// <summary>Whole numbers stay whole, and fail where they don't fit 64 bits.</summary>
    private static Value Sum(in Value a, in Value b)
    {
        if (a.Kind != ValueKind.Int || b.Kind != ValueKind.Int) return Value.Of(a.AsDouble() + b.AsDouble());
        var sum = (Int128)a.AsInt() + b.AsInt();
        return sum < long.MinValue || sum > long.MaxValue ? CelArithmetic.Overflow : Value.Of((long)sum);
    }
}
