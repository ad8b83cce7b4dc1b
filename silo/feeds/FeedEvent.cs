using System.Globalization;
using System.Security.Cryptography;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Feeds;

/// <summary>What a feed says, as an event: about a topic, or about one customer.</summary>
/// <param name="Topic">The topic; null: it is about <see cref="Signal.Subject"/>.</param>
internal sealed record FeedEvent(string? Topic, Signal Signal);

/// <summary>Ids of events that their feed gives none.</summary>
internal static class EventIds
{
    /// <summary>By what it is about, when it was said, and what: feeds change what they say without saying when.</summary>
    public static string Of(string about, DateTimeOffset? at, in Value data) => string.Create(
        CultureInfo.InvariantCulture, $"{about}@{at?.ToUnixTimeSeconds()}-{Convert.ToHexStringLower(SHA256.HashData(ValueJson.ToUtf8(data)).AsSpan(0, 8))}");
}

/// <summary>Extension attributes that say how a topic keeps an event.</summary>
internal static class Retained
{
    /// <summary>Only the newest of these counts.</summary>
    public static ValueMap Latest { get; } = ValueMap.Empty.With("latestonly", Value.True);

    /// <summary>Of each key only the newest counts.</summary>
    public static ValueMap LatestOf(string key) => Latest.With("retainkey", Value.Of(key));
}
