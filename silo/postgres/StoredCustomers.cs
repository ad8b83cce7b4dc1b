using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>All that brings customers into memory, in one statement: so it is of one moment, and takes one round trip.</summary>
internal static class StoredCustomers
{
    // A customer's own row comes first: the snapshot stands in it, and until when a tombstone of an unknown one counts.
    private const string Text =
        $"""
        WITH asked AS (
          SELECT a.place, a.most, c.key, t.expires, s.seq, s.schema, s.sealed, s.checksum
          FROM unnest($1, $2, $3) WITH ORDINALITY a(id_hash, schema, most, place)
            LEFT JOIN customers c ON c.id_hash = a.id_hash
            LEFT JOIN snapshots s ON s.customer = c.key AND s.schema = a.schema
            LEFT JOIN tombstones t ON t.id_hash = a.id_hash AND c.key IS NULL)
        SELECT seq, schema, expires, NULL::bigint, NULL::bigint, NULL::bytea, sealed, NULL::bigint, checksum, NULL::bigint, key, place, 0 AS part
        FROM asked WHERE key IS NOT NULL OR expires IS NOT NULL
        UNION ALL
        SELECT e.*, a.place, 1 FROM asked a, LATERAL ({EntryTable.Select} WHERE customer = a.key AND seq > coalesce(a.seq, 0) ORDER BY seq LIMIT a.most) e
        ORDER BY place, part, seq
        """;

    public static async Task<IReadOnlyList<KeyValuePair<Asked, Found>>> FindAsync(NpgsqlDataSource source, IReadOnlyList<Asked> asked)
    {
        var found = new List<KeyValuePair<Asked, Found>>(asked.Count);
        await source.AllAsync(Text, row =>
        {
            if (row.GetInt32(12) == 0) found.Add(KeyValuePair.Create(asked[(int)row.GetInt64(11) - 1], Customer(row)));
            else found[^1].Value.Entries.Add(EntryTable.Entry(row));
            return 0;
        }, CancellationToken.None, P(asked.Column(a => a.IdHash)), P(asked.Column(a => a.Schema)), P(asked.Column(a => a.Limit))).ConfigureAwait(false);
        return found;
    }

    private static Found Customer(NpgsqlDataReader row)
    {
        if (row.IsDBNull(10)) return new Found(0, row.GetInt64(2), null);
        var key = row.GetInt64(10);
        return new Found(key, 0, row.IsDBNull(0) ? null : Checksum.Checked(key, new SnapshotRow(row.GetInt64(0), row.GetInt64(1), row.Bytes(6)), row.IntOrNull(8)));
    }

    public readonly record struct Asked(byte[] IdHash, long Schema, int Limit)
    {
        public static readonly IEqualityComparer<Asked> Comparer = EqualityComparer<Asked>.Create(
            (x, y) => (x.Schema, x.Limit) == (y.Schema, y.Limit) && IdHashes.Comparer.Equals(x.IdHash, y.IdHash), asked => IdHashes.Comparer.GetHashCode(asked.IdHash));
    }

    /// <param name="ErasedUntil">Unix microseconds; 0: no tombstone.</param>
    public sealed record Found(long Key, long ErasedUntil, SnapshotRow? Snapshot)
    {
        public static readonly Found Nothing = new(0, 0, null);

        public List<EntryRecord> Entries { get; } = [];

        public StoredCustomer At(long now) => Key == 0 ? StoredCustomer.Missing(ErasedUntil > now) : new StoredCustomer(Key, false, Snapshot, Entries);
    }
}
