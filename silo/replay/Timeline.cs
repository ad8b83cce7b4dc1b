using NodaTime;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>All that front-line systems send in a replay, in the order in which it became known. The same seed gives the same signals, byte for byte.</summary>
public class Timeline
{
    private readonly Scheduled[] _schedule;

    /// <summary>Orders the schedule; the signals themselves are made while they are read.</summary>
    internal Timeline(IEnumerable<Scheduled> schedule)
    {
        _schedule = [.. schedule];
        Array.Sort(_schedule);
    }

    /// <summary>How many signals there are.</summary>
    public int Count => _schedule.Length;

    /// <summary>Instant of the first signal.</summary>
    public Instant Start => _schedule[0].At;

    /// <summary>Instant of the last signal. Timers of the journeys may be due later.</summary>
    public Instant End => _schedule[^1].At;

    /// <summary>The signals, in order; each call starts anew.</summary>
    public IEnumerable<ReplaySignal> Signals() => _schedule.Select(scheduled => scheduled.Make());
}
