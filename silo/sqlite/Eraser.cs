using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Deletes a person's rows from every table. <c>secure_delete</c> overwrites them; the log is truncated
/// before the erasure counts as finished.</summary>
internal static class Eraser
{
    private static readonly (string Table, string Delete)[] Deletes =
    [
        ("entries", "DELETE FROM entries WHERE customer = ?"),
        ("snapshots", "DELETE FROM snapshots WHERE customer = ?"),
        ("timers", "DELETE FROM timers WHERE customer = ?"),
        ("outbox", "DELETE FROM outbox WHERE customer = ?"),
        ("tasks", "DELETE FROM tasks WHERE customer = ?"),
        ("setAside", "DELETE FROM set_aside WHERE customer = ?"),
        ("searchTerms", "DELETE FROM search_terms WHERE customer = ?"),
        ("follows", "DELETE FROM follows WHERE customer = ?"),
        ("catchUps", "DELETE FROM fan_outs WHERE only = ? AND only <> 0"),
        ("subscriptions", "DELETE FROM subscriptions WHERE customer = ?"),
        ("reads", "DELETE FROM reads WHERE customer = ?"),
        ("aliases", "DELETE FROM aliases WHERE customer = ?"),
        ("customers", "DELETE FROM customers WHERE key = ?"),
    ];

    public static Erasure Erase(Database database, long customer, byte[] idHash, TombstoneRow tombstone)
    {
        var removed = new Dictionary<string, long>(StringComparer.Ordinal);
        long[] persons = [customer, .. AliasTable.JoinedTo(database, customer)];
        long[] holders = [.. persons.SelectMany(person => Holders(database, person)).Distinct().Except(persons)];
        foreach (var holder in holders) database.Query("DELETE FROM snapshots WHERE customer = ?").Bind(holder).Run();
        var last = EntryOrder.Last(database);
        foreach (var person in persons)
        {
            TombstoneTable.Put(database, person == customer ? idHash : CustomerTable.IdHash(database, person), tombstone);
            EraseRows(database, person, removed);
            database.Query("INSERT OR IGNORE INTO erasures VALUES(?)").Bind(person).Run();
        }
        EntryOrder.Keep(database, last);
        Totals.Subtract(database, removed["customers"], removed["entries"]);
        return new Erasure(removed, holders);
    }

    private static void EraseRows(Database database, long person, Dictionary<string, long> removed)
    {
        FollowTable.Uncount(database, person);
        foreach (var (table, delete) in Deletes)
            removed[table] = removed.GetValueOrDefault(table) + database.Query(delete).Bind(person).Changes();
    }

    public static IReadOnlyList<long> Holders(Database database, long customer) =>
        database.Query("SELECT DISTINCT customer FROM entries WHERE sealer = ? AND sealer <> 0 AND customer <> ?")
            .Bind(customer).Bind(customer).All(row => row.Long(0));

    public static IReadOnlyList<long> Open(Database database) =>
        database.Query("SELECT customer FROM erasures ORDER BY customer").All(row => row.Long(0));

    public static bool Close(Database database, long customer) =>
        database.Query("DELETE FROM erasures WHERE customer = ?").Bind(customer).Changes() == 1;

    /// <summary>Writes the log back into the database and empties it.</summary>
    public static bool CleanLog(Database database) =>
        database.Query("PRAGMA wal_checkpoint(TRUNCATE)").Scalar() == 0
            ? true
            : throw new IOException("The rows are deleted, but another process reads the store, so that its log can't be cleaned. Stop it and erase again.");
}
