using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Running totals, and what is counted when it is asked for.</summary>
internal static class Totals
{
    public static ValueTask<long> LastCustomerAsync(NpgsqlDataSource source, CancellationToken cancel) =>
        source.ScalarAsync("SELECT last_customer FROM totals", [], cancel);

    public static ValueTask<long> LastPositionAsync(NpgsqlDataSource source, CancellationToken cancel) =>
        source.ScalarAsync("SELECT last_position FROM totals", [], cancel);

    public static async Task<Guid> StoreAsync(NpgsqlConnection connection) =>
        (await connection.AllAsync("SELECT store FROM totals", row => row.GetGuid(0)).ConfigureAwait(false))[0];

    public static async ValueTask<StoreCounts> ReadAsync(NpgsqlDataSource source, CancellationToken cancel) => (await source.FirstAsync(
        """
        SELECT customers, entries, (SELECT count(*) FROM timers), (SELECT count(*) FROM outbox WHERE NOT dead), (SELECT count(*) FROM outbox WHERE dead),
          (SELECT count(*) FROM topics), (SELECT coalesce(sum(followers), 0)::bigint FROM topics), (SELECT count(*) FROM set_aside)
        FROM totals
        """,
        row => new StoreCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)), cancel).ConfigureAwait(false))!;
}
