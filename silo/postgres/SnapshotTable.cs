using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>The newest snapshot of each customer.</summary>
internal static class SnapshotTable
{
    public static void Put(Script script, IReadOnlyList<TurnRecord> turns)
    {
        var last = new Dictionary<long, SnapshotRow>();
        foreach (var turn in turns)
            if (turn.Snapshot is not null) last[turn.Customer] = turn.Snapshot;
        if (last.Count == 0) return;
        var rows = last.Values.ToList();
        script.Add(
            """
            INSERT INTO snapshots(customer, seq, schema, sealed, checksum) SELECT * FROM unnest($1, $2, $3, $4, $5)
            ON CONFLICT(customer) DO UPDATE SET seq = excluded.seq, schema = excluded.schema, sealed = excluded.sealed, checksum = excluded.checksum
            """, P([.. last.Keys]), P(rows.Column(s => s.Seq)), P(rows.Column(s => s.Schema)), P(rows.Column(s => s.Sealed)), P(last.Select(row => Checksum.Of(row.Key, row.Value)).ToArray()));
    }

    public static Task<long> DropAsync(NpgsqlConnection connection, params long[] customers) =>
        connection.ChangesAsync("DELETE FROM snapshots WHERE customer = ANY($1)", P(customers));

    public static ValueTask<SnapshotRow?> FindAsync(NpgsqlDataSource source, long customer, long schema, CancellationToken cancel) => source.FirstAsync(
        "SELECT seq, schema, sealed, checksum FROM snapshots WHERE customer = $1 AND schema = $2",
        row => Checksum.Checked(customer, new SnapshotRow(row.GetInt64(0), row.GetInt64(1), row.Bytes(2)), row.IntOrNull(3)), cancel, P(customer), P(schema));
}
