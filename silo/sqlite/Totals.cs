using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>What one transaction adds to the running totals: one update per batch.</summary>
internal sealed class Totals
{
    private long _customers;
    private long _entries;
    private long _lastCustomer;

    public void Count(TurnRecord turn)
    {
        _entries++;
        if (turn.Created is null) return;
        _customers++;
        _lastCustomer = Math.Max(_lastCustomer, turn.Customer);
    }

    public void Save(Database database) => Add(database, _lastCustomer, _customers, _entries);

    /// <summary>Takes what an erasure deleted off the totals; the last key stays.</summary>
    public static void Subtract(Database database, long customers, long entries) => Add(database, 0, -customers, -entries);

    public static long LastCustomer(Database database) => database.Query("SELECT last_customer FROM totals").Scalar();

    public static StoreCounts Read(Database database) => database.Query(
        """
        SELECT customers, entries,
          (SELECT count(*) FROM timers), (SELECT count(*) FROM outbox WHERE dead = 0), (SELECT count(*) FROM outbox WHERE dead = 1),
          (SELECT count(*) FROM topics), (SELECT coalesce(sum(followers), 0) FROM topics), (SELECT count(*) FROM set_aside)
        FROM totals
        """).First(row => new StoreCounts(row.Long(0), row.Long(1), row.Long(2), row.Long(3), row.Long(4), row.Long(5), row.Long(6), row.Long(7)))!;

    private static void Add(Database database, long lastCustomer, long customers, long entries) =>
        database.Query("UPDATE totals SET last_customer = max(last_customer, ?), customers = customers + ?, entries = entries + ?")
            .Bind(lastCustomer).Bind(customers).Bind(entries).Run();
}
