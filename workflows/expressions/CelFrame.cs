using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>One evaluation after the other against the same names: the variables of macros, and what the evaluation has cost so far. Kept from one to the next, so that
/// a predicate allocates nothing; for one thread at a time.</summary>
public sealed class CelFrame(IActivation activation)
{
    /// <summary>Steps of macros and elements of results that one evaluation may take.</summary>
    internal const int CostMax = 100_000;

    /// <summary>Characters or bytes of a text that count as one step.</summary>
    private const int TextStep = 64;

    /// <summary>What the evaluation has cost so far.</summary>
    internal long Cost { get; private set; }

    internal IActivation Activation { get; } = activation;

    internal Value[] Locals { get; private set; } = [];

    /// <summary>Ready for the next evaluation.</summary>
    internal void Begin(int locals)
    {
        Cost = 0;
        if (locals > Locals.Length) Locals = new Value[locals];
    }

    /// <summary>False when the evaluation has become too expensive.</summary>
    internal bool Spend(long steps) => (Cost += steps) <= CostMax;

    internal bool SpendText(long characters) => Spend((characters / TextStep) + 1);

    /// <summary>Pays for everything in a value, so that values that share parts can't grow faster than the budget.</summary>
    internal bool SpendAll(in Value value, int depth = 0)
    {
        if (depth > ValueJson.DepthMax) return false;
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

    /// <summary>Pays for looking for one text in another, which in the worst case tries each place.</summary>
    internal bool SpendSearch(long text, long part) => Spend(((text / TextStep) + 1) * ((part / TextStep) + 1));

    /// <summary>Pays for looking at a value, not at what is in its items.</summary>
    internal bool SpendTop(in Value value) => value.Kind switch
    {
        ValueKind.String => SpendText(value.AsString().Length),
        ValueKind.Bytes => SpendText(value.AsBytes().Length),
        ValueKind.List => SpendText(value.AsList().Length),
        _ => Spend(1),
    };

    /// <summary>What it costs an expression to give this value.</summary>
    internal static long CostOf(in Value value)
    {
        if (CelEquality.IsPlain(value.Kind)) return 0;
        if (value.Kind == ValueKind.String) return value.AsString().Length / TextStep;
        var frame = new CelFrame(null!);
        frame.SpendAll(value);
        return frame.Cost;
    }

    internal static Value TooExpensive { get; } = Value.Error($"the expression takes more than {CostMax} steps, or nests values deeper than {ValueJson.DepthMax}");
}

/// <summary>A compiled node.</summary>
internal delegate Value CelEval(CelFrame frame);
