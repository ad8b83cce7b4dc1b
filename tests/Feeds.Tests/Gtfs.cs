using Google.Protobuf;
using JourneyOrchestrator.Silo.Feeds.Gtfs.Wire;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>Feeds as a carrier makes them.</summary>
internal static class Gtfs
{
    public static FeedMessage Feed(DateTimeOffset made, params FeedEntity[] entities)
    {
        var feed = new FeedMessage { Header = new FeedHeader { GtfsRealtimeVersion = "2.0", Incrementality = 0, Timestamp = (ulong)made.ToUnixTimeSeconds() } };
        feed.Entity.AddRange(entities);
        return feed;
    }

    public static FeedEntity Trip(string id, DateTimeOffset date, params StopTimeUpdate[] stops)
    {
        var update = new TripUpdate { Trip = new TripDescriptor { TripId = id, StartDate = date.ToString("yyyyMMdd") } };
        update.StopTimeUpdate.AddRange(stops);
        return new FeedEntity { Id = id, TripUpdate = update };
    }

    /// <param name="delay">In seconds.</param>
    public static StopTimeUpdate Stop(string id, DateTimeOffset? arrival, DateTimeOffset? departure, int delay)
    {
        StopTimeEvent? Side(DateTimeOffset? planned) => planned is { } at ? new StopTimeEvent { Delay = delay, Time = at.ToUnixTimeSeconds() + delay } : null;
        return new StopTimeUpdate { StopId = id, Arrival = Side(arrival), Departure = Side(departure) };
    }

    public static Task WriteAsync(string path, FeedMessage feed) => File.WriteAllBytesAsync(path, feed.ToByteArray());
}
