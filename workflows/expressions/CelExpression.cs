using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>A checked CEL expression, compiled to delegates. Immutable and safe to share between threads.</summary>
public sealed class CelExpression
{
    private readonly Func<IActivation, Value> program;

    internal CelExpression(string text, ImmutableArray<string> reads, Func<IActivation, Value> program)
    {
        Text = text;
        Reads = reads;
        ReadsItems = reads.Any(path => path == "case" || path == "case.items" || path.StartsWith("case.items.", StringComparison.Ordinal));
        ReadParts = [.. reads.Select(path => path.Split('.'))];
        this.program = program;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Paths it reads (<c>signal.data.booking</c>, <c>vars.trip</c>), ordinal order, each once.</summary>
    public ImmutableArray<string> Reads { get; }

    /// <summary>It asks for the items of the case, which are costly to show.</summary>
    internal bool ReadsItems { get; }

    /// <summary>The same paths, cut at their dots.</summary>
    internal ImmutableArray<string[]> ReadParts { get; }

    /// <summary>Evaluates it. Never throws: a failure is a value of kind <see cref="ValueKind.Error"/>.</summary>
    public Value Evaluate(IActivation activation) => program(activation);

    public override string ToString() => Text;
}
