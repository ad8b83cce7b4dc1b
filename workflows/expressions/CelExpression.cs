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
        ReadParts = [.. reads.Select(path => path.Split('.'))];
        (this.program, this.locals) = (program, locals);
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>It is written in JavaScript, not in CEL.</summary>
    public bool IsJavaScript { get; internal init; }

    /// <summary>Paths it reads (<c>signal.data.booking</c>, <c>vars.trip</c>), ordinal order, each once.</summary>
    public ImmutableArray<string> Reads { get; }

    /// <summary>The same paths, cut at their dots.</summary>
    internal ImmutableArray<string[]> ReadParts { get; }

    /// <summary>Kind of what it gives, where that is known before it runs; null: it depends on data.</summary>
    public ValueKind? Kind { get; init; }

    /// <summary>As a condition it can never hold: what it gives is no truth value. Null: it may.</summary>
    internal string? NoCondition => Kind is null or ValueKind.Bool ? null : $"a condition is true or false; this is {CelTypeCheck.Name(Kind)}";

    /// <summary>Evaluates it. Never throws: a failure is a value of kind <see cref="ValueKind.Error"/>.</summary>
    public Value Evaluate(IActivation activation) => Evaluate(new CelFrame(activation));

    /// <summary>The same; who evaluates often keeps the frame.</summary>
    public Value Evaluate(CelFrame frame)
    {
        var spent = 0L;
        return Evaluate(frame, ref spent);
    }

    /// <summary>The same, adding what it cost. What comes out is paid for as well: it will be kept, and may nest only so deep.</summary>
    internal Value Evaluate(CelFrame frame, ref long spent)
    {
        frame.Begin(locals);
        var value = program(frame);
        if (!CelEquality.IsPlain(value.Kind) && !frame.SpendAll(value)) value = CelFrame.TooExpensive;
        spent += frame.Cost;
        return value;
    }

    public override string ToString() => Text;
}
