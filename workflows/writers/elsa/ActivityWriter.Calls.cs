using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>Workflows that run workflows: calls with their ports; one that is used as an activity is written as its use, not as what it is made of.</summary>
internal sealed partial class ActivityWriter
{
    private bool Calls(JsonObject json, PlanNode node) => node switch
    {
        CallWorkflowNode call => Set(json, node, ("workflowDefinitionId", call.Workflow, PlanType.String), ("input", call.Input, PlanType.Map), ("correlationId", call.CorrelationId, PlanType.String), ("waitForCompletion", call.Wait, PlanType.Boolean)),
        BulkCallNode bulk => Bulk(json, bulk),
        CompositeNode { Workflow: { } workflow } use => Use(json, use, workflow),
        _ => false,
    };

    private bool Bulk(JsonObject json, BulkCallNode bulk)
    {
        if (bulk.ChildCompleted is { } completed) json["childCompleted"] = Port(completed);
        if (bulk.ChildFaulted is { } faulted) json["childFaulted"] = Port(faulted);
        return Set(json, bulk, ("workflowDefinitionId", bulk.Workflow, PlanType.String), ("items", bulk.Items, PlanType.List), ("defaultItemInputKey", bulk.ItemKey, PlanType.String), ("input", bulk.Input, PlanType.Map),
            ("correlationIdFunction", bulk.Call.CorrelationId, PlanType.String), ("waitForCompletion", bulk.Wait, PlanType.Boolean));
    }

    private JsonObject? Port(PlanNode node) => node is StageNode stage ? Stage(stage) : Leaf(node);

    private bool Use(JsonObject json, CompositeNode use, WorkflowVersion workflow)
    {
        json["workflowDefinitionId"] = workflow.Id;
        json["version"] = workflow.Version;
        foreach (var input in use.Inputs) inputs.Set(json, use.Id, input.Target, input.Source, PlanType.Any);
        return true;
    }
}
