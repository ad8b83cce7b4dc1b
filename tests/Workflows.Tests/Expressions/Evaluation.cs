using System.Text;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Expressions;

/// <summary>Evaluates an expression against roots.</summary>
internal static class Evaluation
{
    public static Value Of(string text, string roots = "{}") =>
        With(text, ValueJson.Parse(Encoding.UTF8.GetBytes(roots)).AsMap().ToDictionary(r => r.Key.AsString(), r => r.Value));

    public static Value With(string text, Dictionary<string, Value> roots)
    {
        var result = Cel.Compile(text, CelScope.Journey);
        Assert.True(result.Expression is not null, string.Join(' ', result.Issues.Select(i => i.Message)));
        return result.Expression.Evaluate(new Roots(roots));
    }

    public static CelIssue IssueOf(string text)
    {
        var result = Cel.Compile(text, CelScope.Journey);
        Assert.Null(result.Expression);
        return result.Issues[0];
    }

    private sealed class Roots(Dictionary<string, Value> values) : IActivation
    {
        public bool TryResolve(string name, out Value value) => values.TryGetValue(name, out value);
    }
}
