using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The order of all entries over all customers: their row numbers, which grow with every commit.</summary>
internal static class EntryOrder
{
    // No customer has this key: a row of it only holds a place.
    private const long Nobody = 0;

    public static IReadOnlyList<PlacedEntry> After(Database database, long position, int limit) => database.Query(
        EntryTable.Columns + ", rowid, customer FROM entries WHERE rowid > ? AND customer <> ? ORDER BY rowid LIMIT ?")
        .Bind(position).Bind(Nobody).Bind(limit).All(row =>
        {
            var customer = row.Long(EntryTable.ColumnCount + 1);
            return new PlacedEntry(row.Long(EntryTable.ColumnCount), customer, EntryTable.Read(row, customer));
        });

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
