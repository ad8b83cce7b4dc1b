using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Expressions.JavaScript;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Inputs of activities: wrapped expressions, bare scalars as literals.</summary>
internal sealed class InputReader(NamesInScope names, VariableUses uses, Diagnostics diagnostics)
{
    private static readonly PlanInput Nothing = new PlanInput.Literal(Value.Null);

    /// <summary>An input by name; without one its default. <paramref name="needed"/>: an error when it is missing.</summary>
    public PlanInput Read(JsonElement activity, string node, string name, PlanType type, bool needed = false, Value otherwise = default)
    {
        if (activity.Member(name) is not { ValueKind: not JsonValueKind.Null } json)
        {
            if (needed) diagnostics.Error("J107", node, $"The input '{name}' is missing.", $"Give '{name}' a value.");
            return otherwise.IsNull ? Nothing : new PlanInput.Literal(otherwise);
        }
        var input = json.ValueKind == JsonValueKind.Object ? Wrapped(json, node, name, type) : Literal(json, node, name, type);
        if (needed && input is PlanInput.Literal { Value: var value } && (value.IsNull || value is { Kind: ValueKind.String } && value.AsString().Length == 0))
            diagnostics.Error("J107", node, $"The input '{name}' is empty.", $"Give '{name}' a value.");
        return input is PlanInput.Literal { Value.IsNull: true } && !otherwise.IsNull ? new PlanInput.Literal(otherwise) : input;
    }

    /// <summary>Elsa writes an empty input without its expression; an object that is no input at all is a mistake.</summary>
    private PlanInput Wrapped(JsonElement json, string node, string name, PlanType type)
    {
        if (json.Member("expression") is { ValueKind: JsonValueKind.Object } expression) return Expression(expression, node, name, type);
        var empty = !json.Has("expression") && ((string[])["typeName", "memoryReference", "expression"]).Any(m => json.Member(m) is not null);
        return empty ? Nothing : Unsupported(node, name, "J108", "The object is no input.", "Write {\"typeName\": \"String\", \"expression\": {\"type\": \"Cel\", \"value\": \"…\"}}.");
    }

