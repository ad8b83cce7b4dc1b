using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Who read personal data.</summary>
internal static class ReadTable
{
    /// <summary>Old rows dropped at a time, so that no commit waits long.</summary>
    private const int DropMax = 1_000;

    /// <summary>Somebody who was erased meanwhile is left out.</summary>
    public static long Add(Database database, IReadOnlyList<ReadRow> reads, long before)
    {
        foreach (var read in reads)
            database.Query(
                """
                INSERT INTO reads(customer, minute, reader, call, count) SELECT key, ?, ?, ?, ? FROM customers WHERE key = ?
                ON CONFLICT(customer, minute, reader, call) DO UPDATE SET count = count + excluded.count
                """).Bind(read.Minute).Bind(read.Reader).Bind(read.Call).Bind(read.Count).Bind(read.Customer).Run();
        return database.Query("DELETE FROM reads WHERE id IN (SELECT id FROM reads WHERE minute < ? LIMIT ?)").Bind(before).Bind(DropMax).Changes();
    }

    public static IReadOnlyList<PlacedRead> After(Database database, long customer, long since, long after, int limit) => database.Query(
        """
        SELECT id, customer, minute, reader, call, count FROM reads
        WHERE customer IN (SELECT ?1 UNION ALL SELECT customer FROM aliases WHERE survivor = ?1) AND minute >= ?2 AND id > ?3
        ORDER BY id LIMIT ?4
        """).Bind(customer).Bind(since).Bind(after).Bind(limit)
        .All(row => new PlacedRead(row.Long(0), new ReadRow(row.Long(1), row.Long(2), row.Text(3), row.Text(4), row.Long(5))));
}
