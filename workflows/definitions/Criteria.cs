using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>A sentry (CMMN 1.1, 5.4.6): satisfied when all on-parts have occurred and the if-part, if any, is true.</summary>
/// <param name="Id">Unique in the definition; explanations name it.</param>
public sealed record SentryPlan(string Id, ImmutableArray<OnPartPlan> OnParts, CelExpression? IfPart)
{
    /// <summary>On-parts that wait for events of the case file. Part numbers go on after those of <see cref="OnParts"/>.</summary>
    public ImmutableArray<FilePartPlan> FileParts { get; init; } = [];

    /// <summary>On-parts of both kinds.</summary>
    public int Parts => OnParts.Length + FileParts.Length;

    /// <summary>Of an exit criterion: which instances it ends (an extension of Flowable's).</summary>
    public ExitScope Ends { get; init; } = ExitScope.All;

    /// <summary>On-parts are remembered within one input only, and the if-part is looked at once all have occurred (Flowable's trigger mode onEvent).</summary>
    public bool Forgetful { get; init; }

    /// <summary>That it fired, as an explanation says it, where it has no if-part.</summary>
    internal Rule Rule { get; } = new(RuleKind.Sentry, Id);
}

/// <summary>What must have occurred: a standard transition of a plan item, by node id.</summary>
/// <param name="Via">Only when this exit criterion of the source caused it (R14); null: whatever did.</param>
public readonly record struct OnPartPlan(string Source, ItemTransition Transition, string? Via = null);

/// <summary>Which instances an exit criterion ends.</summary>
public enum ExitScope { All, Active, ActiveAndEnabled }

/// <summary>Item control and criteria of a child of a stage (CMMN 1.1, 5.4.11). A null rule is "no rule"; see <see cref="RulePlan"/>.</summary>
public sealed record ItemControlPlan(
    ImmutableArray<SentryPlan> Entry, ImmutableArray<SentryPlan> Exit,
    RulePlan? Required, RulePlan? Repetition, RulePlan? ManualActivation,
    ImmutableArray<string> Interrupts, int Order)
{
    public static ItemControlPlan None { get; } = new([], [], null, null, null, [], 0);

    /// <summary>It is planned by a person, when it is (CMMN 1.1, 5.4.9); null: it comes with its stage.</summary>
    public DiscretionaryPlan? Discretionary { get; init; }

    /// <summary>At least one criterion has an if-part: it is looked at whenever something changed.</summary>
    public bool Conditional => AnyIfPart(Entry) || AnyIfPart(Exit);

    private static bool AnyIfPart(ImmutableArray<SentryPlan> sentries)
    {
        foreach (var sentry in sentries)
            if (sentry.IfPart is not null) return true;
        return false;
    }
}

/// <summary>A rule that is present; without a condition it is true (R35).</summary>
public sealed record RulePlan(CelExpression? Condition);
