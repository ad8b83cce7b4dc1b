using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>A checked expression, of CEL or of JavaScript, compiled to delegates. Immutable and safe to share between threads.</summary>
public sealed class CelExpression
{
    private readonly CelEval program;
    private readonly int locals;

    internal CelExpression(string text, ImmutableArray<string> reads, CelEval program, int locals)
    {
        Text = text;
        Reads = reads;
        ReadsItems = reads.Any(path => path == "case" || path == "case.items" || path.StartsWith("case.items.", StringComparison.Ordinal));
        ReadParts = [.. reads.Select(path => path.Split('.'))];
        (this.program, this.locals) = (program, locals);
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>It is written in JavaScript, not in CEL.</summary>
    public bool IsJavaScript { get; internal init; }

    /// <summary>Paths it reads (<c>signal.data.booking</c>, <c>vars.trip</c>), ordinal order, each once.</summary>
    public ImmutableArray<string> Reads { get; }

    /// <summary>It asks for the items of the case, which are costly to show.</summary>
    internal bool ReadsItems { get; }

    /// <summary>The same paths, cut at their dots.</summary>
    internal ImmutableArray<string[]> ReadParts { get; }

    /// <summary>Evaluates it. Never throws: a failure is a value of kind <see cref="ValueKind.Error"/>.</summary>
    public Value Evaluate(IActivation activation)
    {
        var spent = 0L;
        return Evaluate(activation, ref spent);
    }

    /// <summary>The same, adding what it cost. What comes out is paid for as well: it will be kept, and may nest only so deep.</summary>
    internal Value Evaluate(IActivation activation, ref long spent)
    {
        var frame = new CelFrame(activation, locals);
        var value = program(frame);
        if (!CelEquality.IsPlain(value.Kind) && !frame.SpendAll(value)) value = CelFrame.TooExpensive;
        spent += frame.Cost;
        return value;
    }

    public override string ToString() => Text;
}
