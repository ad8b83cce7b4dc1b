namespace JourneyOrchestrator.Silo.Serving;

/// <summary>By how much the clock was set: how far it has come apart, since this was made, from the time that the system counts and nobody sets. A machine that was paused
/// shows the pause: what fell due meanwhile is late by it.</summary>
public sealed class ClockOffset(TimeProvider time)
{
    private readonly DateTimeOffset start = time.GetUtcNow();
    private readonly long mark = time.GetTimestamp();

    /// <summary>Positive: the clock was put forward.</summary>
    public TimeSpan Read() => time.GetUtcNow() - start - time.GetElapsedTime(mark);
}
