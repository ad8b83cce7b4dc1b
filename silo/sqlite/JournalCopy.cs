using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Looks into a journal file beside its store: a copy, or that of a running host.</summary>
public static class JournalCopy
{
    /// <summary>Everybody who was erased, in order of time.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<ErasedPerson> Erased(string path) => Read(path, database =>
        database.Query("SELECT id_hash, receipt, purpose, at, expires FROM tombstones ORDER BY at, receipt")
            .All(row => new ErasedPerson(row.Bytes(0), new TombstoneRow(row.Text(1), row.Text(2), row.Long(3), row.Long(4)))));

    /// <summary>Customers and entries in a copy.</summary>
    public static (long Customers, long Entries) Counts(string path) => Read(path, database =>
    {
        var counts = Totals.Read(database);
        return (counts.Customers, counts.Entries);
    });

    /// <summary>The first entry or snapshot in a copy that does not have its checksum, for which nobody needs its key; null: there is none.</summary>
    public static string? Damage(string path) => Read(path, database =>
        database.Query("SELECT 1 FROM pragma_table_info('entries') WHERE name = 'checksum'").Scalar() == 0
            ? null   // of an older version, whose host has not been started anew
            : DamagedEntry(database) ?? DamagedSnapshot(database));

    private static string? DamagedEntry(Database database) => EntryOrder.All(database).Select(row => row.Entry.Damage).FirstOrDefault(damage => damage is not null);

    private static string? DamagedSnapshot(Database database)
    {
        foreach (var (customer, schema) in database.Query("SELECT customer, schema FROM snapshots").All(row => (row.Long(0), row.Long(1))))
            if (SnapshotTable.Find(database, customer, schema)?.Damage is { } damage) return damage;
        return null;
    }

    /// <summary>Id hashes of customers in a copy whose key is in no file of keys.</summary>
    public static IReadOnlyList<(long Customer, byte[] IdHash)> WithoutKey(string path, string keys) => Read(path, database =>
    {
        database.Query("ATTACH ? AS beside").Bind(keys).Run();
        return database.Query("SELECT key, id_hash FROM customers WHERE NOT EXISTS (SELECT 1 FROM beside.keys k WHERE k.key = customers.key)")
            .All(row => (row.Long(0), row.Bytes(1)));
    });

    /// <summary>What waits in it, and for how long.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static JournalState State(string path) => Read(path, database => database.Snapshot(seen => new JournalState(
        Migrations.VersionOf(seen), Migrations.Latest,
        Moment(seen, "SELECT at FROM entries ORDER BY rowid DESC LIMIT 1"),
        Moment(seen, "SELECT min(due) FROM timers"),
        seen.Query("SELECT count(*) FROM outbox WHERE dead = 0").Scalar(),
        Moment(seen, "SELECT min(not_before) FROM outbox WHERE dead = 0"),
        seen.Query("SELECT count(*) FROM outbox WHERE dead = 1").Scalar(),
        seen.Query("SELECT count(*) FROM erasures").Scalar())));

    /// <summary>Null: the query finds none.</summary>
    private static DateTimeOffset? Moment(Database database, string query) =>
        database.Query(query).Scalar(absent: long.MaxValue) is var at and < long.MaxValue ? UnixTime.FromMicroseconds(at) : null;

    private static T Read<T>(string path, Func<Database, T> read)
    {
        try
        {
            using var database = new Database(path, readOnly: true, []);
            return read(database);
        }
        catch (Microsoft.Data.Sqlite.SqliteException error)
        {
            throw new IOException($"{path}: {error.Message}", error);
        }
    }
}
