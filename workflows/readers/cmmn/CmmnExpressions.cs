using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Expressions of CMMN documents: <c>${…}</c> and <c>#{…}</c> in the expression language of Java's engines, translated to CEL.</summary>
internal sealed class CmmnExpressions(VariableUses uses, Diagnostics diagnostics)
{
    public static PlanInput Nothing { get; } = new PlanInput.Literal(Value.Null);

    public static PlanInput Literal(string text) => new PlanInput.Literal(Value.Of(text));

    /// <summary>The condition of a rule or sentry; null: it is empty, and so true.</summary>
    /// <param name="counter">Flowable's name for the number of the repetition; null: it has none.</param>
    public CelExpression? Condition(XElement condition, string id, string name, string? counter = null)
    {
        if (IsCel(condition, id, name)) return Cel(condition.Value, id, name);
        var text = (condition.Child("body")?.Value ?? condition.Value).Trim();
        if (text.Length == 0) return null;
        // As in the engines: a text that is no expression is true only when it reads so.
        return Compile(Juel.IsExpression(text) ? text : text == "true" ? "${true}" : "${false}", id, name, condition: true, counter);
    }

    /// <summary>An expression that may say its language (CMMN 1.1, 5.4.8, Expression): a text with expressions in it, or CEL.</summary>
    public PlanInput Said(XElement? expression, string id)
    {
        if (expression is null || !IsCel(expression, id, "expression")) return Text(expression?.Value ?? "", id);
        return Cel(expression.Value, id, "expression") is { } cel ? new PlanInput.Expression(cel) : new PlanInput.Unsupported("the expression has errors");
    }

    private bool IsCel(XElement expression, string id, string name)
    {
        var language = expression.Text("language") ?? "";
        if (language is not ("" or CmmnXml.CelLanguage) && !language.Equals("juel", StringComparison.OrdinalIgnoreCase))
            diagnostics.Error("J201", id, $"{name}: The expression language '{language}' is not run here.", $"Leave 'language' out for ${{…}}, or write CEL and {CmmnXml.CelLanguage}.");
        return language == CmmnXml.CelLanguage;
    }

    private CelExpression? Cel(string text, string id, string name)
    {
        var result = Expressions.Cel.Compile(text, CelScope.Journey);
        foreach (var issue in result.Issues) diagnostics.Error("J202", id, $"{name}, column {issue.Column + 1}: {issue.Message}", issue.Fix);
        if (result.Expression is { } expression) uses.AddReads(id, expression.Reads);
        return result.Expression;
    }

    /// <summary>The text of an expression element; nothing where there is none.</summary>
    public static string TextOf(XElement? expression) => (expression?.Child("body")?.Value ?? expression?.Value ?? "").Trim();

    /// <summary>A variable by its name, whatever characters that has, or a member in it; null while it is not there.</summary>
    public PlanInput Named(IEnumerable<string> names, string id)
    {
        var (path, there) = ("vars", new List<string>());
        foreach (var name in names)
        {
            there.Add($"type({path}) == map && {Juel.Quote(name)} in {path}");
            path += $"[{Juel.Quote(name)}]";
        }
        return Compiled($"{string.Join(" && ", there)} ? {path} : null", id, "parameter") is { } cel ? new PlanInput.Expression(cel) : new PlanInput.Unsupported("the expression has errors");
    }

    /// <summary>A text, or an expression; a variable alone that is not set gives nothing.</summary>
    public PlanInput OptionalText(string text, string id) => text.Trim() is [_, '{', .. var inner, '}'] && inner.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? Variable(inner, id) : Text(text, id);

    /// <summary>A text with expressions in it.</summary>
    public PlanInput Text(string text, string id)
    {
        var trimmed = text.Trim();
        if (!Juel.IsExpression(trimmed)) return Literal(trimmed);
        return Compile(trimmed, id, "expression") is { } cel ? new PlanInput.Expression(cel) : new PlanInput.Unsupported("the expression has errors");
    }

    /// <summary>The name of a case: a text, or an expression. As the engines have it, an expression of one bare name that is no variable means that name.</summary>
    public PlanInput Name(string text, string id)
    {
        var trimmed = text.Trim();
        if (!Juel.IsExpression(trimmed)) return Literal(trimmed);
        return trimmed is [_, '{', .. var inner, '}'] && inner.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? Compile($"${{var:getOrDefault({inner}, '{inner}')}}", id, "caseRef") is { } cel ? new PlanInput.Expression(cel) : new PlanInput.Unsupported("the expression has errors")
            : Text(trimmed, id);
    }

    /// <summary>What a parameter comes from: a variable by its name, or an expression.</summary>
    public PlanInput Variable(string text, string id)
    {
        if (Juel.IsExpression(text)) return Text(text, id);
        return Compile($"${{var:get({text})}}", id, "source") is { } cel ? new PlanInput.Expression(cel) : new PlanInput.Unsupported("the expression has errors");
    }

    private CelExpression? Compile(string text, string id, string name, bool condition = false, string? counter = null)
    {
        if (!Juel.TryTranslate(text, out var cel, out var problem))
        {
            diagnostics.Error("J202", id, $"{name}: {problem}", "Write an expression of variables, literals and operators, such as ${total > 100}.");
            return null;
        }
        if (counter is not null) cel = System.Text.RegularExpressions.Regex.Replace(cel, $@"\bvars\.{System.Text.RegularExpressions.Regex.Escape(counter)}\b", "item.number");
        // A variable alone may hold the text 'true': the engines take that for true.
        if (condition && cel.StartsWith("vars.", StringComparison.Ordinal) && cel.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_')) cel = $"{cel} == true || {cel} == 'true'";
        return Compiled(cel, id, name);
    }

    private CelExpression? Compiled(string cel, string id, string name)
    {
        var result = Expressions.Cel.Compile(cel, CelScope.Journey);
        foreach (var issue in result.Issues) diagnostics.Error("J202", id, $"{name}: {issue.Message}", issue.Fix);
        return result.Expression;
    }
}
