using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Runs its body, no more (Elsa's FlowNode, shown there as "Container").</summary>
public sealed record WrapperNode(string Id, string Type, PlanNode? Body) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Body is null ? [] : [Body];
}

/// <summary>A workflow within a workflow: runs its root; a Complete in it ends it, with outcomes, and no more than it.</summary>
/// <param name="Declared">Its outputs by name; <see cref="PlanNode.Outputs"/> says in which variables of its surroundings they are kept.</param>
public sealed record CompositeNode(string Id, string Type, PlanNode? Root, ImmutableArray<string> Declared) : PlanNode(Id, Type)
{
    /// <summary>The published workflow that it runs, used as an activity; null: one that stands in the journey itself.</summary>
    public WorkflowVersion? Workflow { get; init; }

    /// <summary>What the inputs of the workflow are given, seen from around it.</summary>
    public ImmutableArray<ParameterMapping> Inputs { get; init; } = [];

    public override ImmutableArray<PlanNode> Children => Root is null ? [] : [Root];
}
