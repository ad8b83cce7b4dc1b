using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Feeds.Gtfs.Wire;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Feeds.Gtfs;

/// <summary>Trip updates as <c>train.updated</c> (docs/events.md): each holds the whole known state of its run.</summary>
internal sealed class TripEvents(TripNames names, string source)
{
    private const int Added = 1, Canceled = 3, Deleted = 7;   // schedule_relationship of a trip
    private const int Skipped = 1, NoData = 2;                // of a stop

    /// <param name="before">Stops that were last told on a topic, for a run that is cancelled as a whole and names none.</param>
    /// <returns>Null when the run can't be told from others, or nothing is known of it.</returns>
    public FeedEvent? Of(TripUpdate update, DateTimeOffset? at, Func<string, ValueMap?> before)
    {
        if (update.Trip is not { TripId.Length: > 0 } trip || names.Of(trip) is not { } name) return null;
        var cancelled = trip.ScheduleRelationship is Canceled or Deleted;
        var stops = Stops(update, cancelled);
        if (stops.Count == 0 && cancelled && before(name.Topic) is { } known) stops = Cancelled(known);
        if (stops.Count == 0 && !cancelled) return null;
        var data = new ValueMap.Builder()
            .Add("train", Value.Of(name.Train)).Add("category", Value.Of("")).Add("number", Value.Of(trip.TripId)).Add("trip", Value.Of(trip.TripId))
            .Add("date", Value.Of(name.Date)).Add("cancelled", Value.Of(cancelled)).Add("stops", Value.OfMap(stops));
        if (trip.ScheduleRelationship == Added) data.Add("added", Value.True);
        if (trip.RouteId.Length > 0) data.Add("route", Value.Of(trip.RouteId));
        var time = update.Timestamp > 0 ? Time((long)update.Timestamp) : at;
        var told = Value.OfMap(data.Build());
        return new FeedEvent(name.Topic, new Signal(EventIds.Of(trip.TripId, time, told), source, "train.updated", "", time, told) { Extensions = Retained.Latest });
    }

    private static ValueMap Stops(TripUpdate update, bool cancelled)
    {
        var stops = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var stop in update.StopTimeUpdate)
        {
            var key = stop.StopId.Length > 0 ? stop.StopId : stop.StopSequence.ToString(CultureInfo.InvariantCulture);
            // A run that calls twice at a station names it twice: the second time with its number.
            if (stops.ContainsKey(key)) key = string.Create(CultureInfo.InvariantCulture, $"{key}#{stop.StopSequence}");
            if (stop.ScheduleRelationship != NoData && key.Length > 0) stops[key] = Stop(stop, cancelled);
        }
        var map = new ValueMap.Builder(stops.Count);
        foreach (var (key, value) in stops) map.Add(key, value);
        return map.Build();
    }

    private static Value Stop(StopTimeUpdate stop, bool cancelled)
    {
        var gone = cancelled || stop.ScheduleRelationship == Skipped;
        var members = new ValueMap.Builder().Add("station", Value.Of(stop.StopId));
        if (stop.Arrival is { } arrival) Side(members, arrival, "Arr");
        if (stop.Departure is { } departure) Side(members, departure, "Dep");
        // A stop that is left out may name no times: both sides are gone.
        if (stop.Arrival is not null || gone) members.Add("cancelledArr", Value.Of(gone));
        if (stop.Departure is not null || gone) members.Add("cancelledDep", Value.Of(gone));
        return Value.OfMap(members.Build());
    }

    private static void Side(ValueMap.Builder members, StopTimeEvent side, string name)
    {
        if (side.HasTime)
        {
            members.Add("expected" + name, Text(side.Time));
            if (side.HasDelay) members.Add("planned" + name, Text(side.Time - side.Delay));
        }
        if (side.HasDelay) members.Add("delay" + name, Value.Of((long)Math.Round(side.Delay / 60.0, MidpointRounding.AwayFromZero)));
    }

    private static ValueMap Cancelled(ValueMap told)
    {
        var stops = new ValueMap.Builder(told.Count);
        foreach (var (key, stop) in told) stops.Add(key, Value.OfMap(stop.AsMap().With("cancelledArr", Value.True).With("cancelledDep", Value.True)));
        return stops.Build();
    }

    internal static Value Text(long unixSeconds) => Time(unixSeconds) is { } time ? Value.Of(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)) : Value.Null;

    /// <summary>Null for what is no moment of our time.</summary>
    internal static DateTimeOffset? Time(long unixSeconds) => unixSeconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(unixSeconds) : null;
}
