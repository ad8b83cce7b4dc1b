namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Sizes of the SQLite store.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Connections that read beside the writer, at least 1. The default is 4.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>Memory for pages of the writing connection, in KiB. The default is 64 MiB; readers have an eighth of it each.</summary>
    public int CacheKiB { get; init; } = 64 * 1024;

    /// <summary>Largest size of the database in pages of 8 KiB; writes past it fail as on a full disk. 0, the default: no limit of ours.</summary>
    public long PagesMax { get; init; }

    /// <summary>Runs the writes that it is given, one after the other in their order; null, the default: the store does, on a thread of its own.
    /// A simulation decides with it how long the disk takes.</summary>
    public Action<Action>? RunWrite { get; init; }
}
