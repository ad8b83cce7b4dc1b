using System.Diagnostics;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>What the server and its disk can do over one connection: prepared inserts of rows that turns wrote, 512 turns a transaction, each table with one
/// statement over arrays, all statements in one round trip, into the same tables with the same indexes. Nothing is looked up, checked or deleted.</summary>
internal static class PostgresRawLimit
{
    private const int BatchTurns = 512;

    /// <param name="alone">Entries alone, without what else the turns wrote.</param>
    public static async Task<TimeSpan> RunAsync(string database, IReadOnlyList<CommitBatch> batches, bool alone)
    {
        await (await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(database))).DisposeAsync();   // makes tables and indexes
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Max Auto Prepare=50;Auto Prepare Min Usages=2");
        await connection.OpenAsync();
        var parts = batches.SelectMany(batch => batch.Turns).Chunk(BatchTurns).ToList();
        var position = 0L;
        var began = Stopwatch.GetTimestamp();
        foreach (var turns in parts)
        {
            await using var script = new Script(connection);
            Entries(script, turns, position += turns.Length);
            if (!alone) Others(script, turns);
            await script.RunAsync();
        }
        return Stopwatch.GetElapsedTime(began);
    }

    private static void Entries(Script script, TurnRecord[] turns, long last) => script.Add(
        "INSERT INTO entries SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        Long(Enumerable.Range(0, turns.Length).Select(i => last - turns.Length + i + 1)), Long(turns.Select(t => t.Customer)), Long(turns.Select(t => t.Entry.Seq)), Long(turns.Select(t => t.Entry.At)),
        Long(turns.Select(t => t.Entry.Time)), Long(turns.Select(t => t.Entry.InputHash)), Long(turns.Select(t => t.Entry.ContentHash)), Long(turns.Select(t => t.Entry.Sealer)),
        Bytes(turns.Select(t => t.Entry.Plain)), Bytes(turns.Select(t => t.Entry.Sealed)), Sums(turns.Select(t => Checksum.Of(t.Customer, t.Entry))));

    private static void Others(Script script, TurnRecord[] turns)
    {
        var created = turns.Where(t => t.Created is not null).ToList();
        Add(script, created.Count, "INSERT INTO customers SELECT * FROM unnest($1, $2, $3, $4)", () =>
            [Long(created.Select(t => t.Customer)), Bytes(created.Select(t => t.Created!.IdHash)), Bytes(created.Select(t => t.Created!.SealedId)), Bytes(created.Select(t => t.Name))]);
        var terms = turns.Where(t => !t.SearchTerms.IsDefault).SelectMany(t => t.SearchTerms, (t, term) => (Term: term, t.Customer)).ToList();
        Add(script, terms.Count, "INSERT INTO search_terms SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING", () => [Long(terms.Select(t => t.Term)), Long(terms.Select(t => t.Customer))]);
        var timers = turns.SelectMany(t => t.Timers.Where(timer => timer.Set), (t, timer) => (timer.Due, t.Customer, timer.Timer)).ToList();
        Add(script, timers.Count, "INSERT INTO timers SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING", () => [Long(timers.Select(t => t.Due)), Long(timers.Select(t => t.Customer)), Long(timers.Select(t => t.Timer))]);
        var effects = turns.SelectMany(t => t.Outbox, (t, row) => (t.Customer, Row: row)).ToList();
        Add(script, effects.Count, "INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, sealed) SELECT * FROM unnest($1, $2, $3, $4, $4, $5, $6, $7)", () =>
            [Text(effects.Select(e => e.Row.Id)), Long(effects.Select(e => e.Customer)), Text(effects.Select(e => e.Row.Kind)), Long(effects.Select(e => e.Row.NotBefore)), Long(effects.Select(e => e.Row.UseUntil)),
                Long(effects.Select(e => e.Row.SupersessionKey)), Bytes(effects.Select(e => e.Row.Sealed))]);
        var tasks = turns.SelectMany(t => t.Tasks, (t, task) => (t.Customer, Task: task)).DistinctBy(t => t.Task.Id).ToList();
        Add(script, tasks.Count, "INSERT INTO tasks SELECT * FROM unnest($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING", () =>
            [Text(tasks.Select(t => t.Task.Id)), Long(tasks.Select(t => t.Customer)), Text(tasks.Select(t => t.Task.Role)), Text(tasks.Select(t => t.Task.Status)), Long(tasks.Select(t => t.Task.Due)), Bytes(tasks.Select(t => t.Task.Sealed))]);
        var follows = turns.SelectMany(t => t.Follows.Where(f => f.Seen >= 0), (t, f) => (t.Customer, Topic: (long)string.GetHashCode(f.Topic, StringComparison.Ordinal), f.Urgency, f.Seen)).ToList();
        Add(script, follows.Count, "INSERT INTO follows SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING", () =>
            [Long(follows.Select(f => f.Customer)), Long(follows.Select(f => f.Topic)), Long(follows.Select(f => f.Urgency)), Long(follows.Select(f => f.Seen))]);
        var snapshots = turns.Where(t => t.Snapshot is not null).DistinctBy(t => t.Customer).ToList();
        Add(script, snapshots.Count, "INSERT INTO snapshots SELECT * FROM unnest($1, $2, $3, $4, $5) ON CONFLICT(customer) DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed, checksum = excluded.checksum", () =>
            [Long(snapshots.Select(t => t.Customer)), Long(snapshots.Select(t => t.Snapshot!.Seq)), Long(snapshots.Select(t => t.Snapshot!.Schema)), Bytes(snapshots.Select(t => t.Snapshot!.Sealed)), Sums(snapshots.Select(t => Checksum.Of(t.Customer, t.Snapshot!)))]);
    }

    private static void Add(Script script, int rows, string sql, Func<NpgsqlParameter[]> parameters)
    {
        if (rows > 0) script.Add(sql, parameters());
    }

    private static NpgsqlParameter Long(IEnumerable<long> values) => Column(NpgsqlDbType.Bigint, values.ToArray());

    private static NpgsqlParameter Sums(IEnumerable<int> values) => Column(NpgsqlDbType.Integer, values.ToArray());

    private static NpgsqlParameter Text(IEnumerable<string> values) => Column(NpgsqlDbType.Text, values.ToArray());

    private static NpgsqlParameter Bytes(IEnumerable<byte[]?> values) => Column(NpgsqlDbType.Bytea, values.ToArray());

    private static NpgsqlParameter Column(NpgsqlDbType type, object values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };
}
