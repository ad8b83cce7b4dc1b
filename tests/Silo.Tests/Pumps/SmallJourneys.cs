using System.Text;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>Small journeys in the designer's own format: a sequence that an event starts.</summary>
internal static class SmallJourneys
{
    /// <summary>Starts at <c>begin</c>; the data of that event is in <c>vars.got</c>. One case for each <c>signal.data.key</c>.</summary>
    public static byte[] Of(string id, params string[] activities) => StartedBy("begin", id, activities);

    /// <summary>The same, started by another type of event, and it goes on for ever.</summary>
    public static byte[] Heard(string id, string type) => StartedBy(type, id, Wait("over"));

    /// <summary>The same, started by another type of event.</summary>
    public static byte[] StartedBy(string type, string id, params string[] activities) => Encoding.UTF8.GetBytes($$"""
        {
          "definitionId": "{{id}}", "name": "{{id}}", "version": 1,
          "customProperties": { "journey": { "key": "signal.data.key", "entryPolicy": "onePerKey" } },
          "options": { "incidentStrategyType": "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy" },
          "variables": [{ "id": "got", "name": "got", "typeName": "Object" }],
          "root": { "id": "main", "type": "Elsa.Sequence", "version": 1, "activities": [
            { "id": "begin", "type": "Elsa.Event", "version": 1, "customProperties": { "canStartWorkflow": true }, "eventName": {{Literal(type)}},
              "result": { "typeName": "Object", "memoryReference": { "id": "got" } } },
            {{string.Join(",", activities)}} ] }
        }
        """);

    public static string Delay(string span) => $$"""{ "id": "delay", "type": "Elsa.Delay", "version": 1, "timeSpan": {{Literal(span)}} }""";

    public static string Cron(string expression) => $$"""{ "id": "cron", "type": "Elsa.Cron", "version": 1, "cronExpression": {{Literal(expression)}} }""";

    public static string Webhook(string id) =>
        $$"""{ "id": "{{id}}", "type": "Journey.CallWebhook", "version": 1, "url": {{Literal("http://receiver.example/hook")}}, "body": {{Cel("vars.got", "Object")}} }""";

    public static string Message(string useUntil = "null", string supersession = "''", string basis = "contract") =>
        $$"""
        { "id": "tell", "type": "Journey.SendMessage", "version": 1, "basis": "{{basis}}", "channel": {{Literal("sms")}}, "purpose": {{Literal("delays")}},
          "template": {{Literal("late")}}, "text": {{Cel("'Hello ' + customer.id")}}{{(useUntil == "null" ? "" : $", \"useUntil\": {Cel(useUntil, "Object")}")}}, "supersessionKey": {{Cel(supersession)}} }
        """;

    public static string Signal(string customer) =>
        $$"""{ "id": "tell-other", "type": "Journey.SignalCustomer", "version": 1, "customer": {{Literal(customer)}}, "eventName": {{Literal("told")}}, "payload": {{Cel("vars.got", "Object")}} }""";

    public static string Follow(string topic) => $$"""{ "id": "follow", "type": "Journey.FollowTopic", "version": 1, "topic": {{Literal(topic)}} }""";

    public static string Wait(string type) => $$"""{ "id": "wait-{{type}}", "type": "Elsa.Event", "version": 1, "eventName": {{Literal(type)}} }""";

    private static string Literal(string value) => Input("Literal", value, "String");

    private static string Cel(string value, string type = "String") => Input("Cel", value, type);

    private static string Input(string language, string value, string type) =>
        $$"""{ "typeName": "{{type}}", "expression": { "type": "{{language}}", "value": "{{value}}" } }""";
}
