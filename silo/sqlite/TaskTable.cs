using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The shared inbox of human tasks.</summary>
internal static class TaskTable
{
    public static void Put(Database database, long customer, TaskRow task) => database.Query(
        """
        INSERT INTO tasks VALUES(?, ?, ?, ?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET customer = excluded.customer, role = excluded.role, status = excluded.status, due = excluded.due, sealed = excluded.sealed
        """).Bind(task.Id).Bind(customer).Bind(task.Role).Bind(task.Status).Bind(task.Due).Bind(task.Sealed).Run();

    public static IReadOnlyList<TaskItem> List(
        Database database, string? role, string? status, long customer, string after, int limit)
    {
        // One text per set of filters, so that each finds its index.
        var query = database.Query("SELECT id, customer, role, status, due, sealed FROM tasks WHERE id > ?"
            + (status is null ? " AND status <> 'gone'" : " AND status = ?") + (role is null ? "" : " AND role = ?") + (customer == 0 ? "" : " AND customer = ?")
            + " ORDER BY id LIMIT ?").Bind(after);
        if (status is not null) query.Bind(status);
        if (role is not null) query.Bind(role);
        if (customer != 0) query.Bind(customer);
        return query.Bind(limit).All(row => new TaskItem(
            row.Long(1), new TaskRow(row.Text(0), row.Text(2), row.Text(3), row.Long(4), row.Bytes(5))));
    }
}
