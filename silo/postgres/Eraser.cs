using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Deletes a person's rows from every table. What the server's files, its log and its standbys still hold of them until VACUUM and the log's own
/// end holds nothing personal in the clear: it is sealed under the key that is destroyed before the erasure counts as finished.</summary>
internal static class Eraser
{
    private static readonly (string Table, string Delete)[] Deletes =
    [
        ("entries", "DELETE FROM entries WHERE customer = $1"),
        ("snapshots", "DELETE FROM snapshots WHERE customer = $1"),
        ("timers", "DELETE FROM timers WHERE customer = $1"),
        ("outbox", "DELETE FROM outbox WHERE customer = $1"),
        ("tasks", "DELETE FROM tasks WHERE customer = $1"),
        ("setAside", "DELETE FROM set_aside WHERE customer = $1"),
        ("searchTerms", "DELETE FROM search_terms WHERE customer = $1"),
        ("follows", "DELETE FROM follows WHERE customer = $1"),
        ("catchUps", "DELETE FROM fan_outs WHERE follower = $1 AND follower <> 0"),
        ("subscriptions", "DELETE FROM subscriptions WHERE customer = $1"),
        ("reads", "DELETE FROM reads WHERE customer = $1"),
        ("aliases", "DELETE FROM aliases WHERE customer = $1"),
        ("customers", "DELETE FROM customers WHERE key = $1"),
    ];

    private const string HoldersOf = "SELECT DISTINCT customer FROM entries WHERE sealer = ANY($1) AND sealer <> 0 AND customer <> ALL($1) ORDER BY customer";

    /// <summary>Runs in the caller's transaction.</summary>
    public static async Task<Erasure> EraseAsync(NpgsqlConnection connection, Sharing sharing, long customer, byte[] idHash, TombstoneRow tombstone)
    {
        var removed = new Dictionary<string, long>(StringComparer.Ordinal);
        await sharing.OrderAsync(connection).ConfigureAwait(false);
        var joined = await connection.AllAsync("SELECT customer FROM aliases WHERE survivor = $1 ORDER BY customer", row => row.GetInt64(0), P(customer)).ConfigureAwait(false);
        long[] persons = [customer, .. joined];
        var holders = await connection.AllAsync(HoldersOf, row => row.GetInt64(0), P(persons)).ConfigureAwait(false);
        await SnapshotTable.DropAsync(connection, [.. holders]).ConfigureAwait(false);
        foreach (var person in persons)
        {
            await PutTombstoneAsync(connection, person == customer ? idHash : await IdHashAsync(connection, person).ConfigureAwait(false), tombstone).ConfigureAwait(false);
            await connection.ChangesAsync(
                "UPDATE topics t SET followers = t.followers - 1 FROM follows w WHERE w.topic = t.key AND w.customer = $1", P(person)).ConfigureAwait(false);
            foreach (var (table, delete) in Deletes)
                removed[table] = removed.GetValueOrDefault(table) + await connection.ChangesAsync(delete, P(person)).ConfigureAwait(false);
            await using var open = new Script(connection);
            sharing.Tell(open, 'x', person).Add("INSERT INTO erasures(customer) VALUES($1) ON CONFLICT DO NOTHING", P(person));
            await open.RunAsync().ConfigureAwait(false);
        }
        await connection.ChangesAsync(
            "UPDATE totals SET customers = customers - $1, entries = entries - $2", P(removed["customers"]), P(removed["entries"])).ConfigureAwait(false);
        return new Erasure(removed, holders);
    }

    public static ValueTask<IReadOnlyList<long>> HoldersAsync(NpgsqlDataSource source, long customer, CancellationToken cancel) =>
        source.AllAsync(HoldersOf, row => row.GetInt64(0), cancel, P([customer]));

    public static ValueTask<IReadOnlyList<long>> OpenAsync(NpgsqlDataSource source, CancellationToken cancel) =>
        source.AllAsync("SELECT customer FROM erasures ORDER BY customer", row => row.GetInt64(0), cancel);

    public static Task<long> CloseAsync(NpgsqlConnection connection, long customer) =>
        connection.ChangesAsync("DELETE FROM erasures WHERE customer = $1", P(customer));

    public static ValueTask<TombstoneRow?> TombstoneAsync(NpgsqlDataSource source, byte[] idHash, long now, CancellationToken cancel) => source.FirstAsync(
        "SELECT receipt, purpose, at, expires FROM tombstones WHERE id_hash = $1 AND expires > $2",
        row => new TombstoneRow(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)), cancel, P(idHash), P(now));

    private static Task<long> PutTombstoneAsync(NpgsqlConnection connection, byte[] idHash, TombstoneRow tombstone) => connection.ChangesAsync(
        """
        INSERT INTO tombstones(id_hash, receipt, purpose, at, expires) VALUES($1, $2, $3, $4, $5)
        ON CONFLICT(id_hash) DO UPDATE SET receipt = excluded.receipt, purpose = excluded.purpose, at = excluded.at, expires = excluded.expires
        """, P(idHash), P(tombstone.Receipt), P(tombstone.Purpose), P(tombstone.At), P(tombstone.Expires));

    private static async Task<byte[]> IdHashAsync(NpgsqlConnection connection, long customer) =>
        await connection.AllAsync("SELECT id_hash FROM customers WHERE key = $1", row => row.Bytes(0), P(customer)).ConfigureAwait(false) is [var hash]
            ? hash
            : throw new InvalidOperationException($"Customer {customer} was joined to another and is not there.");
}
