using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>Finds direct trains for somebody who lost theirs, with no more than what was known at an instant.</summary>
public sealed class LaterTrains(RailData data, Departures departures)
{
    /// <summary>A train planned this long before may still be to come: it is late.</summary>
    private static readonly Duration LateMost = Duration.FromHours(3);

    /// <summary>How far ahead is looked.</summary>
    private static readonly Duration Ahead = Duration.FromHours(12);

    /// <summary>
    /// Rides from one station to another that leave at or after <paramref name="after"/> by the times known at <paramref name="knownAt"/>
    /// and aren't cancelled by then at either end; earliest known arrival first.
    /// </summary>
    public IEnumerable<Leg> Find(string from, string to, Instant after, Instant knownAt) =>
        departures.Between(from, after - LateMost, after + Ahead)
            .Where(stop => data.Known(stop, knownAt) is { CancelledDep: false } state && state.DepartureAt(stop) >= after)
            .Select(stop => Ride(stop, to, knownAt))
            .OfType<Leg>()
            .OrderBy(leg => data.Known(leg.To, knownAt).ArrivalAt(leg.To))
            .ThenBy(leg => leg.From.Index);

    private Leg? Ride(RailStop from, string to, Instant knownAt) =>
        Departures.Ahead(from).FirstOrDefault(s => s.Station == to) is { } stop && !data.Known(stop, knownAt).CancelledArr
            ? new Leg(from, stop)
            : null;
}
