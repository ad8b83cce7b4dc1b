using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>What makes a child of a stage discretionary (CMMN 1.1, 5.4.9): it does not come with its stage, but when a person plans it (R45).</summary>
/// <param name="Rules">All must hold for it to be planned; none: it always may.</param>
/// <param name="Roles">Who may plan it, one of them; none: anybody who may act on the case.</param>
public sealed record DiscretionaryPlan(ImmutableArray<ApplicabilityRulePlan> Rules, ImmutableArray<string> Roles)
{
    /// <summary>Anybody may plan it at any time.</summary>
    public static DiscretionaryPlan Open { get; } = new([], []);

    /// <summary>Planning tables that it stands in, the outermost first: what they demand counts as well.</summary>
    public ImmutableArray<PlanningTablePlan> Tables { get; init; } = [];

    /// <summary>Human tasks beside it in whose planning table it stands, by node id: it is planned while one of them is open. None: while its stage is active.</summary>
    public ImmutableArray<string> HumanTasks { get; init; } = [];
}

/// <summary>A planning table: discretionary items, or further tables, that are offered together.</summary>
/// <param name="Id">Unique in the definition; empty where the document gave none.</param>
public sealed record PlanningTablePlan(string Id, ImmutableArray<ApplicabilityRulePlan> Rules, ImmutableArray<string> Roles);

/// <summary>When something may be planned, a condition over variables and the case file; without a condition always.</summary>
public sealed record ApplicabilityRulePlan(string Id, CelExpression? Condition);
