namespace JourneyOrchestrator.Silo.Timers;

/// <summary>How due timers are looked for.</summary>
public sealed record TimerPumpOptions
{
    /// <summary>Due timers handed over at a time. The default is 1,024.</summary>
    public int BatchMax { get; init; } = 1_024;

    /// <summary>Longest time between two looks, for what nobody tells the pump of: a clock that was set. The default is 10 seconds.</summary>
    public TimeSpan PollTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait after a look that failed. The default is 2 seconds.</summary>
    public TimeSpan RetryTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait before a timer is tried again that its customer could not take; the first is <see cref="RetryTime"/>. The default is 5 minutes.</summary>
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
