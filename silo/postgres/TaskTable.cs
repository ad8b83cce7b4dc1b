using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>The shared inbox of human tasks.</summary>
internal static class TaskTable
{
    public static void Put(Script script, IReadOnlyList<TurnRecord> turns)
    {
        var last = new Dictionary<string, (long Customer, TaskRow Row)>(StringComparer.Ordinal);
        foreach (var turn in turns)
            foreach (var task in turn.Tasks) last[task.Id] = (turn.Customer, task);
        if (last.Count == 0) return;
        var rows = last.Values.ToList();
        script.Add(
            """
            INSERT INTO tasks(id, customer, role, status, due, sealed) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
            ON CONFLICT(id) DO UPDATE SET customer = excluded.customer, role = excluded.role, status = excluded.status, due = excluded.due, sealed = excluded.sealed
            """,
            P(rows.Column(t => t.Row.Id)), P(rows.Column(t => t.Customer)), P(rows.Column(t => t.Row.Role)), P(rows.Column(t => t.Row.Status)),
            P(rows.Column(t => t.Row.Due)), P(rows.Column(t => t.Row.Sealed)));
    }

    public static ValueTask<IReadOnlyList<TaskItem>> ListAsync(
        NpgsqlDataSource source, string? role, string? status, long customer, string after, int limit, CancellationToken cancel)
    {
        // One text per set of filters, so that each finds its index.
        var (sql, parameters) = ("SELECT id, customer, role, status, due, sealed FROM tasks WHERE id > $1", new List<NpgsqlParameter> { P(after) });
        if (status is null) sql += " AND status <> 'gone'";
        else Where("status", P(status));
        if (role is not null) Where("role", P(role));
        if (customer != 0) Where("customer", P(customer));
        parameters.Add(P(limit));
        return source.AllAsync(
            $"{sql} ORDER BY id LIMIT ${parameters.Count}",
            row => new TaskItem(row.GetInt64(1), new TaskRow(row.GetString(0), row.GetString(2), row.GetString(3), row.GetInt64(4), row.Bytes(5))), cancel, [.. parameters]);

        void Where(string column, NpgsqlParameter value)
        {
            parameters.Add(value);
            sql += $" AND {column} = ${parameters.Count}";
        }
    }
}
