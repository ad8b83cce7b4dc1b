using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Bench.Hosts;

/// <summary>Makes the places of a run: files alone, or files and databases of a server that was started for it.</summary>
internal sealed class Places(PostgresServer? server) : IDisposable
{
    /// <summary>Hosts keep their journal in PostgreSQL.</summary>
    public bool ArePostgres => server is not null;

    public Place New() => new(server);

    public void Dispose() => server?.Dispose();
}

/// <summary>Where one host keeps what it has: a data directory below the current one, so that it lies on the disk that is meant and not in memory. Gone at the end.</summary>
internal sealed class Place : IDisposable
{
    private readonly PostgresServer? server;

    public Place(PostgresServer? server)
    {
        this.server = server;
        Database = server?.NewDatabase();
        Directory.CreateDirectory(Path);
    }

    public string Path { get; } = System.IO.Path.Combine("bench-data", System.IO.Path.GetRandomFileName());

    /// <summary>Connection string of an empty database for journal and keys; null: they are files.</summary>
    public string? Database { get; }

    public void Dispose()
    {
        // The server would tidy up what earlier rounds have left while the next ones are measured.
        if (Database is not null) server!.Drop(Database);
        Directory.Delete(Path, recursive: true);
    }
}
