using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Effects waiting for their senders, and dead letters.</summary>
internal static class OutboxTable
{
    /// <summary>How long a superseded effect waits for whoever heard of it first, in microseconds.</summary>
    public const long SupersededLease = 60_000_000;

    private const string Columns = "SELECT id, customer, kind, not_before, use_until, supersession, attempts, error, sealed, trace FROM outbox ";

    /// <summary>A row to be written. <paramref name="SupersededAt"/>: when a newer one of the same batch replaced it; null: none did.</summary>
    private readonly record struct Queued(long Customer, OutboxRow Row, string? Trace, long? SupersededAt);

    public static void Settle(Script script, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0) script.Add("DELETE FROM outbox WHERE id = ANY($1)", P([.. ids]));
    }

    /// <summary>Adds the effects of a batch, and marks those that they replace: the queued ones in the database, and older ones of the batch, which are
    /// answered. One that is with a sender can't be called back.</summary>
    public static IReadOnlyList<SupersededEffect> Insert(Script script, IReadOnlyList<TurnRecord> turns, OutboxLeases? leases)
    {
        var rows = new List<Queued>();
        var replaced = new List<SupersededEffect>();
        var newest = new Dictionary<(long Customer, long Key), int>();   // index in rows
        var first = new List<(long Customer, long Key, long At)>();
        foreach (var turn in turns)
            foreach (var row in turn.Outbox)
            {
                if (row.SupersessionKey != 0)
                {
                    var key = (turn.Customer, row.SupersessionKey);
                    if (!newest.TryGetValue(key, out var older)) first.Add((turn.Customer, row.SupersessionKey, turn.Entry.At));
                    else
                    {
                        replaced.Add(new SupersededEffect(turn.Customer, rows[older].Row.Id));
                        rows[older] = rows[older] with { SupersededAt = turn.Entry.At };
                    }
                    newest[key] = rows.Count;
                }
                rows.Add(new Queued(turn.Customer, row, turn.Trace, null));
            }
        if (first.Count > 0) Supersede(script, first, leases);
        if (rows.Count > 0) Insert(script, rows);
        return replaced;
    }

    private static void Insert(Script script, List<Queued> rows) => script.Add(
        """
        INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, sealed, trace)
        SELECT o.id, o.customer, o.kind, o.not_before, o.next_try, o.use_until, o.supersession, o.sealed, o.trace
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
          WITH ORDINALITY o(id, customer, kind, not_before, next_try, use_until, supersession, sealed, trace, place) ORDER BY o.place
        """,
        P(rows.Column(r => r.Row.Id)), P(rows.Column(r => r.Customer)), P(rows.Column(r => r.Row.Kind)), P(rows.Column(r => r.Row.NotBefore)),
        P(rows.Column(r => r.SupersededAt ?? r.Row.NotBefore)), P(rows.Column(r => r.SupersededAt is null ? r.Row.UseUntil : OutboxRow.Superseded)),
        P(rows.Column(r => r.SupersededAt is null ? r.Row.SupersessionKey : 0)), P(rows.Column(r => r.Row.Sealed)), P(rows.Column(r => r.Trace)));

    private static void Supersede(Script script, List<(long Customer, long Key, long At)> newer, OutboxLeases? leases)
    {
        var held = leases?.Held(newer.Min(n => n.At)) ?? [];
        script.Add(
            """
            UPDATE outbox o SET use_until = $1, supersession = 0, next_try = n.at, leased_until = CASE WHEN $7 > 0 THEN n.at + $7 ELSE 0 END FROM unnest($2, $3, $4) n(customer, supersession, at)
            WHERE o.customer = n.customer AND o.supersession = n.supersession AND o.supersession <> 0 AND NOT o.dead AND o.leased_until <= n.at
              AND NOT EXISTS (SELECT 1 FROM unnest($5, $6) h(id, until) WHERE h.id = o.id AND h.until > n.at)
            RETURNING o.id AS superseded, o.customer
            """,
            P(OutboxRow.Superseded), P(newer.Column(n => n.Customer)), P(newer.Column(n => n.Key)), P(newer.Column(n => n.At)),
            P(held.Column(h => h.Key)), P(held.Column(h => h.Value)), P(leases is null ? SupersededLease : 0));
    }

    public static async Task<IReadOnlyList<OutboxItem>> LeaseAsync(NpgsqlConnection connection, OutboxLeases leases, string kind, long now, long until, int limit)
    {
        leases.Prune(now);
        // Those lent out are still in the index: look past as many of them as there are.
        var due = await connection.AllAsync(
            Columns + "WHERE NOT dead AND kind = $1 AND next_try <= $2 ORDER BY next_try, number LIMIT $3", Item,
            P(kind), P(now), P((long)limit + leases.Count)).ConfigureAwait(false);
        List<OutboxItem> free = [.. due.Where(item => !leases.IsHeld(item.Row.Id, now)).Take(limit)];
        foreach (var item in free) leases.Take(item.Row.Id, until);
        return free;
    }

    /// <summary>The same where several hosts lend.</summary>
    public static async Task<IReadOnlyList<OutboxItem>> LeaseAsync(NpgsqlConnection connection, string kind, long now, long until, int limit)
    {
        var lent = await connection.AllAsync(
            """
            WITH due AS (
              SELECT id FROM outbox WHERE NOT dead AND kind = $1 AND next_try <= $2 AND leased_until <= $2 ORDER BY next_try, number LIMIT $3 FOR UPDATE SKIP LOCKED)
            UPDATE outbox o SET leased_until = $4 FROM due WHERE o.id = due.id
            RETURNING o.id, o.customer, o.kind, o.not_before, o.use_until, o.supersession, o.attempts, o.error, o.sealed, o.trace, o.next_try, o.number
            """, row => (Item: Item(row), Place: (row.GetInt64(10), row.GetInt64(11))), P(kind), P(now), P(limit), P(until)).ConfigureAwait(false);
        return [.. lent.OrderBy(row => row.Place).Select(row => row.Item)];
    }

    /// <summary>Whoever had effects has them no longer.</summary>
    public static Task<long> ReleaseAsync(NpgsqlConnection connection) => connection.ChangesAsync("UPDATE outbox SET leased_until = 0 WHERE leased_until > 0");

    public static ValueTask<long> NextAsync(NpgsqlDataSource source, string kind, long now, CancellationToken cancel) => source.ScalarAsync(
        "SELECT next_try FROM outbox WHERE NOT dead AND kind = $1 AND next_try > $2 ORDER BY next_try LIMIT 1", [P(kind), P(now)], cancel, absent: long.MaxValue);

    public static Task<long> PostponeAsync(NpgsqlConnection connection, IReadOnlyList<OutboxPostponement> items) => connection.ChangesAsync(
        """
        UPDATE outbox o SET next_try = p.next_try, attempts = p.attempts, error = p.error, dead = p.dead, leased_until = 0
        FROM unnest($1, $2, $3, $4, $5) p(id, next_try, attempts, error, dead) WHERE o.id = p.id
        """,
        P(items.Column(i => i.Id)), P(items.Column(i => i.NextTry)), P(items.Column(i => i.Attempts)), P(items.Column(i => i.Error)), P(items.Column(i => i.Dead)));

    public static ValueTask<IReadOnlyList<OutboxItem>> DeadAsync(NpgsqlDataSource source, string after, int limit, CancellationToken cancel) =>
        source.AllAsync(Columns + "WHERE dead AND id > $1 ORDER BY id LIMIT $2", Item, cancel, P(after), P(limit));

    public static async Task<bool> RequeueAsync(NpgsqlConnection connection, Sharing sharing, string id, long now)
    {
        await using var script = new Script(connection);
        sharing.Tell(script, 'o').Add("UPDATE outbox SET dead = false, attempts = 0, next_try = $1 WHERE id = $2 AND dead", P(now), P(id));
        return await script.RunAsync().ConfigureAwait(false) == 1;
    }

    private static OutboxItem Item(NpgsqlDataReader row) => new(
        row.GetInt64(1),
        new OutboxRow(row.GetString(0), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.Bytes(8)),
        row.GetInt32(6), row.TextOrNull(7), row.TextOrNull(9));
}
