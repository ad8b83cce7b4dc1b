using System.Diagnostics;
using System.Globalization;
using JourneyOrchestrator.Grains.Ports;
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

    /// <summary>What server it is and how it is set, in a line for people.</summary>
    /// <exception cref="PostgresUnusableException">The server can't be reached, or acknowledges what is not on disk.</exception>
    public static Task<string> DescribeAsync(PostgresStoreOptions options, CancellationToken cancel = default) => LookAsync(options, async (connection, name) =>
    {
        await Durability.EnsureAsync(connection, name).ConfigureAwait(false);
        var began = Stopwatch.GetTimestamp();
        var commit = (await connection.AllAsync("SELECT current_setting('synchronous_commit')", row => row.GetString(0)).ConfigureAwait(false))[0];
        return string.Create(CultureInfo.InvariantCulture, $"{connection.PostgreSqlVersion} at {name}, synchronous_commit = {commit}, {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F2} ms a round trip");
    }, cancel);

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
