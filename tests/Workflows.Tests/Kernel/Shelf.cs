using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Published workflows, and activities that use or call them.</summary>
internal static class Shelf
{
    /// <summary>A workflow that may be used as an activity.</summary>
    public static JsonObject Usable(string id, JsonObject root, string inputs = "", string outputs = "", params (string Name, JsonNode? Value)[] variables) =>
        Journey(root, variables).Set("definitionId", id).Set("id", id + "-v1").Set("inputs", Names(inputs)).Set("outputs", Names(outputs)).Set("options", new JsonObject { ["usableAsActivity"] = true });

    private static JsonArray Names(string names) => new([.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => (JsonNode)new JsonObject { ["name"] = n, ["type"] = "Object" })]);

    public static JsonObject Use(string id, string workflow, params (string Name, JsonNode? Value)[] members) => Act(workflow, id, [("workflowDefinitionId", workflow), .. members]);

    public static JsonObject Keep(string id) => new() { ["memoryReference"] = new JsonObject { ["id"] = id } };

    public static PublishedDefinition Published(JsonObject definition, long at = 0, int version = 1) =>
        new(definition["definitionId"]!.GetValue<string>(), version, at, Encoding.UTF8.GetBytes(definition.ToJsonString()));

    public static ReadResult Read(JsonObject definition, params PublishedDefinition[] library) =>
        ElsaReader.Read(Encoding.UTF8.GetBytes(definition.ToJsonString()), library: new DefinitionLibrary(library), at: 100);

    /// <summary>A plan without errors; the workflows were published in this order.</summary>
    public static JourneyPlan Plan(JsonObject definition, params JsonObject[] workflows)
    {
        var read = Read(definition, [.. workflows.Select((w, at) => Published(w, at))]);
        Assert.True(!read.HasErrors, string.Join('\n', read.Diagnostics));
        return read.Plan!;
    }

    /// <summary>A case of a journey that uses these workflows.</summary>
    public static CaseKit Run(JsonObject definition, params JsonObject[] workflows) => Run(definition, Values.ValueMap.Empty, workflows);

    public static CaseKit Run(JsonObject definition, Values.ValueMap inputs, params JsonObject[] workflows)
    {
        var kit = new CaseKit(Plan(definition, workflows));
        kit.Hand(new Workflows.Kernel.Stimulus.Start(null, inputs, null));
        return kit;
    }
}
