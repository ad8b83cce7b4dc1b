using JourneyOrchestrator.Silo.Feeds.Gtfs.Wire;
using JourneyOrchestrator.Silo.Feeds.Mapping;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Feeds.Gtfs;

/// <summary>What a run is called: the topic that bookings follow, and the name that people read.</summary>
internal sealed record TripName(string Topic, string Train, string Date);

/// <summary>Names runs, by expressions over <c>trip</c> (<c>id, route, date, time</c>).</summary>
internal sealed class TripNames(FeedExpression topic, FeedExpression train)
{
    public const string DefaultTopic = "'train:' + trip.id + ':' + trip.date", DefaultTrain = "trip.id";

    /// <returns>Null when an expression fails, or gives no name.</returns>
    public TripName? Of(TripDescriptor trip)
    {
        var date = trip.StartDate is { Length: 8 } d ? $"{d[..4]}-{d[4..6]}-{d[6..]}" : "";
        var value = Value.OfMap(new ValueMap.Builder()
            .Add("id", Value.Of(trip.TripId)).Add("route", Value.Of(trip.RouteId)).Add("date", Value.Of(date)).Add("time", Value.Of(trip.StartTime)).Build());
        return topic.Text("trip", value) is { } named && TopicNames.AreGood(named) && train.Text("trip", value) is { } shown ? new TripName(named, shown, date) : null;
    }
}
