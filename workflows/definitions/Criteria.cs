using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>A sentry (CMMN 1.1, 5.4.6): satisfied when all on-parts have occurred and the if-part, if any, is true.</summary>
/// <param name="Id">Unique in the definition; explanations name it.</param>
public sealed record SentryPlan(string Id, ImmutableArray<OnPartPlan> OnParts, CelExpression? IfPart);

/// <summary>What must have occurred: a standard transition of a plan item, by node id.</summary>
public sealed record OnPartPlan(string Source, ItemTransition Transition);

/// <summary>Item control and criteria of a child of a stage (CMMN 1.1, 5.4.11). A null rule is "no rule"; see <see cref="RulePlan"/>.</summary>
public sealed record ItemControlPlan(
    ImmutableArray<SentryPlan> Entry, ImmutableArray<SentryPlan> Exit,
    RulePlan? Required, RulePlan? Repetition, RulePlan? ManualActivation,
    ImmutableArray<string> Interrupts, int Order)
{
    public static ItemControlPlan None { get; } = new([], [], null, null, null, [], 0);
}

/// <summary>A rule that is present; without a condition it is true (R35).</summary>
public sealed record RulePlan(CelExpression? Condition);
