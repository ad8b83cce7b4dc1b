using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Definitions;

public sealed record FlowDecisionNode(string Id, string Type, PlanInput Condition) : PlanNode(Id, Type);

public sealed record FlowSwitchNode(string Id, string Type, ImmutableArray<SwitchCasePlan> Cases, bool MatchAny) : PlanNode(Id, Type);

public sealed record FlowForkNode(string Id, string Type, PlanInput Branches) : PlanNode(Id, Type);

public sealed record FlowJoinNode(string Id, string Type, JoinMode Mode) : PlanNode(Id, Type);

/// <summary>When a join lets a token through (elsa/FORMAT.md 6.2).</summary>
public enum JoinMode { WaitAny, WaitAll, WaitAllActive }

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
