namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Where the PostgreSQL store is, and its sizes.</summary>
/// <param name="Connection">A connection string of Npgsql: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
public sealed record PostgresStoreOptions(string Connection)
{
    /// <summary>Connections that read beside the writer, at least 1. The default is 8.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>Names this host among several that share the database; null: it is alone, and keeps others off. The server shows it as the application's
    /// name. No spaces, at most 40 letters.</summary>
    public string? Host { get; init; }

    /// <summary>Asked whenever the connection that writes was opened, which another host may have ended (<see cref="PostgresJournalStore.CutOffAsync"/>): throws if this
    /// host may not write any more. Null: it always may.</summary>
    public Func<CancellationToken, Task>? MayWrite { get; init; }

    /// <summary>Lets the server read whole tables where it thinks that best: for tests, which show that it does not.</summary>
    internal bool MayScan { get; init; }

    /// <summary>Without the connection string, which holds a password.</summary>
    public override string ToString() => "the journal in PostgreSQL";
}

/// <summary>The database can't be reached or used as it is. Names host and database, never the password.</summary>
public sealed class PostgresUnusableException(string message, Exception? inner = null) : IOException(message, inner);
