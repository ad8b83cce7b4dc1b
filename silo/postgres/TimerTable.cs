using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Durable timers in the order in which they fall due.</summary>
internal static class TimerTable
{
    /// <summary>What became of a timer in a batch: whether it was withdrawn at some time, and whether it is set at the end.</summary>
    private record struct Outcome(bool Withdrawn, bool Set, string? Trace);

    public static void Apply(Script script, IReadOnlyList<TurnRecord> turns)
    {
        var outcomes = new Dictionary<(long Due, long Customer, long Timer), Outcome>();
        foreach (var turn in turns)
            foreach (var change in turn.Timers) Follow(outcomes, (change.Due, change.Owner == 0 ? turn.Customer : change.Owner, change.Timer), change.Set, turn.Trace);
        List<(long Due, long Customer, long Timer)> gone = [.. outcomes.Where(timer => timer.Value.Withdrawn).Select(timer => timer.Key)];
        var set = outcomes.Where(timer => timer.Value.Set).ToList();
        if (gone.Count > 0)
            script.Add(
                "DELETE FROM timers t USING unnest($1, $2, $3) g(due, customer, timer) WHERE t.due = g.due AND t.customer = g.customer AND t.timer = g.timer",
                P(gone.Column(t => t.Due)), P(gone.Column(t => t.Customer)), P(gone.Column(t => t.Timer)));
        if (set.Count > 0)
            script.Add(
                "INSERT INTO timers(due, customer, timer, trace) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                P(set.Column(t => t.Key.Due)), P(set.Column(t => t.Key.Customer)), P(set.Column(t => t.Key.Timer)), P(set.Column(t => t.Value.Trace)));
    }

    private static void Follow(Dictionary<(long, long, long), Outcome> outcomes, (long, long, long) key, bool set, string? trace)
    {
        var before = outcomes.GetValueOrDefault(key);
        if (!set) outcomes[key] = new Outcome(Withdrawn: true, Set: false, null);
        else if (!before.Set) outcomes[key] = before with { Set = true, Trace = trace };   // one that is set already stays as it is
    }

    public static ValueTask<IReadOnlyList<TimerRow>> DueAsync(NpgsqlDataSource source, long now, TimerRow after, int limit, CancellationToken cancel) => source.AllAsync(
        "SELECT due, customer, timer, trace FROM timers WHERE (due, customer, timer) > ($1, $2, $3) AND due <= $4 ORDER BY due, customer, timer LIMIT $5",
        row => new TimerRow(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.TextOrNull(3)), cancel,
        P(after.Due), P(after.Customer), P(after.Timer), P(now), P(limit));

    public static ValueTask<long> NextAsync(NpgsqlDataSource source, TimerRow after, CancellationToken cancel) => source.ScalarAsync(
        "SELECT due FROM timers WHERE (due, customer, timer) > ($1, $2, $3) ORDER BY due, customer, timer LIMIT 1",
        [P(after.Due), P(after.Customer), P(after.Timer)], cancel, absent: long.MaxValue);
}
