using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;
using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Looks at a database beside its host, which may run.</summary>
public static class PostgresDatabase
{
    /// <summary>Everybody who was erased, in order of time.</summary>
    /// <exception cref="PostgresUnusableException">The server can't be reached, or there is no journal.</exception>
    public static Task<IReadOnlyList<ErasedPerson>> ErasedAsync(PostgresStoreOptions options, CancellationToken cancel = default) => LookAsync(options, (connection, _) => connection.AllAsync(
        "SELECT id_hash, receipt, purpose, at, expires FROM tombstones ORDER BY at, receipt",
        row => new ErasedPerson(row.Bytes(0), new TombstoneRow(row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)))), cancel);

    /// <summary>What server it is, how it is set and what it has left.</summary>
    /// <exception cref="PostgresUnusableException">The server can't be reached, or acknowledges what is not on disk.</exception>
    public static Task<ServerState> ServerAsync(PostgresStoreOptions options, CancellationToken cancel = default) => LookAsync(options, ServerState.OfAsync, cancel);

    /// <summary>What waits in the journal, and for how long; null: there is none yet.</summary>
    /// <exception cref="PostgresUnusableException">The server can't be reached, or the tables can't be read.</exception>
    public static Task<JournalState?> StateAsync(PostgresStoreOptions options, CancellationToken cancel = default) => LookAsync(options, async (connection, _) =>
        await connection.AllAsync("SELECT to_regclass('schema_versions') IS NOT NULL", row => row.GetBoolean(0)).ConfigureAwait(false) is [true]
            ? (await connection.AllAsync(
                """
                SELECT (SELECT max(version)::bigint FROM schema_versions), (SELECT at FROM entries ORDER BY position DESC LIMIT 1), (SELECT min(due) FROM timers),
                  (SELECT count(*) FROM outbox WHERE NOT dead), (SELECT min(not_before) FROM outbox WHERE NOT dead), (SELECT count(*) FROM outbox WHERE dead),
                  (SELECT count(*) FROM erasures)
                """,
                row => new JournalState(
                    row.GetInt64(0), Migrations.Journal.Latest, Moment(row, 1), Moment(row, 2), row.GetInt64(3), Moment(row, 4), row.GetInt64(5), row.GetInt64(6))).ConfigureAwait(false))[0]
            : null, cancel);

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : UnixTime.FromMicroseconds(row.GetInt64(column));

    private static async Task<T> LookAsync<T>(PostgresStoreOptions options, Func<NpgsqlConnection, string, Task<T>> look, CancellationToken cancel)
    {
        var builder = Connections.Builder(options.Connection);
        builder.Pooling = false;
        var name = Connections.NameOf(builder);
        await using var connection = await Connections.OpenAsync(new NpgsqlConnection(builder.ConnectionString), name, cancel).ConfigureAwait(false);
        try
        {
            return await look(connection, name).ConfigureAwait(false);
        }
        catch (PostgresException error)
        {
            throw new PostgresUnusableException($"The journal in {name} can't be read: {error.Message.TrimEnd('.')}. Check the connection string.", error);
        }
    }
}
