using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>
/// All that front-line systems send in a replay, in the order in which it became known. The same data and travellers give the same
/// signals, byte for byte.
/// </summary>
public sealed class RailTimeline
{
    private readonly Scheduled[] _schedule;

    /// <summary>Makes the schedule; the signals themselves are made while they are read.</summary>
    public RailTimeline(RailData data, Departures departures, IReadOnlyList<Traveller> travellers)
    {
        var taken = new RidesTaken(data, new LaterTrains(data, departures));
        var customers = new CustomerSignals(data, taken);
        var rides = travellers.SelectMany(t => t.Booking.Legs.Concat(taken.Of(t.Booking).Select(ride => ride.Leg)));
        _schedule = [.. travellers.SelectMany(customers.Of), .. new TrainFeed(data).Of(rides)];
        Array.Sort(_schedule);
    }

    /// <summary>How many signals there are.</summary>
    public int Count => _schedule.Length;

    /// <summary>Instant of the first signal.</summary>
    public Instant Start => _schedule[0].At;

    /// <summary>Instant of the last signal. Timers of the journeys may be due later.</summary>
    public Instant End => _schedule[^1].At;

    /// <summary>The signals, in order; each call starts anew.</summary>
    public IEnumerable<RailSignal> Signals() => _schedule.Select(scheduled => scheduled.Make());
}
