namespace JourneyOrchestrator.Grains.Ports;

/// <summary>What keeps a store from writing until somebody does something about it.</summary>
public enum StoreTrouble
{
    /// <summary>There is no room.</summary>
    Full,
    /// <summary>The disk fails or is mounted for reading only.</summary>
    Failing,
}

/// <summary>The store can't write now, and nothing of what was asked for was kept; reads go on.</summary>
public sealed class StoreUnwritableException(Problem problem, Exception? inner = null) : IOException(problem.Message, inner)
{
    private readonly Problem? problem = problem;

    /// <summary>What callers are told. From one silo of a cluster to another only the message comes along.</summary>
    public Problem Problem => problem ?? new("", "read-only", Message, "Send it again later; make room on the disk, or look at it.");
}
