using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>A ride as it really was.</summary>
/// <param name="Number">Leg of the booking, from 0.</param>
/// <param name="Leg">The train taken: the booked one, or a later one.</param>
public readonly record struct RideTaken(int Number, Leg Leg, Instant Departed, Instant Arrived);

/// <summary>
/// How a trip really went: each booked train when it ran and could be reached, else the first later one that did. The traveller's own
/// signals are made from it; no decision sees it ahead of time.
/// </summary>
public sealed class RidesTaken(RailData data, LaterTrains later)
{
    private static readonly Duration Transfer = Duration.FromMinutes(Booking.MinimumTransferMinutes);

    /// <summary>The rides in order; fewer than booked when there was no way on.</summary>
    public IReadOnlyList<RideTaken> Of(Booking booking)
    {
        List<RideTaken> rides = [];
        var ready = booking.Legs[0].PlannedDep;
        foreach (var (number, leg) in booking.Legs.Index())
        {
            if (Take(leg, ready) is not { } taken) break;
            var ride = new RideTaken(number, taken, Departed(taken), Arrived(taken));
            rides.Add(ride);
            ready = ride.Arrived + Transfer;
        }
        return rides;
    }

    private Leg? Take(Leg leg, Instant ready)
    {
        if (Ran(leg) && Departed(leg) >= ready) return leg;
        foreach (var other in later.Find(leg.From.Station, leg.To.Station, Instant.Max(ready, leg.PlannedDep), Instant.MaxValue))
            if (other != leg && Arrived(other) > Departed(other)) return other;
        return null;
    }

    private bool Ran(Leg leg) => !data.Final(leg.From).CancelledDep && !data.Final(leg.To).CancelledArr && Arrived(leg) > Departed(leg);

    /// <summary>No train leaves before its planned time: an early one of the file waits, or took another way.</summary>
    private Instant Departed(Leg leg) => Instant.Max(leg.PlannedDep, data.Final(leg.From).DepartureAt(leg.From)!.Value);

    private Instant Arrived(Leg leg) => data.Final(leg.To).ArrivalAt(leg.To)!.Value;
}
