using System.Diagnostics;
using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>A server as the user of a journal sees it.</summary>
/// <param name="Name">Host, port and database.</param>
/// <param name="Commit">What <c>synchronous_commit</c> is there; a host does not let it be <c>off</c>.</param>
/// <param name="HasStandbys">Some standby has to confirm each commit.</param>
/// <param name="ConnectionsLeft">For users who are no superusers.</param>
/// <param name="OldestTransaction">For how long the oldest transaction in the database has been open, of those that this user may see; null: none is.</param>
public sealed record ServerState(
    Version Version, string Name, string Commit, bool HasStandbys, bool FullPageWrites, bool Autovacuum, long ConnectionsLeft, TimeSpan? OldestTransaction, TimeSpan RoundTrip)
{
    /// <exception cref="PostgresUnusableException">The server acknowledges what is not on disk.</exception>
    internal static async Task<ServerState> OfAsync(NpgsqlConnection connection, string name)
    {
        var state = (await connection.AllAsync(
            """
            SELECT current_setting('synchronous_commit'), current_setting('synchronous_standby_names') <> '', current_setting('full_page_writes') = 'on',
              current_setting('autovacuum') = 'on' AND current_setting('track_counts') = 'on',
              current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint - coalesce(current_setting('reserved_connections', true), '0')::bigint
                - (SELECT count(*) FROM pg_stat_activity WHERE datid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'),
              (SELECT extract(epoch FROM max(clock_timestamp() - began))::float8 FROM (
                SELECT xact_start FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                UNION ALL SELECT prepared FROM pg_prepared_xacts WHERE database = current_database()) open(began))
            """,
            row => new ServerState(
                connection.PostgreSqlVersion, name, row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.GetInt64(4),
                row.IsDBNull(5) ? null : TimeSpan.FromSeconds(row.GetDouble(5)), default)).ConfigureAwait(false))[0];
        await Durability.EnsureAsync(connection, name).ConfigureAwait(false);
        var began = Stopwatch.GetTimestamp();
        await connection.ChangesAsync("SELECT 1").ConfigureAwait(false);
        return state with { RoundTrip = Stopwatch.GetElapsedTime(began) };
    }
}
