using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;

namespace JourneyOrchestrator.Grains.Tests.Harness;

/// <summary>Small journeys, written as the designer would save them (Elsa JSON) and read by the real reader.</summary>
public static class Journeys
{
    /// <summary>A published journey whose root is a sequence of these activities.</summary>
    public static JourneyPlan Of(string id, string? key, string policy, params JsonObject[] activities) => Of(id, 1, key, policy, activities);

    public static JourneyPlan Of(string id, int version, string? key, string policy, params JsonObject[] activities)
    {
        var journey = new JsonObject { ["entryPolicy"] = policy };
        if (key is not null) journey["key"] = key;
        var definition = new JsonObject
        {
            ["definitionId"] = id, ["name"] = id, ["version"] = version, ["isPublished"] = true,
            ["customProperties"] = new JsonObject { ["journey"] = journey },
            ["options"] = new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy" },
            ["variables"] = new JsonArray(new JsonObject { ["id"] = "got", ["name"] = "got", ["typeName"] = "Object" }),
            ["root"] = new JsonObject { ["id"] = "main", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray([.. activities]) },
        };
        var result = ElsaReader.Read(Encoding.UTF8.GetBytes(definition.ToJsonString()));
        Assert.True(result.Plan is not null && !result.HasErrors, string.Join('\n', result.Diagnostics));
        return result.Plan;
    }

    /// <summary>The event that starts a case; its data is kept in the variable <c>got</c>.</summary>
    public static JsonObject Trigger(string type, string? condition = null)
    {
        var trigger = Event("begin", type, condition);
        trigger["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return trigger;
    }

    public static JsonObject Event(string id, string type, string? condition = null)
    {
        var node = Node(id, "Elsa.Event", ("eventName", Literal(type)));
        node["result"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "got" } };
        if (condition is not null) node["condition"] = condition;
        return node;
    }

    public static JsonObject Task(string id, string title = "'Call back'") =>
        With(Node(id, "Journey.HumanTask", ("role", Literal("adviser")), ("title", Cel(title))), "outcomes", new JsonArray("reached", "missed"));

    public static JsonObject Message(string id, string basis, string supersession = "''") => With(
        Node(id, "Journey.SendMessage", ("channel", Literal("sms")), ("purpose", Literal("delays")), ("template", Literal("late")), ("text", Cel("'Hello ' + customer.id")), ("supersessionKey", Cel(supersession))),
        "basis", JsonValue.Create(basis));

    public static JsonObject CaseTask(string id, string journey) => Node(id, "Journey.CaseTask", ("caseRef", Literal(journey)));

    public static JsonObject Follow(string id, string topic) => Node(id, "Journey.FollowTopic", ("topic", Cel(topic)));

    public static JsonObject Unfollow(string id, string topic) => Node(id, "Journey.UnfollowTopic", ("topic", Cel(topic)));

    public static JsonObject Delay(string id, string span) => Node(id, "Elsa.Delay", ("timeSpan", Literal(span)));

    public static JsonObject Cron(string id, string expression) => Node(id, "Elsa.Cron", ("cronExpression", Literal(expression)));

    public static JsonObject Publish(string id, string type) => Node(id, "Elsa.PublishEvent", ("eventName", Literal(type)), ("payload", Cel("{'from': case.id}", "Object")));

    public static JsonObject SignalCustomer(string id, string customer, string type) =>
        Node(id, "Journey.SignalCustomer", ("customer", Literal(customer)), ("eventName", Literal(type)), ("payload", Cel("vars.got", "Object")));

    public static JsonObject SetTrait(string id, string trait, string cel) => Node(id, "Journey.SetTrait", ("trait", Literal(trait)), ("value", Cel(cel, "Object")));

    public static JsonObject Score(string id, string score, string cel) =>
        Node(id, "Journey.Score", ("score", Literal(score)), ("value", Cel(cel, "Double")), ("reason", Literal("because")));

    private static JsonObject Node(string id, string type, params (string Name, JsonNode Value)[] inputs)
    {
        var node = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in inputs) node[name] = value;
        return node;
    }

    private static JsonObject With(JsonObject node, string name, JsonNode value)
    {
        node[name] = value;
        return node;
    }

    private static JsonObject Literal(string text) => Input("String", "Literal", text);

    private static JsonObject Cel(string text, string type = "String") => Input(type, "Cel", text);

    private static JsonObject Input(string type, string language, string value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = language, ["value"] = value } };
}
