using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>A version of a workflow that another one uses as an activity.</summary>
public sealed record WorkflowVersion(string Id, int Version);

/// <summary>Runs another journey as a case of the same customer (Elsa's ExecuteWorkflow and DispatchWorkflow): the version that is the newest then.</summary>
/// <param name="Workflow">Id of the journey.</param>
/// <param name="Input">What it is started with: a map.</param>
/// <param name="Wait">Whether it is active until that case has ended.</param>
/// <param name="Executes">Without waiting for the end it still sees how the case began: until it rests.</param>
public sealed record CallWorkflowNode(string Id, string Type, PlanInput Workflow, PlanInput Input, PlanInput CorrelationId, PlanInput Wait, bool Executes) : PlanNode(Id, Type);

/// <summary>Runs another journey once for each item (Elsa's BulkDispatchWorkflows).</summary>
/// <param name="ItemKey">The input under which a case gets its item; an item that is a map is merged into the input instead.</param>
/// <param name="Call">One call; there is an item of it for each case.</param>
/// <param name="ChildCompleted">Run for each case that has completed.</param>
/// <param name="ChildFaulted">Run for each case that has failed.</param>
public sealed record BulkCallNode(
    string Id, string Type, PlanInput Workflow, PlanInput Items, PlanInput ItemKey, PlanInput Input, PlanInput Wait, BulkItemNode Call, PlanNode? ChildCompleted, PlanNode? ChildFaulted) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => [.. new[] { Call, ChildCompleted, ChildFaulted }.OfType<PlanNode>()];
}

/// <summary>One call of a <see cref="BulkCallNode"/>.</summary>
public sealed record BulkItemNode(string Id, string Type, PlanInput CorrelationId) : PlanNode(Id, Type);
