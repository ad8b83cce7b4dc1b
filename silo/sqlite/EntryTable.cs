using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The journal: rows in order of arrival, found by (customer, seq) or by (customer, input hash).</summary>
internal static class EntryTable
{
    public static void Insert(Statement insert, long customer, EntryRecord entry) => insert
        .Bind(customer).Bind(entry.Seq).Bind(entry.At).Bind(entry.Time).Bind(entry.InputHash).Bind(entry.ContentHash).Bind(entry.Sealer)
        .BindUtf8(entry.Plain).Bind(entry.Sealed).Run();

    public static IReadOnlyList<EntryRecord> After(Database database, long customer, long after, int limit) => database.Query(
        """
        SELECT seq, at, time, input_hash, content_hash, body, sealed, sealer FROM entries
        WHERE customer = ? AND seq > ? ORDER BY seq LIMIT ?
        """).Bind(customer).Bind(after).Bind(limit).All(row => new EntryRecord(
            row.Long(0), row.Long(1), row.Long(2), row.Long(3), row.Long(4), row.Bytes(5), row.BytesOrNull(6), row.Long(7)));

    public static SeenInput? FindInput(Database database, long customer, long inputHash) => database.Query(
        "SELECT seq, content_hash FROM entries WHERE customer = ? AND input_hash = ? AND input_hash <> 0 ORDER BY rowid LIMIT 1")
        .Bind(customer).Bind(inputHash).First(row => (SeenInput?)new SeenInput(row.Long(0), row.Long(1)));
}
