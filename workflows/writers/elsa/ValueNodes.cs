using System.Globalization;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>Values as the JSON from which the reader makes them again, and Elsa's aliases of types.</summary>
internal static class ValueNodes
{
    public static JsonNode? Of(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: return null;
            case ValueKind.Bool: return JsonValue.Create(value.IsTrue);
            case ValueKind.Int: return JsonValue.Create(value.AsInt());
            case ValueKind.Double: return Number(value.AsDouble());
            case ValueKind.Duration: return JsonValue.Create(value.AsDuration().ToString("c", CultureInfo.InvariantCulture));
            case ValueKind.Timestamp: return JsonValue.Create(value.AsTimestamp().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
            case ValueKind.List: return new JsonArray([.. value.AsList().Select(item => Of(item))]);
            case ValueKind.Map: return Map(value.AsMap());
            default: return JsonValue.Create(value.ToText());
        }
    }

    /// <summary>A whole number keeps its point: without it, it would be read as an integer.</summary>
    private static JsonNode Number(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text)!;
    }

    private static JsonObject Map(ValueMap map)
    {
        var json = new JsonObject();
        for (var i = 0; i < map.Count; i++) json[map.KeyAt(i).ToText()] = Of(map.ValueAt(i));
        return json;
    }

    /// <summary>Elsa's alias; a list is any type with <c>isArray</c>.</summary>
    public static string Alias(PlanType type) => type switch
    {
        PlanType.String => "String",
        PlanType.Boolean => "Boolean",
        PlanType.Integer => "Int64",
        PlanType.Number => "Double",
        PlanType.TimeSpan => "TimeSpan",
        PlanType.DateTime => "DateTimeOffset",
        PlanType.Map => "ObjectDictionary",
        _ => "Object",
    };

    public static JsonArray Variables(IEnumerable<VariablePlan> variables) => new([.. variables.Select(Variable)]);

    private static JsonNode Variable(VariablePlan variable)
    {
        var json = new JsonObject { ["id"] = variable.Id, ["name"] = variable.Name, ["typeName"] = Alias(variable.Type) };
        if (variable.Type == PlanType.List) json["isArray"] = true;
        if (!variable.Initial.IsNull) json["value"] = Of(variable.Initial);
        return json;
    }
}
