using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Workflows that run workflows: as part of the plan, or as cases of their own.</summary>
internal sealed partial class ActivityReader
{
    private PlanNode? Call(JsonElement json, string id, string type) => type switch
    {
        "Elsa.ExecuteWorkflow" or "Elsa.DispatchWorkflow" => new CallWorkflowNode(id, type, CalledBy(json, id), inputs.Read(json, id, "input", PlanType.Map),
            inputs.Read(json, id, "correlationId", PlanType.String), inputs.Read(json, id, "waitForCompletion", PlanType.Boolean, otherwise: Value.False), type == "Elsa.ExecuteWorkflow"),
        "Elsa.BulkDispatchWorkflows" => Bulk(json, id, type),
        _ when WorkflowActivities.IsUse(json) => Use(json, id, type),
        _ => null,
    };

    private PlanInput CalledBy(JsonElement json, string id)
    {
        foreach (var (member, type) in (ReadOnlySpan<(string, PlanType)>)[("channelName", PlanType.String), ("startNewTrace", PlanType.Boolean)])
            if (json.Has(member) && (inputs.Read(json, id, member, type) is not PlanInput.Literal { Value: var given } || given.IsTrue || (given.Kind == ValueKind.String && given.AsString().Length > 0)))
                diagnostics.Warning("J805", id, $"'{member}' has no effect: a called workflow runs with its customer, in the same turn and trace.", "Remove it.");
        return Needed(json, id, "workflowDefinitionId");
    }

    private BulkCallNode Bulk(JsonElement json, string id, string type)
    {
        var call = $"{id}:call";
        if (!workflows.Ids.Add(call)) diagnostics.Error("J105", id, $"The id '{call}' is used by several activities.", "Give each activity an id of its own.");
        var workflow = CalledBy(json, id);
        return new BulkCallNode(id, type, workflow, inputs.Read(json, id, "items", PlanType.List), inputs.Read(json, id, "defaultItemInputKey", PlanType.String, otherwise: Value.Of("Item")),
            inputs.Read(json, id, "input", PlanType.Map), inputs.Read(json, id, "waitForCompletion", PlanType.Boolean, otherwise: Value.True),
            new BulkItemNode(call, type, inputs.Read(json, id, "correlationIdFunction", PlanType.String)) { Name = json.Text("name") ?? id }, Port(json, id, "childCompleted"), Port(json, id, "childFaulted"));
    }

    private PlanNode Use(JsonElement json, string id, string type) =>
        workflows.Read(json, id, type, byTokens, inputs, diagnostics) ?? (PlanNode)new UnknownNode(id, type, $"The workflow '{json.Text("workflowDefinitionId") ?? type}' can't be used as an activity here.");
}
