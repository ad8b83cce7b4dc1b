using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>
/// Collects what a rail replay did and compares it with the truth of the data.
/// </summary>
public sealed class ReportBuilder(RailData data, RidesTaken taken, IReadOnlyList<Traveller> travellers) : PlayCount
{
    private static readonly Duration Ahead = Duration.FromMinutes(10);

    private readonly Dictionary<string, Booking> _bookings = travellers.ToDictionary(t => t.Booking.Reference, t => t.Booking, StringComparer.Ordinal);
    private readonly Dictionary<BookedLeg, (Instant At, string Platform)> _platforms = [];
    private readonly Dictionary<BookedLeg, (Instant At, Instant Expected)> _expected = [];
    private readonly Dictionary<string, Instant> _actedOn = new(StringComparer.Ordinal);

    /// <summary>A leg of a booking.</summary>
    private readonly record struct BookedLeg(string Booking, int Leg);

    /// <summary>The traveller was told the arrival platform of a leg (from 0); empty: none is known. A booking of somebody else is passed over.</summary>
    public void PlatformTold(string booking, int leg, string platform, Instant at)
    {
        if (platform.Length == 0 || ArrivalOf(booking, leg) is not { } arrival || at > arrival) return;
        var key = new BookedLeg(booking, leg);
        if (!_platforms.TryGetValue(key, out var last) || last.At <= at) _platforms[key] = (at, platform);
    }

    /// <summary>The case learned when a leg (from 0) is expected to arrive.</summary>
    public void ArrivalExpected(string booking, int leg, Instant expected, Instant at)
    {
        if (ArrivalOf(booking, leg) is not { } arrival || at > arrival - Ahead) return;
        var key = new BookedLeg(booking, leg);
        if (!_expected.TryGetValue(key, out var last) || last.At <= at) _expected[key] = (at, expected);
    }

    /// <summary>The case gave the booked connection up and began to look after the traveller: its disruption stage started.</summary>
    public void ConnectionActedOn(string booking, Instant at)
    {
        if (!_actedOn.TryGetValue(booking, out var first) || at < first) _actedOn[booking] = at;
    }

    /// <summary>The report of all this.</summary>
    /// <param name="elapsed">Real time of the whole replay.</param>
    public ReplayReport Build(TimeSpan elapsed) => new(
        travellers.Count, Signals, PerSecond(elapsed), CasesByState, Milestones, Platforms(), Delays(), Connections(), Messages, Turns(), UnexplainedFacts, Incidents);

    /// <summary>When a booked leg really arrived; null when it didn't, or nothing was ever known of it.</summary>
    private Instant? ArrivalOf(string booking, int leg) =>
        _bookings.TryGetValue(booking, out var known) && leg >= 0 && leg < known.Legs.Count ? ArrivalOf(known.Legs[leg]) : null;

    private Instant? ArrivalOf(Leg leg) =>
        data.Final(leg.To) is { CancelledArr: false, DelayArr: not null } state ? state.ArrivalAt(leg.To) : null;

    private PlatformFigures Platforms()
    {
        var (right, changed) = (0, 0);
        foreach (var (key, (_, platform)) in _platforms)
        {
            var stop = _bookings[key.Booking].Legs[key.Leg].To;
            if (platform != data.Final(stop).ArrivalPlatform(stop)) continue;
            right++;
            if (platform != stop.PlatformArr) changed++;
        }
        return new PlatformFigures(_platforms.Count, right, changed);
    }

    private DelayFigures Delays()
    {
        var score = new ErrorScore();
        foreach (var (reference, booking) in _bookings)
        {
            foreach (var (number, leg) in booking.Legs.Index())
            {
                if (ArrivalOf(leg) is not { } arrival) continue;
                var expected = _expected.TryGetValue(new BookedLeg(reference, number), out var told) ? told.Expected : leg.PlannedArr;
                score.Add((expected - arrival).TotalMinutes);
            }
        }
        return new DelayFigures(score.N, Math.Round(score.MeanAbsoluteError, 3), Math.Round(score.Within2, 4));
    }

    private ConnectionFigures Connections()
    {
        var truth = new ConnectionTruth(data, taken);
        var (found, knowable, actual) = (0, 0, 0);
        foreach (var (reference, booking) in _bookings)
        {
            if (truth.Missed(booking)) actual++;
            if (truth.KnowableAt(booking) is null) continue;
            knowable++;
            if (_actedOn.TryGetValue(reference, out var at) && at < booking.Legs[1].PlannedDep) found++;
        }
        return new ConnectionFigures(found, knowable, actual);
    }
}
