using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Feeds;

/// <summary>What a feed says, as an event: about a topic, or about one customer.</summary>
/// <param name="Topic">The topic; null: it is about <see cref="Signal.Subject"/>.</param>
internal sealed record FeedEvent(string? Topic, Signal Signal);

/// <summary>Extension attributes that say how a topic keeps an event.</summary>
internal static class Retained
{
    /// <summary>Only the newest of these counts.</summary>
    public static ValueMap Latest { get; } = ValueMap.Empty.With("latestonly", Value.True);

    /// <summary>Of each key only the newest counts.</summary>
    public static ValueMap LatestOf(string key) => Latest.With("retainkey", Value.Of(key));
}
