using JourneyOrchestrator.Workflows.Decisions;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Asks a decision table (CMMN 1.1, 5.4.10.3, decision task; DMN 1.5, 8, decision table). Output <c>result</c>: what was decided.</summary>
/// <param name="Table">Null where it has errors: a draft that runs it faults.</param>
public sealed record DecisionNode(string Id, string Type, DecisionTable? Table) : PlanNode(Id, Type);
