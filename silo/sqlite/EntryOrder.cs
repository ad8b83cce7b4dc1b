using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The order of all entries over all customers: their row numbers, which grow with every commit.</summary>
internal static class EntryOrder
{
    private const int PageSize = 1_000;

    // No customer has this key: a row of it only holds a place.
    private const long Nobody = 0;

    public static IReadOnlyList<PlacedEntry> After(Database database, long position, int limit) => database.Query(
        EntryTable.Columns + ", rowid, customer FROM entries WHERE rowid > ? AND customer <> ? ORDER BY rowid LIMIT ?")
        .Bind(position).Bind(Nobody).Bind(limit).All(row =>
        {
            var customer = row.Long(EntryTable.ColumnCount + 1);
            return new PlacedEntry(row.Long(EntryTable.ColumnCount), customer, EntryTable.Read(row, customer));
        });

    /// <summary>All entries, read page by page.</summary>
    public static IEnumerable<PlacedEntry> All(Database database)
    {
        var position = 0L;
        for (var more = true; more;)
        {
            var page = After(database, position, PageSize);
            foreach (var row in page) yield return row;
            more = page.Count == PageSize;
            if (more) position = page[^1].Position;
        }
    }

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
