using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>What counts when several rows hit (DMN 1.5, 8.2, hit policy).</summary>
public enum HitPolicy
{
    /// <summary>At most one row may hit.</summary>
    Unique,
    /// <summary>The first row that hits.</summary>
    First,
    /// <summary>The row whose outputs stand first in the lists of their values.</summary>
    Priority,
    /// <summary>Several rows may hit if they say the same.</summary>
    Any,
    /// <summary>All rows that hit, in their order.</summary>
    RuleOrder,
    /// <summary>All rows that hit, as a list or as one figure.</summary>
    Collect,
    /// <summary>All rows that hit, those whose outputs stand first in the lists of their values before the others.</summary>
    OutputOrder,
}

/// <summary>What <see cref="HitPolicy.Collect"/> makes of the rows that hit (DMN 1.5, 8.2, collect operators).</summary>
public enum Aggregation { List, Sum, Min, Max, Count }

/// <summary>A decision table, checked (DMN 1.5, 8; docs/decisions.md). Immutable, shared by all cases of its journey.</summary>
public sealed record DecisionTable(
    HitPolicy Policy, Aggregation Aggregation, ImmutableArray<DecisionInput> Inputs, ImmutableArray<DecisionOutput> Outputs, ImmutableArray<DecisionRule> Rules)
{
    /// <summary>Most rows, inputs and outputs; longest cell, in UTF-16 units. An input's expression may be as long as any.</summary>
    public const int RowsMax = 200, ColumnsMax = 16, CellMax = 500;

    /// <summary>One expression per output, for when no row hits; default: there is none.</summary>
    public ImmutableArray<CelExpression> Default { get; init; }

    /// <summary>The output whose text is the outcome of the activity; null: it is <c>Done</c>.</summary>
    public string? Outcome { get; init; }

    private ImmutableArray<CelExpression> expressions;

    /// <summary>All that the table may ask; of those that read the same, one.</summary>
    internal ImmutableArray<CelExpression> Expressions => expressions.IsDefault ? expressions = [.. AllExpressions().DistinctBy(e => string.Join(' ', e.Reads))] : expressions;

    private IEnumerable<CelExpression> AllExpressions() =>
        Inputs.Select(i => i.Expression).Concat(Rules.SelectMany(r => r.When.Select(c => c.Test).OfType<CelExpression>().Concat(r.Then))).Concat(Default.IsDefault ? [] : Default);

    /// <summary>The result is one row, not a list or a figure.</summary>
    public bool IsSingleHit => Policy is not (HitPolicy.RuleOrder or HitPolicy.OutputOrder or HitPolicy.Collect);
}

/// <summary>A column of conditions: what people call it, what it asks, and the type of the answer.</summary>
public sealed record DecisionInput(string Label, CelExpression Expression, PlanType Type);

/// <summary>A column of results.</summary>
/// <param name="Values">The values that it may have, the most important first; empty: any.</param>
public sealed record DecisionOutput(string Name, PlanType Type, ImmutableArray<Value> Values);

/// <summary>A row: one cell per input, one expression per output, and what people should know of it.</summary>
public sealed record DecisionRule(ImmutableArray<DecisionCell> When, ImmutableArray<CelExpression> Then, string? Note);

/// <summary>A condition on one input (DMN 1.5, 8.2, input entries).</summary>
/// <param name="Text">As the designer wrote it.</param>
/// <param name="Test">The same in CEL, over <see cref="CellReader.InputName"/>; null: any value.</param>
/// <param name="Tests">What it is made of; one of them is enough, or none must hold where it is <paramref name="Negated"/>.</param>
public sealed record DecisionCell(string Text, CelExpression? Test, ImmutableArray<UnaryTest> Tests, bool Negated)
{
    public static DecisionCell Any { get; } = new("-", null, [], false);
}

/// <summary>One test of a cell, as far as it can be judged before it is run. A closed set.</summary>
public abstract record UnaryTest
{
    private UnaryTest() { }

    /// <summary>The constants that it compares with.</summary>
    internal IEnumerable<Value> Constants => this switch
    {
        Point point => [point.Value],
        Interval interval => new[] { interval.Low, interval.High }.OfType<Bound>().Select(b => b.Value),
        _ => [],
    };

    /// <summary>Equal to a constant.</summary>
    public sealed record Point(Value Value) : UnaryTest;

    /// <summary>Between constants; null: without end.</summary>
    public sealed record Interval(Bound? Low, Bound? High) : UnaryTest;

    /// <summary>Depends on more than the input.</summary>
    public sealed record Undecided : UnaryTest;
}

/// <summary>One end of an interval.</summary>
public readonly record struct Bound(Value Value, bool Included);
