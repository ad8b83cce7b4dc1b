using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds.Mapping;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Feeds.Gtfs;

/// <summary>The whole of a GTFS-realtime feed as events.</summary>
internal sealed class GtfsContent
{
    private readonly TripEvents trips;
    private readonly AlertEvents alerts;

    /// <exception cref="FeedException">An expression of the settings is wrong.</exception>
    public GtfsContent(FeedSettings settings, string source)
    {
        FeedExpression Named(string member, string text) => FeedExpression.Of(text, $"Feed '{settings.Name}': '{member}'", "trip");
        var names = new TripNames(Named("topic", settings.Topic), Named("train", settings.Train));
        (trips, alerts) = (new TripEvents(names, source), new AlertEvents(names, source));
    }

    /// <param name="told">Data last told on a topic.</param>
    /// <exception cref="FeedException">It is no feed.</exception>
    public FeedReading Read(ReadOnlyMemory<byte> bytes, Func<string, Value> told)
    {
        var feed = GtfsReader.Read(bytes);
        var made = TripEvents.Time((long)feed.Header.Timestamp);
        var events = new List<FeedEvent>();
        var unmatched = 0L;
        foreach (var entity in feed.Entity)
        {
            if (entity.IsDeleted) continue;
            var before = events.Count;
            if (entity.TripUpdate is { } update && trips.Of(update, made, topic => StopsOf(told(topic))) is { } run) events.Add(run);
            if (entity.Alert is { } alert) events.AddRange(alerts.Of(entity.Id, alert, made));
            if (events.Count == before && (entity.TripUpdate is not null || entity.Alert is not null)) unmatched++;
        }
        return new FeedReading(made, events, unmatched);
    }

    private static ValueMap? StopsOf(in Value data) => data is { Kind: ValueKind.Map } && data.AsMap()["stops"] is { Kind: ValueKind.Map } stops ? stops.AsMap() : null;
}
