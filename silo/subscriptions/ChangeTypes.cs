using System.Collections.Frozen;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>
/// Types of the changes that subscriptions are told of: those of the journal's facts, except that a milestone that occurs has a name of its own.
/// docs/webhooks.md lists them.
/// </summary>
public static class ChangeTypes
{
    /// <summary>In place of <c>item.transitioned</c> where a milestone occurs.</summary>
    public const string MilestoneReached = "milestone.reached";

    private const string MilestoneNode = "Journey.Milestone";

    /// <summary>Facts that stay inside: how the engine came to a step, which <c>explain</c> tells; topics, whose names say where somebody is; and what
    /// somebody has to do with a case of another person.</summary>
    private static readonly FrozenSet<string> Inside = FrozenSet.Create(
        StringComparer.Ordinal, "sentry.onPart", "sentry.fired", "flow.connection", "flow.activity", "flow.token", "variable.set", "variables.set", "output.set", "line.written",
        "topic.followed", "topic.unfollowed", "topic.seen", "case.called", "sentry.forgot", "role.held", "signal.relayed");

    /// <summary>All that can be subscribed to, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. FactTypes.Names.Except(Inside).Append(MilestoneReached).Order(StringComparer.Ordinal)];

    private static readonly FrozenSet<string> Known = All.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string type) => Known.Contains(type);

    public static bool IsTold(Fact fact) => Known.Contains(fact.Type);

    /// <summary>The type of a fact whose item's node is known.</summary>
    public static string Of(Fact fact, string? nodeType) => nodeType == MilestoneNode && Occurs(fact) ? MilestoneReached : fact.Type;

    /// <summary>True where the fact is of that type, or may be once its node is known.</summary>
    public static bool MayBe(Fact fact, string type) => fact.Type == type || (type == MilestoneReached && Occurs(fact));

    private static bool Occurs(Fact fact) => fact is ItemTransitioned { Transition: ItemTransition.Occur };
}
