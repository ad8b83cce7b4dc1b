using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Effects waiting for their senders, and dead letters.</summary>
internal static class OutboxTable
{
    private const string Columns =
        "SELECT id, customer, kind, not_before, use_until, supersession, attempts, error, sealed, trace FROM outbox ";

    public static void Insert(Database database, long customer, OutboxRow row, string? trace)
    {
        var query = database.Query(trace is null
            ? "INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, sealed) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
            : "INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, sealed, trace) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(row.Id).Bind(customer).Bind(row.Kind).Bind(row.NotBefore).Bind(row.NotBefore).Bind(row.UseUntil).Bind(row.SupersessionKey).Bind(row.Sealed);
        if (trace is not null) query.Bind(trace);
        query.Run();
    }

    /// <summary>Marks the queued effects that a newer one replaces; one that is with a sender can't be called back.</summary>
    public static void Supersede(
        Database database, long customer, OutboxRow newer, long now, OutboxLeases leases, List<SupersededEffect> superseded)
    {
        var queued = database.Query("SELECT id FROM outbox WHERE customer = ? AND supersession = ? AND supersession <> 0 AND dead = 0")
            .Bind(customer).Bind(newer.SupersessionKey).All(row => row.Text(0));
        foreach (var id in queued)
        {
            if (leases.IsHeld(id, now)) continue;
            database.Query("UPDATE outbox SET use_until = ?, supersession = 0, next_try = ? WHERE id = ?").Bind(OutboxRow.Superseded).Bind(now).Bind(id).Run();
            superseded.Add(new SupersededEffect(customer, id));
        }
    }

    public static void Settle(Database database, IReadOnlyList<string> ids)
    {
        foreach (var id in ids) Delete(database, id);
    }

    public static IReadOnlyList<OutboxItem> Lease(Database database, OutboxLeases leases, string kind, long now, long until, int limit)
    {
        leases.Prune(now);
        // Those lent out are still in the index: look past as many of them as there are.
        var due = database.Query(Columns + "WHERE dead = 0 AND kind = ? AND next_try <= ? ORDER BY next_try, rowid LIMIT ?")
            .Bind(kind).Bind(now).Bind((long)limit + leases.Count).All(Item);
        due.RemoveAll(item => leases.IsHeld(item.Row.Id, now));
        if (due.Count > limit) due.RemoveRange(limit, due.Count - limit);
        foreach (var item in due) leases.Take(item.Row.Id, until);
        return due;
    }

    public static long Next(Database database, string kind, long now) => database.Query(
        "SELECT next_try FROM outbox WHERE dead = 0 AND kind = ? AND next_try > ? ORDER BY next_try LIMIT 1").Bind(kind).Bind(now).Scalar(absent: long.MaxValue);

    public static int Postpone(Database database, IReadOnlyList<OutboxPostponement> items)
    {
        var update = database.Query("UPDATE outbox SET next_try = ?, attempts = ?, error = ?, dead = ? WHERE id = ?");
        foreach (var item in items)
            update.Bind(item.NextTry).Bind(item.Attempts).Bind(item.Error).Bind(item.Dead ? 1 : 0).Bind(item.Id).Run();
        return items.Count;
    }

    public static IReadOnlyList<OutboxItem> Dead(Database database, string after, int limit) =>
        database.Query(Columns + "WHERE dead = 1 AND id > ? ORDER BY id LIMIT ?").Bind(after).Bind(limit).All(Item);

    public static bool Requeue(Database database, string id, long now) =>
        database.Query("UPDATE outbox SET dead = 0, attempts = 0, next_try = ? WHERE id = ? AND dead = 1").Bind(now).Bind(id).Changes() == 1;

    private static void Delete(Database database, string id) => database.Query("DELETE FROM outbox WHERE id = ?").Bind(id).Run();

    private static OutboxItem Item(Statement row) => new(
        row.Long(1),
        new OutboxRow(row.Text(0), row.Text(2), row.Long(3), row.Long(4), row.Long(5), row.Bytes(8)),
        (int)row.Long(6),
        row.TextOrNull(7),
        row.TextOrNull(9));
}
