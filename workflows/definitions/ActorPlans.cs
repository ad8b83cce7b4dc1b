using System.Collections.Frozen;
using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>A role that somebody has in a case (CMMN 1.1, 5.3.1): payer, adviser, partner. Whoever the case belongs to has the role <see cref="Owner"/> without more.</summary>
/// <param name="Customer">Its holder is another customer, not one of the staff: ids of the two never count for each other.</param>
/// <param name="Assigned">Who has it from the start; null, or empty: nobody.</param>
/// <param name="Hears">Types of events of the holder, a customer, that reach the case.</param>
public sealed record RolePlan(string Id, bool Customer, PlanInput? Assigned, ImmutableArray<string> Hears)
{
    /// <summary>The role of the customer whose case it is.</summary>
    public const string Owner = "customer";

    /// <summary>What people read.</summary>
    public string Name { get; init; } = Id;
}

/// <summary>Which roles may do what: to an item, or to the case. What is not named is anybody's who may act at all.</summary>
public sealed record RightsPlan(FrozenDictionary<string, ImmutableArray<string>> Roles)
{
    /// <summary>Stands for all operations that are not named.</summary>
    public const string Others = "*";

    /// <summary>The roles that may carry out an operation; default: no role is needed.</summary>
    public ImmutableArray<string> For(string operation) =>
        Roles.TryGetValue(operation, out var named) || Roles.TryGetValue(Others, out named) ? named : default;

    /// <summary>The same, without what stands for all others.</summary>
    public ImmutableArray<string> Named(string operation) => Roles.TryGetValue(operation, out var named) ? named : default;
}

/// <summary>What happens to a task that nobody has done in time.</summary>
/// <param name="After">How long after the task fell due (without a due time: after it was offered; of a second step: after the first).</param>
/// <param name="Role">To whom it goes; null: it stays where it is.</param>
/// <param name="Assignee">Who has it then; null: whoever claims it.</param>
/// <param name="Priority">Its priority from then on; null: unchanged.</param>
/// <param name="Starts">An item of the same stage that starts then; null: none.</param>
public sealed record EscalationPlan(PlanInput After, PlanInput? Role, PlanInput? Assignee, int? Priority, string? Starts);

/// <summary>More than one pair of eyes: who completes the task is somebody else than who completed others, or it takes several persons.</summary>
/// <param name="DiffersFrom">Ids of tasks that somebody else must have completed.</param>
/// <param name="Completions">How many different persons must complete it, with the same outcome.</param>
public sealed record FourEyesPlan(ImmutableArray<string> DiffersFrom, int Completions);
