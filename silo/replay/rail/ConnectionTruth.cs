using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>What the data say of a booked transfer: whether it was missed, and from when on that could be known. Once the traveller has left on
/// another first train than booked, that one counts.</summary>
public sealed class ConnectionTruth(RailData data, RidesTaken taken)
{
    private static readonly Duration Transfer = Duration.FromMinutes(Booking.MinimumTransferMinutes);

    /// <summary>True when the trip has a transfer.</summary>
    public static bool Applies(Booking booking) => booking.Legs.Count > 1;

    /// <summary>The transfer was missed as things went in the end.</summary>
    public bool Missed(Booking booking) => Applies(booking) && MissedBy(booking, booking.Legs[0], Instant.MaxValue);

    /// <summary>
    /// First instant, from the booking on and before the planned departure of the second train, at which the data said that the
    /// connection would be missed: the first train is cancelled where the traveller boards or alights, the second where the traveller
    /// boards, or known arrival plus minimum transfer is later than known departure. Null: never, or no transfer.
    /// </summary>
    public Instant? KnowableAt(Booking booking)
    {
        if (!Applies(booking)) return null;
        var other = taken.Of(booking) is [var ride, ..] && ride.Leg != booking.Legs[0] ? ride : (RideTaken?)null;
        foreach (var at in Instants(booking, other))
            if (MissedBy(booking, other is { } gone && at > gone.Departed ? gone.Leg : booking.Legs[0], at)) return at;
        return null;
    }

    private SortedSet<Instant> Instants(Booking booking, RideTaken? other)
    {
        var instants = new SortedSet<Instant> { booking.At };
        foreach (var stop in Stops(booking, other))
        {
            foreach (var state in data.History(stop))
                if (state.At > booking.At && state.At < booking.Legs[1].PlannedDep) instants.Add(state.At);
        }
        return instants;
    }

    private static RailStop[] Stops(Booking booking, RideTaken? other) =>
        [booking.Legs[0].From, booking.Legs[0].To, booking.Legs[1].From, .. other is { } ride ? new[] { ride.Leg.From, ride.Leg.To } : []];

    private bool MissedBy(Booking booking, Leg first, Instant at)
    {
        var (board, alight, change) = (first.From, first.To, booking.Legs[1].From);
        var (arrival, departure) = (data.Known(alight, at), data.Known(change, at));
        return data.Known(board, at).CancelledDep || arrival.CancelledArr || departure.CancelledDep
            || arrival.ArrivalAt(alight) + Transfer > departure.DepartureAt(change);
    }
}
