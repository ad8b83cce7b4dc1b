using System.Collections.Immutable;
using System.Numerics;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>
/// Cuts all values of an input at the constants of its column into regions within which no cell makes a difference: 0 null, 1 values of another kind, then
/// by turns what lies before a constant and the constant itself, and what lies behind the last. A set of regions is a number with a bit for each.
/// </summary>
internal sealed class ColumnRegions
{
    /// <summary>Constants of a column beyond which its cells are not judged.</summary>
    private const int BoundsMax = 1000;

    private const int Null = 0, Other = 1, First = 2;

    private readonly PlanType type;
    private readonly Value[] bounds = [];
    private readonly bool judged;

    public ColumnRegions(PlanType type, IEnumerable<DecisionCell> cells)
    {
        this.type = type;
        Value[] constants = [.. cells.SelectMany(c => c.Tests).SelectMany(t => t.Constants).Where(c => !c.IsNull)];
        judged = constants.Length <= BoundsMax && constants.All(c => CelEquality.Compare(constants[0], c) is not (null or 2));
        if (judged) bounds = Sorted(type == PlanType.Boolean || constants.Any(c => c.Kind == ValueKind.Bool) ? [Value.False, Value.True] : constants);
        for (var region = First; region < Count; region++)
            if (IsPossible(region - First)) Present |= BigInteger.One << region;
        All = Present | BigInteger.One | (type == PlanType.Any ? BigInteger.One << Other : BigInteger.Zero);
    }

    /// <summary>Regions of values that the input is there for.</summary>
    public BigInteger Present { get; }

    /// <summary>Those, null, and, where the input has no type, values of other kinds.</summary>
    public BigInteger All { get; }

    public int Count => First + (2 * bounds.Length) + 1;

    /// <summary>The regions in which a cell holds; null: that depends on more than the input.</summary>
    public BigInteger? Of(DecisionCell cell)
    {
        if (cell.Test is null) return All;
        if (!judged) return null;
        var held = BigInteger.Zero;
        foreach (var test in cell.Tests)
        {
            if (test is UnaryTest.Undecided) return null;
            held |= Of(test);
        }
        return (cell.Negated ? ~held : held) & All;
    }

    /// <summary>A region in words.</summary>
    public string Describe(int region)
    {
        if (region == Null) return "null";
        if (region == Other || bounds.Length == 0) return "any other value";
        var (index, between) = Math.DivRem(region - First, 2);
        if (between == 1) return Text(bounds[index]);
        return index == 0 ? $"less than {Text(bounds[0])}" : index == bounds.Length ? $"more than {Text(bounds[^1])}" : $"between {Text(bounds[index - 1])} and {Text(bounds[index])}";
    }

    private static string Text(in Value value) => value.Kind == ValueKind.String ? $"'{value.AsString()}'" : value.Kind == ValueKind.Bool ? value.IsTrue ? "true" : "false" : value.ToText();

    private BigInteger Of(UnaryTest test) => test switch
    {
        UnaryTest.Point { Value.IsNull: true } => BigInteger.One,
        UnaryTest.Point point => BigInteger.One << RegionOf(point.Value),
        UnaryTest.Interval interval => Between(
            interval.Low is { } low ? RegionOf(low.Value) + (low.Included ? 0 : 1) : First,
            interval.High is { } high ? RegionOf(high.Value) - (high.Included ? 0 : 1) : Count - 1),
        _ => BigInteger.Zero,
    };

    private static BigInteger Between(int from, int to) => to < from ? 0 : ((BigInteger.One << (to - from + 1)) - 1) << from;

    private int RegionOf(in Value constant)
    {
        int low = 0, high = bounds.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (CelEquality.Compare(bounds[middle], constant) < 0) low = middle + 1;
            else high = middle;
        }
        return First + (2 * low) + 1;
    }

    /// <summary>Truth values have nothing between them; whole numbers not where they follow each other.</summary>
    private bool IsPossible(int place)
    {
        if (place % 2 == 1 || bounds.Length == 0) return true;
        var after = place / 2;
        if (bounds[0].Kind == ValueKind.Bool) return false;
        if (type != PlanType.Integer || after == 0 || after == bounds.Length) return true;
        return bounds[after - 1].Kind != ValueKind.Int || bounds[after].Kind != ValueKind.Int || (Int128)bounds[after].AsInt() - bounds[after - 1].AsInt() > 1;
    }

    private static Value[] Sorted(Value[] constants)
    {
        Array.Sort(constants, static (a, b) => CelEquality.Compare(a, b) ?? 0);
        List<Value> distinct = [];
        foreach (var constant in constants)
            if (distinct.Count == 0 || CelEquality.Compare(distinct[^1], constant) != 0) distinct.Add(constant);
        return [.. distinct];
    }
}
