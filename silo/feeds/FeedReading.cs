namespace JourneyOrchestrator.Silo.Feeds;

/// <summary>What a feed held when it was read.</summary>
/// <param name="Made">When it was made, as it says itself; null: it does not say.</param>
/// <param name="Unmatched">Things of which no event could be made.</param>
internal sealed record FeedReading(DateTimeOffset? Made, IReadOnlyList<FeedEvent> Events, long Unmatched);
