namespace JourneyOrchestrator.Silo.Topics;

/// <summary>How topic events reach their followers.</summary>
public sealed record TopicOptions
{
    /// <summary>Events on their way that one round looks at. The default is 256.</summary>
    public int FanOutsMax { get; init; } = 256;

    /// <summary>Followers told in one round, of all events together. The default is 2,048.</summary>
    public int FollowersMax { get; init; } = 2_048;

    /// <summary>Followers of one event told in one round, however many events share it. The default is 64.</summary>
    public int FollowersMin { get; init; } = 64;

    /// <summary>Wait after a round that failed. The default is 1 second.</summary>
    public TimeSpan RetryTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
