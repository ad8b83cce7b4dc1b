using System.Collections.Frozen;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>
/// Types of the changes that subscriptions are told of: those of the journal's facts, except that a milestone that occurs has a name of its own.
/// docs/webhooks.md lists them.
/// </summary>
public static class ChangeTypes
{
    /// <summary>In place of <c>item.transitioned</c> where a milestone occurs.</summary>
    public const string MilestoneReached = "milestone.reached";

    /// <summary>Facts that stay inside: how the engine came to a step, which <c>explain</c> tells; and topics, whose names say where somebody is.</summary>
    private static readonly FrozenSet<string> Inside = FrozenSet.Create(
        StringComparer.Ordinal, "sentry.onPart", "sentry.fired", "flow.connection", "flow.activity", "variable.set", "variables.set", "line.written",
        "topic.followed", "topic.unfollowed", "topic.seen");

    /// <summary>All that can be subscribed to, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. FactTypes.Names.Except(Inside).Append(MilestoneReached).Order(StringComparer.Ordinal)];

    private static readonly FrozenSet<string> Known = All.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string type) => Known.Contains(type);

    public static bool IsTold(Fact fact) => Known.Contains(fact.Type);
}
