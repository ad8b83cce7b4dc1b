namespace JourneyOrchestrator.Silo.Replay;

/// <summary>
/// The virtual clock of a replay: time stands still until it is moved, and never goes back. Whoever moves it also runs what fell
/// due, so it makes no timers of its own: <see cref="TimeProvider.CreateTimer"/> would run on the machine's clock and is refused.
/// </summary>
/// <remarks>Safe for readers on any thread while one thread moves it.</remarks>
public sealed class ReplayClock(DateTimeOffset start) : TimeProvider
{
    private long _utcTicks = start.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _utcTicks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _utcTicks);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Moves to an instant; one that has passed already changes nothing.</summary>
    public void MoveTo(DateTimeOffset instant) =>
        Volatile.Write(ref _utcTicks, Math.Max(instant.UtcTicks, Volatile.Read(ref _utcTicks)));

    /// <summary>Moves on by a span, which must not be negative.</summary>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        MoveTo(GetUtcNow() + span);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("A replay has no background timers; move the clock and run what is due.");
}
