using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Feeds.Mapping;

/// <summary>A checked CEL expression of a feed's settings.</summary>
internal sealed class FeedExpression
{
    private readonly CelExpression cel;

    private FeedExpression(CelExpression cel) => this.cel = cel;

    /// <param name="place">Where it stands, for the message: feed and member.</param>
    /// <param name="names">What it may name.</param>
    /// <exception cref="FeedException">It is wrong; the message says where.</exception>
    public static FeedExpression Of(string text, string place, params string[] names)
    {
        var result = Cel.Compile(text, CelScope.Named(names));
        if (result.Expression is { } cel) return new FeedExpression(cel);
        var issue = result.Issues[0];
        throw new FeedException($"{place}, column {issue.Column + 1}: {issue.Message} {issue.Fix}");
    }

    public Value Evaluate(params (string Name, Value Value)[] names) => cel.Evaluate(new Names(names));

    /// <summary>A text that is not empty; null: something else, or a failure.</summary>
    public string? Text(string name, in Value value) => Evaluate((name, value)) is { Kind: ValueKind.String } text && text.AsString().Length > 0 ? text.AsString() : null;

    private sealed class Names((string Name, Value Value)[] names) : IActivation
    {
        public bool TryResolve(string name, out Value value)
        {
            foreach (var (known, its) in names)
            {
                if (known != name) continue;
                value = its;
                return true;
            }
            value = default;
            return false;
        }
    }
}
