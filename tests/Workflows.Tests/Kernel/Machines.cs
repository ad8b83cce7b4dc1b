using System.Text.Json.Nodes;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Short ways to write state machines.</summary>
internal static class Machines
{
    /// <summary>A state machine whose id is <c>m</c>. Transitions, parted by blanks: <c>a>b</c> waits for the event <c>a-b</c>, <c>a-b</c> has no trigger.</summary>
    public static JsonObject Machine(string initial, string[] states, string transitions) => Act("Elsa.StateMachine", "m", ("initialState", initial),
        ("states", new JsonArray([.. states.Select(s => (JsonNode)new JsonObject { ["name"] = s })])),
        ("transitions", new JsonArray([.. transitions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Transition)])));

    private static JsonNode Transition(string text)
    {
        var ends = text.Split('>', '-');
        var transition = new JsonObject { ["name"] = text, ["from"] = ends[0], ["to"] = ends[1] };
        if (text.Contains('>')) transition["trigger"] = Event($"{ends[0]}-{ends[1]}", $"{ends[0]}-{ends[1]}");
        return transition;
    }

    public static JsonObject State(this JsonObject machine, string name) => (JsonObject)machine["states"]!.AsArray().First(s => s!["name"]!.GetValue<string>() == name)!;

    public static JsonObject Transition(this JsonObject machine, string name) => (JsonObject)machine["transitions"]!.AsArray().First(t => t!["name"]!.GetValue<string>() == name)!;
}
