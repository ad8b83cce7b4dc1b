using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>What the data say of a booked transfer: whether it was missed, and from when on that could be known.</summary>
public sealed class ConnectionTruth(RailData data)
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
        foreach (var at in Instants(booking))
            if (MissedBy(booking, at)) return at;
        return null;
    }

    private SortedSet<Instant> Instants(Booking booking)
    {
        var instants = new SortedSet<Instant> { booking.At };
        foreach (var stop in Stops(booking))
        {
            foreach (var state in data.History(stop))
                if (state.At > booking.At && state.At < booking.Legs[1].PlannedDep) instants.Add(state.At);
        }
        return instants;
    }

    private static RailStop[] Stops(Booking booking) => [booking.Legs[0].From, booking.Legs[0].To, booking.Legs[1].From];

    private bool MissedBy(Booking booking, Instant at)
    {
        var (board, alight, change) = (booking.Legs[0].From, booking.Legs[0].To, booking.Legs[1].From);
        var (arrival, departure) = (data.Known(alight, at), data.Known(change, at));
        return data.Known(board, at).CancelledDep || arrival.CancelledArr || departure.CancelledDep
            || arrival.ArrivalAt(alight) + Transfer > departure.DepartureAt(change);
    }
}
