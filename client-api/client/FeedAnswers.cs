namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>A feed of another system, and how fresh it is (docs/feeds.md).</summary>
/// <param name="Asked">When it was last asked for, or sent.</param>
/// <param name="Changed">When it last said something new.</param>
/// <param name="Made">When it was made, where it says so.</param>
/// <param name="FreshnessSeconds">Age of what is known; null: nothing is yet.</param>
/// <param name="Error">Why it can't be used; null: it can.</param>
public sealed record Feed(
    string Name, string Kind, DateTimeOffset? Asked, DateTimeOffset? Succeeded, DateTimeOffset? Changed, DateTimeOffset? Made, long? FreshnessSeconds, bool Stale,
    long Accepted, long Duplicates, long Rejected, long Unmatched, string? Error);

/// <summary>What became of a document that was sent to a feed. <paramref name="Unmatched"/>: items of which no event could be made.</summary>
public sealed record FeedReceipt(long Accepted, long Duplicates, long Rejected, long Unmatched);
