using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>The journal: rows found by (customer, seq), by (customer, input hash) or by their place in the order of all commits.</summary>
internal static class EntryTable
{
    private const string Columns = "SELECT seq, at, time, input_hash, content_hash, body, sealed, sealer, position, customer FROM entries ";

    /// <summary>The fence has added the batch to the totals, so that the last position is that of the batch's last entry.</summary>
    public static void Insert(Script script, IReadOnlyList<TurnRecord> turns)
    {
        if (turns.Count == 0) return;
        script.Add(
            """
            INSERT INTO entries(position, customer, seq, at, time, input_hash, content_hash, sealer, body, sealed)
            SELECT t.last_position - $1 + e.place, e.customer, e.seq, e.at, e.time, e.input_hash, e.content_hash, e.sealer, e.body, e.sealed
            FROM totals t, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
              WITH ORDINALITY e(customer, seq, at, time, input_hash, content_hash, sealer, body, sealed, place)
            """,
            P((long)turns.Count), P(turns.Column(t => t.Customer)), P(turns.Column(t => t.Entry.Seq)), P(turns.Column(t => t.Entry.At)),
            P(turns.Column(t => t.Entry.Time)), P(turns.Column(t => t.Entry.InputHash)), P(turns.Column(t => t.Entry.ContentHash)),
            P(turns.Column(t => t.Entry.Sealer)), P(turns.Column(t => t.Entry.Plain)), P(turns.Column(t => t.Entry.Sealed)));
    }

    public static ValueTask<IReadOnlyList<EntryRecord>> AfterAsync(NpgsqlDataSource source, long customer, long after, int limit, CancellationToken cancel) =>
        source.AllAsync(Columns + "WHERE customer = $1 AND seq > $2 ORDER BY seq LIMIT $3", Entry, cancel, P(customer), P(after), P(limit));

    public static ValueTask<IReadOnlyList<PlacedEntry>> InOrderAsync(NpgsqlDataSource source, long position, int limit, CancellationToken cancel) =>
        source.AllAsync(
            Columns + "WHERE position > $1 ORDER BY position LIMIT $2", row => new PlacedEntry(row.GetInt64(8), row.GetInt64(9), Entry(row)), cancel, P(position), P(limit));

    public static ValueTask<SeenInput?> FindInputAsync(NpgsqlDataSource source, long customer, long inputHash, CancellationToken cancel) => source.FirstAsync(
        "SELECT seq, content_hash FROM entries WHERE customer = $1 AND input_hash = $2 AND input_hash <> 0 ORDER BY seq LIMIT 1",
        row => (SeenInput?)new SeenInput(row.GetInt64(0), row.GetInt64(1)), cancel, P(customer), P(inputHash));

    private static EntryRecord Entry(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.Bytes(5), row.BytesOrNull(6), row.GetInt64(7));
}
