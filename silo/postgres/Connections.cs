using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>How connections are opened.</summary>
internal sealed class Connections
{
    private const int StatementsKept = 200;
    private const int KeepAliveSeconds = 10;
    private const int RecheckSeconds = 1;

    // Every query has its index, and statistics of a table that has just grown are old: a plan that reads all of it must not be chosen by them.
    private const string Plans = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    // Texts are few and take arrays of any length, each has the one index that it is for: planned once a session. Planning costs more than most of them do.
    private const string PlannedOnce = "-c plan_cache_mode=force_generic_plan";

    // The writer's session holds the lock of the host: a server that the network cut off must soon see that it is gone.
    private const string Patience = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    private readonly string _writer;

    /// <exception cref="PostgresUnusableException">The connection string can't be read.</exception>
    public Connections(PostgresStoreOptions options)
    {
        var builder = Builder(options.Connection);
        if (options.Host is { } host) builder.ApplicationName = SessionsOf(host);
        if (!options.MayScan) builder.Options = $"{builder.Options} {Plans}";
        Name = NameOf(builder);
        builder.Pooling = true;
        builder.MaxPoolSize = options.Readers;
        Readers = SourceOf(builder);
        builder.Pooling = false;
        builder.Options += $" {Patience}";
        _writer = builder.ConnectionString;
    }

    /// <summary>Name of the sessions of a host that shares the database.</summary>
    public static string SessionsOf(string host) => "journey-orchestrator " + host;

    /// <summary>Host, port and database, for messages.</summary>
    public string Name { get; }

    public NpgsqlDataSource Readers { get; }

    /// <exception cref="PostgresUnusableException">The server can't be reached, or refuses the user or the database.</exception>
    public Task<NpgsqlConnection> OpenWriterAsync(CancellationToken cancel) => OpenAsync(new NpgsqlConnection(_writer), Name, cancel);

    /// <summary>Opens a connection, or closes it.</summary>
    /// <exception cref="PostgresUnusableException">The server can't be reached, or refuses the user or the database.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        try
        {
            await connection.OpenAsync(cancel).ConfigureAwait(false);
            return connection;
        }
        catch (NpgsqlException error)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new PostgresUnusableException($"PostgreSQL at {name} can't be used: {error.Message.TrimEnd('.')}. Check that it runs, and the connection string.", error);
        }
    }

    /// <summary>A pool of connections; where several hosts are named, to the one among them that is the primary.</summary>
    public static NpgsqlDataSource SourceOf(NpgsqlConnectionStringBuilder builder)
    {
        if (!IsOfSeveral(builder)) return NpgsqlDataSource.Create(builder);
        var hosts = new NpgsqlConnectionStringBuilder(builder.ConnectionString) { TargetSessionAttributes = null };
        return new NpgsqlDataSourceBuilder(hosts.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }

    private static bool IsOfSeveral(NpgsqlConnectionStringBuilder builder) => builder.Host!.Contains(',', StringComparison.Ordinal);

    /// <summary>Settings that all our connections share.</summary>
    /// <exception cref="PostgresUnusableException">The connection string can't be read.</exception>
    public static NpgsqlConnectionStringBuilder Builder(string connection)
    {
        var builder = Parse(connection);
        builder.ApplicationName ??= "journey-orchestrator";
        builder.MaxAutoPrepare = StatementsKept;
        builder.AutoPrepareMinUsages = 2;
        builder.Options = $"{builder.Options} {PlannedOnce}";
        builder.NoResetOnClose = true;   // no statement of ours leaves anything behind in a session
        if (builder.KeepAlive == 0) builder.KeepAlive = KeepAliveSeconds;
        if (!IsOfSeveral(builder)) return builder;
        // A standby answers as well, and takes nothing: only a primary will do. Which one that is may have changed a moment ago.
        builder.TargetSessionAttributes = "primary";
        builder.HostRecheckSeconds = RecheckSeconds;
        return builder;
    }

    /// <summary>Host, port and database, for messages.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder builder) => $"{builder.Host}{(IsOfSeveral(builder) ? "" : $":{builder.Port}")}/{builder.Database}";

    private static NpgsqlConnectionStringBuilder Parse(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection) is { Host.Length: > 0, Database.Length: > 0 } builder
                ? builder
                : throw new PostgresUnusableException("The connection string of PostgreSQL lacks Host or Database. Write Host=…;Database=…;Username=…;Password=….");
        }
        catch (ArgumentException error)
        {
            // What is wrong may be part of a password: the text is not repeated.
            throw new PostgresUnusableException("The connection string of PostgreSQL can't be read. Write Host=…;Database=…;Username=…;Password=….", error);
        }
    }
}
