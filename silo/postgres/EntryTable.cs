using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>The journal: rows found by (customer, seq), by (customer, input hash) or by their place in the order of all commits, each with its checksum.</summary>
internal static class EntryTable
{
    /// <summary>The columns that <see cref="Entry"/> reads.</summary>
    public const string Select = "SELECT seq, at, time, input_hash, content_hash, body, sealed, sealer, checksum, position, customer FROM entries ";

    /// <summary>The fence has added the batch to the totals, so that the last position is that of the batch's last entry.</summary>
    public static void Insert(Script script, IReadOnlyList<TurnRecord> turns)
    {
        if (turns.Count == 0) return;
        script.Add(
            """
            INSERT INTO entries(position, customer, seq, at, time, input_hash, content_hash, sealer, body, sealed, checksum)
            SELECT t.last_position - $1 + e.place, e.customer, e.seq, e.at, e.time, e.input_hash, e.content_hash, e.sealer, e.body, e.sealed, e.checksum
            FROM totals t, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
              WITH ORDINALITY e(customer, seq, at, time, input_hash, content_hash, sealer, body, sealed, checksum, place)
            """,
            P((long)turns.Count), P(turns.Column(t => t.Customer)), P(turns.Column(t => t.Entry.Seq)), P(turns.Column(t => t.Entry.At)),
            P(turns.Column(t => t.Entry.Time)), P(turns.Column(t => t.Entry.InputHash)), P(turns.Column(t => t.Entry.ContentHash)),
            P(turns.Column(t => t.Entry.Sealer)), P(turns.Column(t => t.Entry.Plain)), P(turns.Column(t => t.Entry.Sealed)), P(turns.Column(t => Checksum.Of(t.Customer, t.Entry))));
    }

    /// <summary>Pages of customers.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<Page, IReadOnlyList<EntryRecord>>>> AfterAsync(NpgsqlDataSource source, IReadOnlyList<Page> pages)
    {
        var rows = await source.AllAsync(
            $"""
            SELECT e.*, p.place FROM unnest($1, $2, $3) WITH ORDINALITY p(customer, after, most, place), LATERAL (
              {Select} WHERE customer = p.customer AND seq > p.after ORDER BY seq LIMIT p.most) e
            ORDER BY p.place, e.seq
            """,
            row => (Place: row.GetInt64(11), Entry: Entry(row)), CancellationToken.None,
            P(pages.Column(p => p.Customer)), P(pages.Column(p => p.After)), P(pages.Column(p => p.Limit))).ConfigureAwait(false);
        return [.. rows.GroupBy(row => row.Place).Select(of => KeyValuePair.Create(pages[(int)of.Key - 1], (IReadOnlyList<EntryRecord>)[.. of.Select(row => row.Entry)]))];
    }

    /// <summary>At most so many entries of a customer that follow one.</summary>
    public readonly record struct Page(long Customer, long After, int Limit);

    public static ValueTask<IReadOnlyList<PlacedEntry>> InOrderAsync(NpgsqlDataSource source, long position, int limit, CancellationToken cancel) =>
        source.AllAsync(
            Select + "WHERE position > $1 ORDER BY position LIMIT $2", row => new PlacedEntry(row.GetInt64(9), row.GetInt64(10), Entry(row)), cancel, P(position), P(limit));

    /// <exception cref="DamagedStoreException">The entry is not what was written.</exception>
    public static async ValueTask<SeenInput?> FindInputAsync(NpgsqlDataSource source, long customer, long inputHash, CancellationToken cancel) => await source.FirstAsync(
        Select + "WHERE customer = $1 AND input_hash = $2 AND input_hash <> 0 ORDER BY seq LIMIT 1", Entry, cancel, P(customer), P(inputHash)).ConfigureAwait(false) switch
        {
            null => null,
            { Damage: { } damage } => throw new DamagedStoreException(damage),
            var entry => new SeenInput(entry.Seq, entry.ContentHash),
        };

    public static EntryRecord Entry(NpgsqlDataReader row) => Checksum.Checked(
        row.GetInt64(10),
        new EntryRecord(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.Bytes(5), row.BytesOrNull(6), row.GetInt64(7)),
        row.IntOrNull(8));
}
