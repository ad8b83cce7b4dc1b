using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>What the data say of a booked transfer: whether it was missed, and from when on that could be known. Once the traveller has left on
/// another first train than booked, that one counts; a train with the traveller on board runs, whatever was said of its departure.</summary>
public sealed class ConnectionTruth(RailData data, RidesTaken taken)
{
    private static readonly Duration Transfer = Duration.FromMinutes(Booking.MinimumTransferMinutes);

    /// <summary>True when the trip has a transfer.</summary>
    public static bool Applies(Booking booking) => booking.Legs.Count > 1;

    /// <summary>The transfer was missed as things went in the end.</summary>
    public bool Missed(Booking booking) => Applies(booking) && MissedBy(booking, Instant.MaxValue);

    /// <summary>
    /// First instant, from the booking on and before the planned departure of the second train, at which the data said that the
    /// connection would be missed: the first train is cancelled where the traveller boards or alights, the second where the traveller
    /// boards, or known arrival plus minimum transfer is later than known departure. Null: never, or no transfer.
    /// </summary>
    public Instant? KnowableAt(Booking booking)
    {
        if (!Applies(booking)) return null;
        var ride = taken.Of(booking) is [var first, ..] ? first : (RideTaken?)null;
        foreach (var at in Instants(booking, ride))
            if (ride is { } gone && at > gone.Departed ? LostOnBoard(booking, gone.Leg, at) : MissedBy(booking, at)) return at;
        return null;
    }

    private SortedSet<Instant> Instants(Booking booking, RideTaken? ride)
    {
        var instants = new SortedSet<Instant> { booking.At };
        foreach (var stop in Stops(booking, ride))
        {
            foreach (var state in data.History(stop))
                if (state.At > booking.At && state.At < booking.Legs[1].PlannedDep) instants.Add(state.At);
        }
        return instants;
    }

    private static RailStop[] Stops(Booking booking, RideTaken? ride) =>
        [booking.Legs[0].From, booking.Legs[0].To, booking.Legs[1].From, .. ride is { } gone ? new[] { gone.Leg.From, gone.Leg.To } : []];

    private bool MissedBy(Booking booking, Instant at)
    {
        var (board, alight) = (data.Known(booking.Legs[0].From, at), data.Known(booking.Legs[0].To, at));
        return board.CancelledDep || alight.CancelledArr || TooLate(booking, booking.Legs[0], at);
    }

    private bool LostOnBoard(Booking booking, Leg first, Instant at)
    {
        var endsEarly = data.Known(first.To, at).CancelledArr && !data.Known(first.From, at).CancelledDep;
        return endsEarly || TooLate(booking, first, at);
    }

    private bool TooLate(Booking booking, Leg first, Instant at)
    {
        var (alight, change) = (first.To, booking.Legs[1].From);
        var departure = data.Known(change, at);
        return departure.CancelledDep || data.Known(alight, at).ArrivalAt(alight) + Transfer > departure.DepartureAt(change);
    }
}
