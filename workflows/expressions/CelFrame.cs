using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>One evaluation: where names come from, the variables of macros, and what it has cost so far.</summary>
internal sealed class CelFrame(IActivation activation, int locals)
{
    /// <summary>Steps of macros and elements of results that one evaluation may take.</summary>
    public const int CostMax = 100_000;

    private int cost;

    public IActivation Activation { get; } = activation;

    public Value[] Locals { get; } = locals == 0 ? [] : new Value[locals];

    /// <summary>False when the evaluation has become too expensive.</summary>
    public bool Spend(int steps) => (cost += steps) <= CostMax && cost >= 0;

    public static Value TooExpensive { get; } = Value.Error($"the expression takes more than {CostMax} steps");
}

/// <summary>A compiled node.</summary>
internal delegate Value CelEval(CelFrame frame);
