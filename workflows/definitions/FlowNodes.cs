using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Definitions;

public sealed record FlowDecisionNode(string Id, string Type, PlanInput Condition) : PlanNode(Id, Type);

public sealed record FlowSwitchNode(string Id, string Type, ImmutableArray<SwitchCasePlan> Cases, bool MatchAny) : PlanNode(Id, Type);

public sealed record FlowForkNode(string Id, string Type, PlanInput Branches) : PlanNode(Id, Type);

public sealed record FlowJoinNode(string Id, string Type, JoinMode Mode) : PlanNode(Id, Type);

/// <summary>When a join lets a token through (elsa/FORMAT.md 6.2).</summary>
public enum JoinMode { WaitAny, WaitAll, WaitAllActive }

/// <summary>What an activity of a token-based flowchart waits for when a token arrives (elsa/FORMAT.md 6.3).</summary>
public enum MergeMode
{
    /// <summary>For what is on its way one step back; ways that were not taken are not waited for.</summary>
    Stream,
    /// <summary>For a token on every forward connection.</summary>
    Merge,
    /// <summary>For a token on every connection, those that close loops too.</summary>
    Converge,
    /// <summary>For nothing; each arrival runs it, but for those that an earlier one has blocked.</summary>
    Cascade,
    /// <summary>For nothing; the first arrival ends what still runs before it.</summary>
    Race,
}

public sealed record StartNode(string Id, string Type) : PlanNode(Id, Type);

/// <summary>Completes the enclosing flowchart or sequence and cancels what still runs there.</summary>
public sealed record EndNode(string Id, string Type) : PlanNode(Id, Type);

/// <summary>Ends the case at once.</summary>
public sealed record FinishNode(string Id, string Type) : PlanNode(Id, Type);

/// <summary>Completes the case (the nearest composite) with outcomes.</summary>
public sealed record CompleteNode(string Id, string Type, PlanInput Outcomes) : PlanNode(Id, Type);

public sealed record BreakNode(string Id, string Type) : PlanNode(Id, Type);

public sealed record FaultNode(string Id, string Type, PlanInput Code, PlanInput Category, PlanInput FaultType, PlanInput Message) : PlanNode(Id, Type);

/// <summary>An activity of a type that this engine does not know: kept by import, refused by publishing, faults when run.</summary>
public sealed record UnknownNode(string Id, string Type, string Reason) : PlanNode(Id, Type);
