using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The journal: rows in order of arrival, found by (customer, seq) or by (customer, input hash), each with its checksum.</summary>
internal static class EntryTable
{
    public const string InsertText = "INSERT INTO entries VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns = "SELECT seq, at, time, input_hash, content_hash, body, sealed, sealer, checksum";

    /// <summary>Columns that <see cref="Read"/> takes.</summary>
    public const int ColumnCount = 9;

    public static void Insert(Statement insert, long customer, EntryRecord entry) => insert
        .Bind(customer).Bind(entry.Seq).Bind(entry.At).Bind(entry.Time).Bind(entry.InputHash).Bind(entry.ContentHash).Bind(entry.Sealer)
        .BindUtf8(entry.Plain).Bind(entry.Sealed).Bind(Checksum.Of(customer, entry)).Run();

    public static IReadOnlyList<EntryRecord> After(Database database, long customer, long after, int limit) => database.Query(
        Columns + " FROM entries WHERE customer = ? AND seq > ? ORDER BY seq LIMIT ?").Bind(customer).Bind(after).Bind(limit).All(row => Read(row, customer));

    /// <exception cref="DamagedStoreException">The entry is not what was written.</exception>
    public static SeenInput? FindInput(Database database, long customer, long inputHash) => database.Query(
        Columns + " FROM entries WHERE customer = ? AND input_hash = ? AND input_hash <> 0 ORDER BY rowid LIMIT 1")
        .Bind(customer).Bind(inputHash).First(row => Read(row, customer)) switch
        {
            null => null,
            { Damage: { } damage } => throw new DamagedStoreException(damage),
            var entry => new SeenInput(entry.Seq, entry.ContentHash),
        };

    public static EntryRecord Read(Statement row, long customer) => Checksum.Checked(
        customer,
        new EntryRecord(row.Long(0), row.Long(1), row.Long(2), row.Long(3), row.Long(4), row.Bytes(5), row.BytesOrNull(6), row.Long(7)),
        row.IntOrNull(8));
}
