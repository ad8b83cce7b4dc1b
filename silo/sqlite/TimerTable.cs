using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Durable timers in the order in which they fall due.</summary>
internal static class TimerTable
{
    public static void Apply(Database database, long customer, TimerChange change, string? trace)
    {
        var query = database.Query(change switch
        {
            { Set: false } => "DELETE FROM timers WHERE due = ? AND customer = ? AND timer = ?",
            _ when trace is null => "INSERT OR IGNORE INTO timers(due, customer, timer) VALUES(?, ?, ?)",
            _ => "INSERT OR IGNORE INTO timers(due, customer, timer, trace) VALUES(?, ?, ?, ?)",
        }).Bind(change.Due).Bind(customer).Bind(change.Timer);
        if (change.Set && trace is not null) query.Bind(trace);
        query.Run();
    }

    public static IReadOnlyList<TimerRow> Due(Database database, long now, TimerRow after, int limit) => database.Query(
        """
        SELECT due, customer, timer, trace FROM timers
        WHERE (due, customer, timer) > (?, ?, ?) AND due <= ? ORDER BY due, customer, timer LIMIT ?
        """).Bind(after.Due).Bind(after.Customer).Bind(after.Timer).Bind(now).Bind(limit)
        .All(row => new TimerRow(row.Long(0), row.Long(1), row.Long(2), row.TextOrNull(3)));

    public static long Next(Database database, TimerRow after) => database.Query(
        "SELECT due FROM timers WHERE (due, customer, timer) > (?, ?, ?) ORDER BY due, customer, timer LIMIT 1")
        .Bind(after.Due).Bind(after.Customer).Bind(after.Timer).Scalar(absent: long.MaxValue);
}
