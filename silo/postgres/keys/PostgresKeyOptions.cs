namespace JourneyOrchestrator.Silo.Postgres.Keys;

/// <summary>Where the keys of persons are.</summary>
/// <param name="Connection">A connection string of Npgsql: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
public sealed record PostgresKeyOptions(string Connection)
{
    /// <summary>The schema of their tables, made when it is missing. The default is <c>keys</c>.</summary>
    public string Schema { get; init; } = "keys";

    /// <summary>Without the connection string, which holds a password.</summary>
    public override string ToString() => "the keys in PostgreSQL";
}
