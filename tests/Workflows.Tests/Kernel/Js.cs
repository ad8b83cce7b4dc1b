using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Short ways to write activities of journeys.</summary>
internal static class Js
{
    public static JsonObject Cel(string text, string type = "Object") =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Cel", ["value"] = text } };

    public static JsonObject JavaScript(string script, string type = "Object") =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } };

    public static JsonObject Literal(JsonNode? value, string type = "String") =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    public static JsonObject Act(string type, string id, params (string Name, JsonNode? Value)[] members)
    {
        var activity = new JsonObject { ["type"] = type, ["id"] = id };
        foreach (var (name, value) in members) activity[name] = value;
        return activity;
    }

    public static JsonArray List(params JsonNode[] items) => new(items);

    public static JsonObject Sequence(string id, params JsonNode[] activities) => Act("Elsa.Sequence", id, ("activities", List(activities)));

    public static JsonObject Stage(string id, params JsonNode[] activities) => Act("Journey.Stage", id, ("activities", List(activities)));

    public static JsonObject AutoStage(string id, params JsonNode[] activities) => Stage(id, activities).Set("autoComplete", true);

    public static JsonObject Line(string text) => Act("Elsa.WriteLine", $"line {text}", ("text", Literal(text)));

    public static JsonObject Task(string id, params string[] outcomes)
    {
        var task = Act("Journey.HumanTask", id, ("role", Literal("adviser")), ("title", Literal($"Do {id}")));
        if (outcomes.Length > 0) task["outcomes"] = new JsonArray([.. outcomes.Select(o => JsonValue.Create(o))]);
        return task;
    }

    public static JsonObject Event(string id, string name) => Act("Elsa.Event", id, ("eventName", Literal(name)));

    public static JsonObject Delay(string id, string span) => Act("Elsa.Delay", id, ("timeSpan", Literal(span, "TimeSpan")));

    public static JsonObject SetVariable(string id, string variable, string cel) =>
        Act("Elsa.SetVariable", id, ("variable", new JsonObject { ["id"] = variable, ["name"] = variable }), ("value", Cel(cel)));

    public static JsonObject Milestone(string id) => Act("Journey.Milestone", id);

    public static JsonObject Set(this JsonObject activity, string name, JsonNode? value)
    {
        activity[name] = value;
        return activity;
    }

    /// <summary>Adds an entry criterion: on-parts as <c>source.event</c>, and an if-part.</summary>
    public static JsonObject Entry(this JsonObject activity, string? onParts, string? ifPart = null) => activity.Criterion("entryCriteria", onParts, ifPart);

    public static JsonObject Exit(this JsonObject activity, string? onParts, string? ifPart = null) => activity.Criterion("exitCriteria", onParts, ifPart);

    private static JsonObject Criterion(this JsonObject activity, string member, string? onParts, string? ifPart)
    {
        var criterion = new JsonObject();
        if (onParts is not null)
            criterion["onParts"] = new JsonArray([.. onParts.Split('&').Select(p => p.Trim().Split('.')).Select(p => (JsonNode)new JsonObject { ["source"] = p[0], ["standardEvent"] = p[1] })]);
        if (ifPart is not null) criterion["ifPart"] = ifPart;
        if (activity[member] is JsonArray criteria) criteria.Add(criterion);
        else activity[member] = new JsonArray(criterion);
        return activity;
    }

    public static JsonObject Control(this JsonObject activity, string name, JsonNode? value = null)
    {
        if (activity["itemControl"] is not JsonObject control) activity["itemControl"] = control = [];
        control[name] = value ?? true;
        return activity;
    }

    public static JsonObject Journey(JsonObject root, params (string Name, JsonNode? Value)[] variables)
    {
        var declared = new JsonArray();
        foreach (var (name, value) in variables) declared.Add(new JsonObject { ["id"] = name, ["name"] = name, ["typeName"] = "Object", ["value"] = value });
        return new JsonObject { ["definitionId"] = "test", ["version"] = 1, ["variables"] = declared, ["root"] = root };
    }
}
