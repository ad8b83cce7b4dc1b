using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>One evaluation: where names come from, the variables of macros, and what it has cost so far.</summary>
internal sealed class CelFrame(IActivation activation, int locals)
{
    /// <summary>Steps of macros and elements of results that one evaluation may take.</summary>
    public const int CostMax = 100_000;

    /// <summary>Characters or bytes of a text that count as one step.</summary>
    private const int TextStep = 64;

    /// <summary>Deepest list or map that an expression may build.</summary>
    private const int DepthMax = 128;

    private long cost;

    public IActivation Activation { get; } = activation;

    public Value[] Locals { get; } = locals == 0 ? [] : new Value[locals];

    /// <summary>False when the evaluation has become too expensive.</summary>
    public bool Spend(long steps) => (cost += steps) <= CostMax;

    public bool SpendText(long characters) => Spend((characters / TextStep) + 1);

    /// <summary>Pays for everything in a value, so that values that share parts can't grow faster than the budget.</summary>
    public bool SpendAll(in Value value, int depth = 0)
    {
        if (depth > DepthMax) return false;
        switch (value.Kind)
        {
            case ValueKind.List:
                foreach (ref readonly var item in value.AsList().AsSpan())
                    if (!SpendAll(item, depth + 1)) return false;
                return Spend(1);
            case ValueKind.Map:
                var map = value.AsMap();
                for (var i = 0; i < map.Count; i++)
                    if (!SpendAll(map.KeyAt(i), depth + 1) || !SpendAll(map.ValueAt(i), depth + 1)) return false;
                return Spend(1);
            case ValueKind.Optional: return value.AsOptional() is { } held ? SpendAll(held, depth + 1) : Spend(1);
            default: return SpendTop(value);
        }
    }

    /// <summary>Pays for looking at a value, not at what is in its items.</summary>
    public bool SpendTop(in Value value) => value.Kind switch
    {
        ValueKind.String => SpendText(value.AsString().Length),
        ValueKind.Bytes => SpendText(value.AsBytes().Length),
        ValueKind.List => SpendText(value.AsList().Length),
        _ => Spend(1),
    };

    public static Value TooExpensive { get; } = Value.Error($"the expression takes more than {CostMax} steps, or nests values deeper than {DepthMax}");
}

/// <summary>A compiled node.</summary>
internal delegate Value CelEval(CelFrame frame);
