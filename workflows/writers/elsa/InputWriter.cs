using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>Inputs of activities as Elsa wraps them: <c>{"typeName", "expression": {"type", "value"}}</c>.</summary>
internal sealed class InputWriter(Diagnostics diagnostics)
{
    /// <summary>Sets an input; one that holds nothing is left out.</summary>
    public void Set(JsonObject activity, string node, string name, PlanInput? input, PlanType type = PlanType.String)
    {
        if (input is not null && Wrapped(input, node, name, type) is { } wrapped) activity[name] = wrapped;
    }

    /// <summary>The same where it counts whether the input is given: one that holds nothing is written as Elsa writes it, without an expression. Null: it is not given.</summary>
    public void SetGiven(JsonObject json, string node, string name, PlanInput? input, PlanType type = PlanType.String)
    {
        if (input is not null) json[name] = Wrapped(input, node, name, type) ?? new JsonObject { ["typeName"] = ValueNodes.Alias(type) };
    }

    public JsonObject? Wrapped(PlanInput input, string node, string name, PlanType type) =>
        Expression(input, node, name) is { } expression ? new JsonObject { ["typeName"] = ValueNodes.Alias(type), ["expression"] = expression } : null;

    private JsonObject? Expression(PlanInput input, string node, string name)
    {
        switch (input)
        {
            case PlanInput.Literal { Value.IsNull: true }: return null;
            case PlanInput.Literal literal: return Of("Literal", ValueNodes.Of(literal.Value));
            case PlanInput.Expression { Cel: var cel }: return Of(LanguageOf(cel), cel.Text);
            case PlanInput.Variable variable: return Of("Variable", new JsonObject { ["id"] = variable.Id, ["name"] = variable.Name });
            case PlanInput.JourneyInput journey: return Of("Input", new JsonObject { ["name"] = journey.Name });
            case PlanInput.Unsupported unsupported:
                diagnostics.Error("J722", node, $"{name}: this can't be written, because it can't be run: {unsupported.Message}.", "Correct the expression first.");
                return null;
            default: throw new NotSupportedException($"An input of the kind {input.GetType().Name}.");
        }
    }

    private static string LanguageOf(CelExpression expression) => expression.IsJavaScript ? "JavaScript" : "Cel";

    private static JsonObject Of(string type, JsonNode? value) => new() { ["type"] = type, ["value"] = value };
}
