using NodaTime;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>
/// Counts what every replay counts. Whoever runs the replay calls it for each thing seen in the journal and the outbox, in any order. Instants are
/// those of the virtual clock.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
public class PlayCount
{
    private readonly SortedDictionary<string, int> _cases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _milestones = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _suppressed = new(StringComparer.Ordinal);
    private readonly List<double> _turns = [];
    private int _sent, _superseded, _withheld, _sentTooLate;

    /// <summary>Signals that were acknowledged.</summary>
    public long Signals { get; private set; }

    /// <summary>Cases at the end, by state.</summary>
    public IReadOnlyDictionary<string, int> CasesByState => _cases;

    /// <summary>Milestones reached, by name.</summary>
    public IReadOnlyDictionary<string, int> Milestones => _milestones;

    /// <summary>Facts whose entry lacks its input, its rule, or, for a message, its consent or basis.</summary>
    public long UnexplainedFacts { get; private set; }

    /// <summary>Activities that failed and wait for a person.</summary>
    public long Incidents { get; private set; }

    /// <summary>What became of messages.</summary>
    public MessageFigures Messages => new(_sent, _suppressed, _superseded, _withheld, _sentTooLate);

    /// <summary>A signal was acknowledged.</summary>
    /// <param name="turn">Real time from door to acknowledgement.</param>
    public void Signal(TimeSpan turn)
    {
        Signals++;
        _turns.Add(turn.TotalMilliseconds);
    }

    /// <summary>A case is in this state at the end.</summary>
    public void Case(string state) => Count(_cases, state);

    /// <summary>A case reached a milestone.</summary>
    public void Milestone(string name) => Count(_milestones, name);

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
    public void Unexplained() => UnexplainedFacts++;

    /// <summary>An activity of a case failed and waits for a person.</summary>
    public void Incident() => Incidents++;

    /// <summary>Signals by real time of the whole play.</summary>
    public double PerSecond(TimeSpan elapsed) => elapsed > TimeSpan.Zero ? Math.Round(Signals / elapsed.TotalSeconds, 1) : 0;

    /// <summary>How long turns took, in milliseconds.</summary>
    public TurnFigures Turns()
    {
        _turns.Sort();
        double At(double share) => _turns.Count == 0 ? 0 : Math.Round(_turns[(int)(share * (_turns.Count - 1))], 3);
        return new TurnFigures(At(0.5), At(0.99));
    }

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
