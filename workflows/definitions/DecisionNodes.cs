using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Decisions;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Asks a decision table (CMMN 1.1, 5.4.10.3, decision task; DMN 1.5, 8, decision table). Output <c>result</c>: what was decided.</summary>
/// <param name="Table">Null where it has errors: a draft that runs it faults.</param>
public sealed record DecisionNode(string Id, string Type, DecisionTable? Table) : PlanNode(Id, Type)
{
    /// <summary>False: nothing waits for what it decides, and no output is mapped (R58).</summary>
    public bool Blocking { get; init; } = true;

    /// <summary>What the table sees as variables; none: those of the case.</summary>
    public ImmutableArray<ParameterMapping> Inputs { get; init; } = [];

    /// <summary>What of the result goes where, seen from the result, which also is <c>result</c> as a whole.</summary>
    public ImmutableArray<ParameterMapping> Results { get; init; } = [];
}
