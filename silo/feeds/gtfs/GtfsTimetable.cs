using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds.Gtfs.Wire;

namespace JourneyOrchestrator.Silo.Feeds.Gtfs;

/// <summary>The runs of a feed that names both times and delays, so that the plan can be told from what is known.</summary>
/// <param name="Made">When the feed was made.</param>
public sealed record GtfsTimetable(DateTimeOffset Made, IReadOnlyList<GtfsRun> Runs)
{
    private const int Skipped = 1, NoData = 2, CanceledTrip = 3;

    /// <exception cref="FeedException">It is no feed, or holds no run with planned times.</exception>
    public static GtfsTimetable Read(ReadOnlyMemory<byte> bytes)
    {
        var feed = GtfsReader.Read(bytes);
        var runs = feed.Entity.Where(entity => entity is { IsDeleted: false, TripUpdate.Trip.TripId.Length: > 0 }).Select(entity => RunOf(entity.TripUpdate))
            .Where(run => run.Stops.Count > 1).ToList();
        if (TripEvents.Time((long)feed.Header.Timestamp) is not { } made) throw new FeedException("The feed does not say when it was made.");
        return runs.Count > 0 ? new GtfsTimetable(made, runs) : throw new FeedException("No run of the feed has two stops with a time and a delay.");
    }

    private static GtfsRun RunOf(TripUpdate update)
    {
        var cancelled = update.Trip.ScheduleRelationship == CanceledTrip;
        var stops = new List<GtfsStop>();
        foreach (var stop in update.StopTimeUpdate)
        {
            if (stop.ScheduleRelationship == NoData) continue;
            var (arr, dep) = (Side(stop.Arrival), Side(stop.Departure));
            if (arr is not null || dep is not null) stops.Add(new GtfsStop(stop.StopId, arr, dep, cancelled || stop.ScheduleRelationship == Skipped));
        }
        return new GtfsRun(update.Trip.TripId, update.Trip.StartDate, stops);
    }

    private static GtfsTime? Side(StopTimeEvent? side) =>
        side is { HasTime: true } && TripEvents.Time(side.Time - side.Delay) is { } planned ? new GtfsTime(planned, TimeSpan.FromSeconds(side.Delay)) : null;
}

/// <summary>One run on one day. <paramref name="Date"/>: yyyyMMdd, as the feed has it.</summary>
public sealed record GtfsRun(string Trip, string Date, IReadOnlyList<GtfsStop> Stops);

/// <summary>A call of a run; null where it starts or ends.</summary>
public sealed record GtfsStop(string Stop, GtfsTime? Arrival, GtfsTime? Departure, bool Cancelled);

/// <summary>A planned time and what is known of it.</summary>
public sealed record GtfsTime(DateTimeOffset Planned, TimeSpan Delay);
