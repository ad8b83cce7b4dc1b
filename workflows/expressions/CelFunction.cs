using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>A function by its number of arguments. Errors among the arguments come out unchanged, so a function never sees one.</summary>
/// <param name="Kinds">Kinds that are allowed, an argument each; <c>Null</c> stands for any.</param>
internal sealed record CelFunction(string Name, ValueKind[] Kinds, Func<CelFrame, Value[], Value> Body)
{
    /// <summary>Takes any number of arguments.</summary>
    public bool Variadic { get; init; }

    public bool Takes(int count) => Variadic ? count >= 1 : Kinds.Length == count;

    /// <summary>Whether the arguments have the right kinds; the first wrong one.</summary>
    public bool Fits(ReadOnlySpan<Value> arguments)
    {
        for (var i = 0; i < Kinds.Length && i < arguments.Length; i++)
            if (Kinds[i] != ValueKind.Null && arguments[i].Kind != Kinds[i]) return false;
        return true;
    }
}