    /// <summary>An expression node: <c>{type, value}</c>.</summary>
    public PlanInput Expression(JsonElement json, string node, string name, PlanType type)
    {
        var (language, given) = (json.Text("type"), json.Member("value"));
        if (given is not { } value)
            return language is null or "Literal" or "Object" or "Json" ? Nothing : Unsupported(node, name, "J108", "The expression has no value.", "Write what is to be evaluated as its value.");
        switch (language)
        {
            case null or "Literal": return Literal(value, node, name, type);
            case "Object" or "Json": return ObjectLiteral(value, node, name, type);
            case "Cel": return CelInput(value, node, name);
            case "Variable": return Variable(value, node, name);
            case "Input": return JourneyInput(value, node, name);
            case "JavaScript": return JavaScript(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), node, name, type);
            case var other: return Unsupported(node, name, "J201", $"The expression language '{other}' is not run here.", "Write the expression in CEL, with \"type\": \"Cel\".");
        }
    }

    private PlanInput.Unsupported Unsupported(string node, string name, string code, string message, string fix)
    {
        diagnostics.Error(code, node, $"{name}: {message}", fix);
        return new PlanInput.Unsupported(message);
    }

    private PlanInput Literal(JsonElement json, string node, string name, PlanType type)
    {
        // As in Elsa, any other text is false; but whoever wrote a condition here meant more.
        if (type == PlanType.Boolean && json.ValueKind == JsonValueKind.String && json.GetString() is { } text && text.Length > 0 && !bool.TryParse(text, out _))
            diagnostics.Warning("J115", node, $"{name}: The text '{TypeReader.Short(text)}' counts as false.", "Write true, false, or an expression of the type Cel.");
        if (json.ValueKind == JsonValueKind.String && LooksLikeCel(json.GetString()!))
            diagnostics.Warning("J118", node, $"{name}: The text looks like an expression, but it is taken as it stands.", "Write {\"typeName\": \"String\", \"expression\": {\"type\": \"Cel\", \"value\": \"…\"}}.");
        if (TypeReader.Convert(json, type, out var problem) is { } value) return new PlanInput.Literal(value);
        return Unsupported(node, name, "J108", $"The literal can't be used: {problem}.", FixFor(type));
    }

    /// <summary>It reads something of ours, and would compile.</summary>
    private static bool LooksLikeCel(string text) =>
        text.Length < 1000 && ((string[])["vars.", "signal.", "customer.", "case."]).Any(root => text.Contains(root, StringComparison.Ordinal))
        && Expressions.Cel.Compile(text, CelScope.Journey).Expression is not null;

    private static string FixFor(PlanType type) => type switch
    {
        PlanType.TimeSpan => "Write a duration such as 3.00:00:00 (three days), 00:30:00 or 90m, or an expression.",
        PlanType.DateTime => "Write a time such as 2026-01-31T18:00:00+01:00, a duration such as 90m, or an expression.",
        PlanType.Boolean => "Write true or false, or an expression.",
        PlanType.Integer or PlanType.Number => "Write a number, or an expression.",
        PlanType.List => "Write a list such as [1, 2], or an expression.",
        _ => "Write a value of the right type, or an expression.",
    };

    /// <summary>JSON in a text; for an input of any type the text stays a text, as in Elsa.</summary>
    private PlanInput ObjectLiteral(JsonElement json, string node, string name, PlanType type)
    {
        if (json.ValueKind != JsonValueKind.String) return Literal(json, node, name, type);
        var text = json.GetString()!;
        if (string.IsNullOrWhiteSpace(text)) return Nothing;
        if (type == PlanType.Any) return new PlanInput.Literal(Value.Of(text));
        return TypeReader.FromJson(text) is { } value ? new PlanInput.Literal(value) : Unsupported(node, name, "J108", "The object is no JSON.", "Correct the JSON.");
    }

    private PlanInput CelInput(JsonElement json, string node, string name) =>
        Cel(json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText(), node, name) is { } cel
            ? new PlanInput.Expression(cel) : new PlanInput.Unsupported("the expression has errors");

    /// <summary>A CEL expression; null, with diagnostics, when it has errors.</summary>
    public CelExpression? Cel(string text, string node, string name)
    {
        var result = Expressions.Cel.Compile(text, CelScope.Journey);
        foreach (var issue in result.Issues)
            diagnostics.Error("J202", node, $"{name}, column {issue.Column + 1}: {issue.Message}", issue.Fix);
        if (result.Expression is { } expression) uses.AddReads(node, expression.Reads);
        return result.Expression;
    }

    /// <summary>A CEL expression that can be true or false; null, with diagnostics, when it has errors.</summary>
    public CelExpression? Condition(string text, string node, string name)
    {
        var condition = Cel(text, node, name);
        if (condition?.NoCondition is { } problem) diagnostics.Error("J202", node, $"{name}: {problem}.", "Compare it with something, such as vars.total > 100.");
        return condition;
    }

    /// <summary>A condition that is a plain text of the document; null when there is none.</summary>
    public CelExpression? Condition(JsonElement json, string name, string node)
    {
        if (json.Member(name) is not { ValueKind: not JsonValueKind.Null } text) return null;
        if (text.ValueKind == JsonValueKind.String) return Condition(text.GetString()!, node, name);
        diagnostics.Error("J108", node, $"'{name}' is no text.", "Write a CEL expression.");
        return null;
    }

    private PlanInput Variable(JsonElement json, string node, string name)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            try
            {
                using var inner = JsonDocument.Parse(json.GetString()!);
                return Variable(inner.RootElement.Clone(), node, name);
            }
            catch (JsonException)
            {
                return Unsupported(node, name, "J109", "The variable expression names no variable.", "Choose a variable.");
            }
        }
        var id = json.Text("id") ?? json.Text("name");
        if (id is null) return Unsupported(node, name, "J109", "The variable expression names no variable.", "Choose a variable.");
        uses.Add(node, id, VariableUse.ById);
        return new PlanInput.Variable(id, json.Text("name") ?? id);
    }

    private PlanInput JourneyInput(JsonElement json, string node, string name)
    {
        if (json.Text("name") is not { } input) return Unsupported(node, name, "J108", "The input expression names no input.", "Choose an input.");
        uses.Add(node, input, VariableUse.JourneyInput);
        return new PlanInput.JourneyInput(input);
    }

    /// <summary>What it names is judged when all scopes are known, as the reads of CEL are.</summary>
    private PlanInput JavaScript(string text, string node, string name, PlanType type)
    {
        var wanted = type switch { PlanType.String => JsWanted.Text, PlanType.Boolean => JsWanted.Truth, _ => JsWanted.Any };
        var compiled = JavaScriptExpression.Compile(text, names.Here, wanted);
        foreach (var issue in compiled.Issues)
            diagnostics.Error("J203", node, $"{name}, column {issue.Column + 1}: {issue.Message}", issue.Fix);
        foreach (var named in compiled.Names)
            uses.Add(node, named.Name, named.IsInput ? VariableUse.JourneyInput : VariableUse.ByName, $"{name}, column {named.Column + 1}: ");
        return compiled.Expression is { } expression ? new PlanInput.Expression(expression) : new PlanInput.Unsupported("the expression has errors");
    }
}
