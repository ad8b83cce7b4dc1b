namespace JourneyOrchestrator.Silo.Topics;

/// <summary>How topic events reach their followers.</summary>
public sealed record TopicOptions
{
    /// <summary>Events on their way that one round looks at. The default is 256.</summary>
    public int FanOutsMax { get; init; } = 256;

    /// <summary>Followers told at a time, of all events together; twice as many are on their way. The default is 1,024.</summary>
    public int FollowersMax { get; init; } = 1_024;

    /// <summary>Followers of one event told at a time, however many events share it. The default is 64.</summary>
    public int FollowersMin { get; init; } = 64;

    /// <summary>How often followers are told before it is looked for other events. The default is 8.</summary>
    public int PagesMax { get; init; } = 8;

    /// <summary>Wait after a round that failed. The default is 1 second.</summary>
    public TimeSpan RetryTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
