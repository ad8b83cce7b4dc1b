using System.Text.Json.Nodes;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Short ways to write flowcharts.</summary>
internal static class Flows
{
    /// <summary>A flowchart; edges as <c>source>target</c> or <c>source:port>target</c>, parted by blanks.</summary>
    public static JsonObject Flow(string edges, params JsonNode[] activities) => NamedFlow("f", edges, activities);

    public static JsonObject NamedFlow(string id, string edges, params JsonNode[] activities)
    {
        var connections = edges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(e => e.Split('>')).Select(e => (From: e[0].Split(':'), To: e[1]))
            .Select(e => (JsonNode)new JsonObject { ["source"] = e.From[0], ["sourcePort"] = e.From.Length > 1 ? e.From[1] : "Done", ["target"] = e.To });
        return Act("Elsa.Flowchart", id, ("activities", List(activities)), ("connections", new JsonArray([.. connections])));
    }

    public static JsonObject Say(string id) => Act("Elsa.WriteLine", id, ("text", Literal(id)));

    public static JsonObject Decide(string id, string cel) => Act("Elsa.FlowDecision", id, ("condition", Cel(cel, "Boolean")));

    public static JsonObject Join(string id, string mode) => Act("Elsa.FlowJoin", id, ("mode", Literal(mode)));

    public static JsonObject Merging(this JsonObject activity, string mode) => activity.Set("customProperties", new JsonObject { ["mergeMode"] = mode });

    /// <summary>A journey whose flowcharts run by tokens.</summary>
    public static JsonObject ByTokens(JsonObject root, params (string Name, JsonNode? Value)[] variables) =>
        Journey(root, variables).Set("customProperties", new JsonObject { ["Flowchart:ExecutionMode"] = "TokenBased" });
}
