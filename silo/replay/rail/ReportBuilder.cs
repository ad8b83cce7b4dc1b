using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>
/// Collects what a replay did and compares it with the truth of the data. Whoever runs the replay calls it for each thing seen in the
/// journal and the outbox, in any order. Instants are those of the virtual clock.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class ReportBuilder(RailData data, RidesTaken taken, IReadOnlyList<Traveller> travellers)
{
    private static readonly Duration Ahead = Duration.FromMinutes(10);

    private readonly Dictionary<string, Booking> _bookings = travellers.ToDictionary(t => t.Booking.Reference, t => t.Booking, StringComparer.Ordinal);
    private readonly Dictionary<BookedLeg, (Instant At, string Platform)> _platforms = [];
    private readonly Dictionary<BookedLeg, (Instant At, Instant Expected)> _expected = [];
    private readonly Dictionary<string, Instant> _actedOn = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _cases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _milestones = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _suppressed = new(StringComparer.Ordinal);
    private readonly List<double> _turns = [];
    private long _signals, _unexplained, _incidents;
    private int _sent, _superseded, _withheld, _sentTooLate;

    /// <summary>A leg of a booking.</summary>
    private readonly record struct BookedLeg(string Booking, int Leg);

    /// <summary>A signal was acknowledged.</summary>
    /// <param name="turn">Real time from door to acknowledgement.</param>
    public void Signal(TimeSpan turn)
    {
        _signals++;
        _turns.Add(turn.TotalMilliseconds);
    }

    /// <summary>A case is in this state at the end.</summary>
    public void Case(string state) => Count(_cases, state);

    /// <summary>A case reached a milestone.</summary>
    public void Milestone(string name) => Count(_milestones, name);

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

    /// <summary>A message was handed to its sender.</summary>
    /// <param name="useUntil">Null when it is of use at any time.</param>
    public void MessageSent(Instant at, Instant? useUntil)
    {
        _sent++;
        if (at > useUntil) _sentTooLate++;
    }

    /// <summary>A message was not sent, for want of consent or for another reason.</summary>
    public void MessageSuppressed(string reason) => Count(_suppressed, reason);

    /// <summary>A queued message was replaced by a newer one.</summary>
    public void MessageSuperseded() => _superseded++;

    /// <summary>A message's use-until time had passed at hand-off, so that it was not sent.</summary>
    public void MessageWithheldTooLate() => _withheld++;

    /// <summary>A fact whose entry lacks its input, its rule, or, for a message, its consent or basis.</summary>
    public void Unexplained() => _unexplained++;

    /// <summary>An activity of a case failed and waits for a person.</summary>
    public void Incident() => _incidents++;

    /// <summary>The report of all this.</summary>
    /// <param name="elapsed">Real time of the whole replay.</param>
    public ReplayReport Build(TimeSpan elapsed) => new(
        travellers.Count, _signals, elapsed > TimeSpan.Zero ? Math.Round(_signals / elapsed.TotalSeconds, 1) : 0,
        _cases, _milestones, Platforms(), Delays(), Connections(),
        new MessageFigures(_sent, _suppressed, _superseded, _withheld, _sentTooLate), Turns(), _unexplained, _incidents);

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

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

    private TurnFigures Turns()
    {
        _turns.Sort();
        double At(double share) => _turns.Count == 0 ? 0 : Math.Round(_turns[(int)(share * (_turns.Count - 1))], 3);
        return new TurnFigures(At(0.5), At(0.99));
    }
}
