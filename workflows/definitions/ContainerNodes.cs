using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Children one after the other.</summary>
public sealed record SequenceNode(string Id, string Type, ImmutableArray<PlanNode> Activities) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Activities;
}

/// <summary>All children at once; complete when all are.</summary>
public sealed record ParallelNode(string Id, string Type, ImmutableArray<PlanNode> Activities) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Activities;
}

/// <summary>Branches at once; <paramref name="WaitAny"/>: the first that completes cancels the others.</summary>
public sealed record ForkNode(string Id, string Type, bool WaitAny, ImmutableArray<PlanNode> Branches) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Branches;
}

public sealed record IfNode(string Id, string Type, PlanInput Condition, PlanNode? Then, PlanNode? Else) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => [.. new[] { Then, Else }.OfType<PlanNode>()];
}

/// <summary>A case of a Switch (with an activity) or of a FlowSwitch (its label is an outcome).</summary>
public sealed record SwitchCasePlan(string Label, PlanInput Condition, PlanNode? Activity);

public sealed record SwitchNode(string Id, string Type, ImmutableArray<SwitchCasePlan> Cases, bool MatchAny, PlanNode? Default) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => [.. Cases.Select(c => c.Activity).Append(Default).OfType<PlanNode>()];
}

public sealed record ForNode(
    string Id, string Type, PlanInput Start, PlanInput End, PlanInput Step, PlanInput OuterBoundInclusive, PlanNode? Body) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Body is null ? [] : [Body];
}

public sealed record ForEachNode(string Id, string Type, PlanInput Items, PlanNode? Body) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Body is null ? [] : [Body];
}

/// <summary>The body once for each item, all at the same time; each sees its own item.</summary>
public sealed record ParallelForEachNode(string Id, string Type, PlanInput Items, PlanNode? Body) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Body is null ? [] : [Body];
}

public sealed record WhileNode(string Id, string Type, PlanInput Condition, PlanNode? Body) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Body is null ? [] : [Body];
}

/// <summary>Activities joined by connections, run by counters or by tokens (elsa/FORMAT.md 6.2 and 6.3 of the shared notes).</summary>
/// <param name="Flows">How its connections go from each activity that may start it; the first is taken when no trigger says otherwise.</param>
public sealed record FlowchartNode(string Id, string Type, ImmutableArray<PlanNode> Activities, ImmutableArray<FlowPlan> Flows) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children => Activities;

    public ImmutableArray<ConnectionPlan> Connections => Flows[0].Connections;

    /// <summary>By activity, what it waits for when tokens run the flowchart; none: counters do.</summary>
    public ImmutableArray<MergeMode> Merges { get; init; } = [];

    public bool ByTokens => !Merges.IsEmpty;

    private Rule[]? edges;

    /// <summary>That a connection was followed, as an explanation says it.</summary>
    internal Rule Edge(ConnectionPlan connection) => (edges ??= [.. Connections.Select(RuleOf)])[connection.Ordinal];

    private Rule RuleOf(ConnectionPlan connection) =>
        new(RuleKind.Edge, $"{Activities[connection.Source].Id}:{connection.Port ?? "Done"}->{Activities[connection.Target].Id}");
}

/// <summary>A CMMN stage or, as the root, the case plan model: children are governed by their sentries (CMMN 1.1, 5.4.8).</summary>
public sealed record StageNode(string Id, string Type, ImmutableArray<PlanNode> Activities, bool AutoComplete) : PlanNode(Id, Type)
{
    /// <summary>Model order: by <see cref="ItemControlPlan.Order"/>, then id.</summary>
    public override ImmutableArray<PlanNode> Children => Activities;
}
