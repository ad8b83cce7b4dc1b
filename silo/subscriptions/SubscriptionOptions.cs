namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>Limits and times of subscriptions.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>Subscriptions of one host. The default is 100.</summary>
    public int SubscriptionsMax { get; init; } = 100;

    /// <summary>Tries at the same time for one receiver, each for another customer. The default is 16.</summary>
    public int AtOnceMax { get; init; } = 16;

    /// <summary>Longest time that one try may take. The default is 10 seconds.</summary>
    public TimeSpan TryTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait after the first failed try; it doubles with each. The default is 1 second.</summary>
    public TimeSpan RetryMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two tries. The default is 5 minutes.</summary>
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait that a receiver may ask for with <c>Retry-After</c>. The default is 1 hour.</summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A receiver that takes nothing for so long is given up: its subscription is paused. The default is 3 days.</summary>
    public TimeSpan GiveUpTime { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a secret still signs after it was replaced. The default is 24 hours.</summary>
    public TimeSpan OldSecretTime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long progress gathers before it is written; what was delivered meanwhile comes again after a crash. The default is 1 second.</summary>
    public TimeSpan SaveTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Entries without a message for a subscription after which its progress is written all the same. The default is 1,024.</summary>
    public int SkippedMax { get; init; } = 1_024;

    /// <summary>Receivers on private addresses may be called.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The clock that measures a try: the machine's, also where the other one is virtual, for a receiver outside is waited for; unless the receiver is virtual too.</summary>
    public TimeProvider Waits { get; init; } = TimeProvider.System;

    /// <summary>Chance, from 0 up to 1: spreads tries.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;
}
