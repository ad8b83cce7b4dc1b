namespace JourneyOrchestrator.ClientApi.Http.Streams;

/// <summary>Limits of live streams.</summary>
public sealed record StreamOptions
{
    /// <summary>After how much silence a comment shows that the connection still lives.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A reader that takes nothing for longer than this is cut off; it resumes by id.</summary>
    public TimeSpan WriteTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Streams open at a time.</summary>
    public int StreamsMax { get; init; } = 4096;

    /// <summary>Of these, streams of one key that is for one customer.</summary>
    public int StreamsOfBoundKeyMax { get; init; } = 16;
}
