using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>Feeds of other systems that a host reads, or is sent.</summary>
public interface IFeeds
{
    /// <summary>How each fares, by name.</summary>
    ValueTask<IReadOnlyList<FeedStatus>> ListAsync(CancellationToken cancel = default);

    /// <summary>Takes what another system sends of a feed that is mapped from JSON; null: there is no such feed.</summary>
    /// <exception cref="FeedException">The feed is asked for, not sent; or what was sent can't be used as a whole.</exception>
    ValueTask<FeedTally?> PushAsync(string name, Value document, CancellationToken cancel = default);
}

/// <summary>How a feed fares. Times are UTC; null: never.</summary>
/// <param name="Kind"><c>gtfs-realtime</c> or <c>json</c>.</param>
/// <param name="Asked">When it was last looked at, or sent.</param>
/// <param name="Succeeded">When that last gave something that could be read, changed or not.</param>
/// <param name="Changed">When something new was last in it.</param>
/// <param name="Made">When its newest content was made, as it says itself.</param>
/// <param name="Stale">What it holds is too old to be told.</param>
/// <param name="Error">What was wrong the last time; null: nothing.</param>
public sealed record FeedStatus(
    string Name, string Kind, DateTimeOffset? Asked, DateTimeOffset? Succeeded, DateTimeOffset? Changed, DateTimeOffset? Made, bool Stale, FeedTally Told, string? Error);

/// <summary>What became of a feed's content.</summary>
/// <param name="Unmatched">Things that no name of a topic or customer could be made for, or of which nothing is known.</param>
public sealed record FeedTally(long Accepted, long Duplicates, long Rejected, long Unmatched)
{
    public static FeedTally None { get; } = new(0, 0, 0, 0);

    public FeedTally Plus(FeedTally other) => new(Accepted + other.Accepted, Duplicates + other.Duplicates, Rejected + other.Rejected, Unmatched + other.Unmatched);
}

/// <summary>A feed, or its settings, can't be used as it is; the message says why and is for operators.</summary>
public sealed class FeedException(string message) : Exception(message);
