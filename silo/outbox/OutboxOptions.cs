namespace JourneyOrchestrator.Silo.Outbox;

/// <summary>How effects are carried out.</summary>
public sealed record OutboxOptions
{
    /// <summary>Tries of one effect before it moves to the dead letters. The default is 8.</summary>
    public int AttemptsMax { get; init; } = 8;

    /// <summary>Wait after the first failed try; it doubles with each. The default is 2 seconds.</summary>
    public TimeSpan RetryMin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between two tries. The default is 15 minutes.</summary>
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Effects taken at a time. The default is 256.</summary>
    public int BatchMax { get; init; } = 256;

    /// <summary>Effects with a sender at the same time. The default is 32.</summary>
    public int SendersMax { get; init; } = 32;

    /// <summary>Longest time that one try may take. The default is 10 seconds.</summary>
    public TimeSpan TryTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an effect stays with the relay that took it; must be longer than all tries of a batch. The default is 5 minutes.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time between two looks, for what nobody tells the relay of: leases that ran out, a clock that was set. The default is 10 seconds.</summary>
    public TimeSpan PollTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Shortest time between two looks: effects gather meanwhile and are settled together. The default is 20 ms.</summary>
    public TimeSpan GatherTime { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The clock that measures a try: the machine's, also where the other one is virtual, for a receiver outside is waited for; unless the
    /// receiver is virtual too.</summary>
    public TimeProvider Waits { get; init; } = TimeProvider.System;

    /// <summary>Chance, from 0 up to 1: spreads retries, so that a receiver that comes back isn't hit by all at once.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;
}
