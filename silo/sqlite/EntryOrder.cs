using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The order of all entries over all customers: their row numbers, which grow with every commit.</summary>
internal static class EntryOrder
{
    // No customer has this key: a row of it only holds a place.
    private const long Nobody = 0;

    public static IReadOnlyList<PlacedEntry> After(Database database, long position, int limit) => database.Query(
        """
        SELECT seq, at, time, input_hash, content_hash, body, sealed, sealer, rowid, customer FROM entries
        WHERE rowid > ? AND customer <> ? ORDER BY rowid LIMIT ?
        """).Bind(position).Bind(Nobody).Bind(limit).All(row => new PlacedEntry(row.Long(8), row.Long(9), new EntryRecord(
            row.Long(0), row.Long(1), row.Long(2), row.Long(3), row.Long(4), row.Bytes(5), row.BytesOrNull(6), row.Long(7))));

    public static long Last(Database database) => database.Query("SELECT COALESCE(MAX(rowid), 0) FROM entries").Scalar();

    /// <summary>After rows were deleted: SQLite gives out the number after the highest one there is, so an empty row keeps the highest there was.
    /// Else whoever has read up to it would miss what comes next.</summary>
    public static void Keep(Database database, long last)
    {
        if (Last(database) == last) return;
        database.Query("INSERT OR REPLACE INTO entries(rowid, customer, seq, at, time, input_hash, content_hash, sealer, body) VALUES(?, ?, 0, 0, 0, 0, 0, 0, '{}')")
            .Bind(last).Bind(Nobody).Run();
    }
}
