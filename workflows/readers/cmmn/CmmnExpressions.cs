using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Expressions of CMMN documents: <c>${…}</c> and <c>#{…}</c> in the expression language of Java's engines, translated to CEL.</summary>
internal sealed class CmmnExpressions(Diagnostics diagnostics)
{
    public static PlanInput Nothing { get; } = new PlanInput.Literal(Value.Null);

    public static PlanInput Literal(string text) => new PlanInput.Literal(Value.Of(text));

    /// <summary>The condition of a rule or sentry; null: it is empty, and so true.</summary>
    public CelExpression? Condition(XElement condition, string id, string name)
    {
        var text = (condition.Child("body")?.Value ?? condition.Value).Trim();
        if (text.Length == 0) return null;
        // As in the engines: a text that is no expression is true only when it reads so.
        return Compile(Juel.IsExpression(text) ? text : text == "true" ? "${true}" : "${false}", id, name);
    }

    /// <summary>A text with expressions in it.</summary>
    public PlanInput Text(string text, string id)
    {
        var trimmed = text.Trim();
        if (!Juel.IsExpression(trimmed)) return Literal(trimmed);
        return Compile(trimmed, id, "expression") is { } cel ? new PlanInput.Expression(cel) : new PlanInput.Unsupported("the expression has errors");
    }

    private CelExpression? Compile(string text, string id, string name)
    {
        if (!Juel.TryTranslate(text, out var cel, out var problem))
        {
            diagnostics.Error("J202", id, $"{name}: {problem}", "Write an expression of variables, literals and operators, such as ${total > 100}.");
            return null;
        }
        var result = Cel.Compile(cel, CelScope.Journey);
        foreach (var issue in result.Issues) diagnostics.Error("J202", id, $"{name}: {issue.Message}", issue.Fix);
        return result.Expression;
    }
}
