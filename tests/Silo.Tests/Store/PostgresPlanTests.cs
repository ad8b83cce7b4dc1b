using System.Reflection;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Postgres.Keys;
using JourneyOrchestrator.Tests.Shared;
using Npgsql;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>The server, free to read whole tables, chooses an index for each statement of the store on tables that have grown: every plan is taken from
/// its log, also those of statements inside functions.</summary>
public sealed partial class PostgresPlanTests
{
    private const int Customer = 4242;

    /// <summary>Few rows whatever happens: there an index would be no help.</summary>
    private static readonly string[] Small = ["totals", "journeys", "subscriptions", "erasures", "schema_versions", "ring", "topic_pauses", "secrets"];

    /// <summary>What counts or orders all rows reads all of them: the counts of the health page, and what is on its way to followers.</summary>
    private static readonly string[] ReadsAll = ["(SELECT count(*) FROM timers)", "row_number() OVER (PARTITION BY o.topic"];

    [SkippableFact]
    public async Task Every_statement_finds_its_index_on_tables_that_have_grown()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        using var server = PostgresServer.OfItsOwn(
            "session_preload_libraries = auto_explain", "auto_explain.log_min_duration = 0", "auto_explain.log_nested_statements = on", "max_parallel_workers_per_gather = 0");
        var database = server.NewDatabase();
        await using var store = await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(database) { MayScan = true });
        await FillAsync(database);
        var before = server.Log.Length;

        var called = Calls.Of(store, out IJournalStore journal);
        var calledToo = Calls.Of<ISubscriptionStore>(store, out var subscriptions);
        await WriteAsync(journal);
        await ReadAsync(journal);
        await TopicsAsync(journal);
        await SubscribeAsync(subscriptions);
        await EraseAsync(journal);
        await KeysAsync(database);
        await SecretsAsync(store);

        Assert.Empty(Names<IJournalStore>().Concat(Names<ITopicDesk>()).Except(called));
        Assert.Empty(Names<ISubscriptionStore>().Except(calledToo));
        var plans = Plan().Matches(server.Log[before..]).Select(plan => (Query: plan.Groups[1].Value, Plan: plan.Groups[2].Value)).ToList();
        Assert.True(plans.Count > 100, $"{plans.Count} plans: the server did not log them.");
        var scans = plans.Where(p => !ReadsAll.Any(p.Query.Contains))
            .SelectMany(p => Scan().Matches(p.Plan).Select(scan => (Table: scan.Groups[1].Value, p.Query))).Where(scan => !Small.Contains(scan.Table) && !scan.Table.StartsWith("pg_", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(scans.Count == 0, string.Join("\n\n", scans.Select(scan => $"{scan.Table} is read as a whole by {scan.Query}")));
    }

    private static async Task FillAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Command Timeout=120");
        await connection.OpenAsync();
        await using var fill = new NpgsqlCommand(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "filled.sql")), connection);
        await fill.ExecuteNonQueryAsync();
    }

    private static async Task WriteAsync(IJournalStore store)
    {
        var first = First(30_000) with { SearchTerms = [1, 2], Timers = [new(true, 50, 1)], Follows = [new("topic-7", 20, 1)], Snapshot = Snapshot(1), Joined = 77 };
        var next = Turn(Customer, 11) with
        {
            Name = Utf8("name"), SearchTerms = [3], Timers = [new(false, 1_000_000 + Customer, 1), new(true, 60, 9)], Follows = [new("topic-8", 19, 1), new("topic-9", -1, 0)],
            Outbox = [Effect("4242-11-e1", supersession: Customer)], Tasks = [Task("4242-t1")], Snapshot = Snapshot(11),
            SetAside = [new(Customer, 11, 1, "event", "x", [1]), new(Customer, 1, 1, "command", "input.discard", null)],
        };
        Assert.Empty((await store.CommitAsync(new CommitBatch([first, next], ["4242-1-e2"]))).Conflicts);
        Assert.Equal([Customer], (await store.CommitAsync(new CommitBatch([Turn(Customer, 5)], []))).Conflicts);
        Assert.NotEmpty(await store.LeaseOutboxAsync("webhook", 9_000_000, 9_900_000, 10));
        await store.PostponeAsync([new OutboxPostponement("4242-1-e3", 5, 1, "late", Dead: true)]);
        Assert.True(await store.RequeueAsync("4242-1-e3", 6));
        await store.NoteReadsAsync([new ReadRow(Customer, 60_000_000, "clerk", "card", 1)], 60_000_000);
        await store.ProbeAsync();
        Assert.Null(store.TroubleOf(new IOException()));
        Assert.Equal("postgresql", store.SystemName);
        await store.SaveJourneyAsync(new JourneyRow("j", 1, true, 1, Utf8("{}")));
    }

    private static async Task ReadAsync(IJournalStore store)
    {
        Assert.Equal((Customer, 11L), await store.CustomerAsync([.. new byte[14], 0x10, 0x92], 1, 5, 0) is { Snapshot: { } newest } whole ? (whole.Key, newest.Seq) : default);
        Assert.Equal(Customer, await store.FindCustomerAsync([.. new byte[14], 0x10, 0x92]));
        Assert.Equal(30_000, await store.LastCustomerKeyAsync());
        Assert.Equal(44, await store.SurvivorAsync(43));
        Assert.NotNull(await store.SealedIdAsync(Customer));
        Assert.NotNull(await store.SnapshotAsync(Customer, 1));
        Assert.Equal(5, (await store.EntriesAsync(Customer, 3, 5)).Count);
        Assert.Equal(5, (await store.EntriesAfterAsync(100_000, 5)).Count);
        Assert.Equal(200_002, await store.LastPositionAsync());
        Assert.NotNull(await store.FindInputAsync(Customer, (Customer * 100) + 3));
        Assert.NotEmpty(await store.CustomersAsync([], 100, 20));
        Assert.NotEmpty(await store.CustomersAsync([12], 100, 20));
        await store.CustomersAsync([12, 24], 100, 20);
        Assert.NotEmpty(await store.DueTimersAsync(1_000_100, default, 10));
        Assert.NotEqual(0, await store.NextTimerAsync(new TimerRow(1_000_100, 5, 1)));
        Assert.NotEqual(0, await store.NextEffectAsync("message", 100));
        Assert.NotEmpty(await store.DeadLettersAsync("", 10));
        foreach (var role in (string?[])[null, "role4"])
            foreach (var status in (string?[])[null, "open"])
                foreach (var customer in (long[])[0, 4]) await store.TasksAsync(role, status, customer, "4", 10);
        Assert.Equal(10, (await store.SetAsideAsync(Customer, 1, 10)).Count);
        Assert.NotEmpty(await store.ReadsAsync(Customer, 0, 0, 10));
        Assert.Equal(20_001, (await store.CountsAsync()).Customers);
        Assert.Equal(20, (await store.BacklogAsync()).FanOuts);
        Assert.NotEmpty(await store.JourneysAsync());
    }

    private static async Task TopicsAsync(IJournalStore store)
    {
        Assert.Equal(20, (await store.TopicAsync("topic-5")).Position);
        await store.AppendTopicAsync([Event("topic-5", 1), Event("topic-5", 502, latestOnly: true), Event("a-new-one", 1)]);
        await store.PausesAsync();
        Assert.NotEmpty(await store.ProgressAsync(0, 10));
        Assert.NotEmpty(await store.TopicEventsAsync("topic-5", 15, 10));
        Assert.Equal(TopicActEnd.Done, await store.PauseAsync(new TopicAct("topic-5", 0, "kim", "wrong", 1)));
        Assert.Equal(TopicActEnd.Done, await store.ResumeAsync(new TopicAct("topic-5", 0, "kim", "right", 2)));
        Assert.NotEmpty(await store.TopicActsAsync("topic-5", 0, 10));
        await store.WithdrawAsync(new TopicAct("topic-5", 22, "kim", "wrong", 3), Event("topic-5", 777));
        var open = await store.OpenFanOutsAsync(50);
        foreach (var fanOut in (FanOut[])[open.First(f => f.Only == 0), open.First(f => f.Only != 0)])
        {
            var followers = await store.FollowersAsync(fanOut, 10);
            if (followers.Count > 1) await store.SetApartAsync(fanOut, [followers[1]]);
            if (followers.Count > 0) await store.AdvanceFanOutAsync(fanOut, followers[0], done: false);
            await store.AdvanceFanOutAsync(fanOut, null, done: true);
        }
    }

    private static async Task SubscribeAsync(ISubscriptionStore store)
    {
        var row = new SubscriptionRow("s", "http://x", "a", null, 0, null, 1, [1], null, 0, new SubscriptionProgress(0, null, 0, 0, 0, null, 0));
        await store.AddSubscriptionAsync(row);
        await store.UpdateSubscriptionsAsync([row]);
        Assert.Single(await store.SubscriptionsAsync());
        await store.RemoveSubscriptionAsync("s");
    }

    private static async Task EraseAsync(IJournalStore store)
    {
        Assert.NotEmpty(await store.HoldersAsync(101));
        await store.EraseAsync(102, [.. new byte[15], 102], Tombstone());
        Assert.Contains(102, await store.OpenErasuresAsync());
        await store.DropSnapshotAsync(Customer);
        await store.FinishErasureAsync(102);
        Assert.NotNull(await store.TombstoneAsync([.. new byte[15], 102], 0));
    }

    private static async Task SecretsAsync(PostgresJournalStore store)
    {
        Assert.Null(await store.SecretAsync("s"));
        Assert.Equal([1], await store.KeepSecretAsync("s", [1]));
        Assert.Equal([1], await store.KeepSecretAsync("s", [2]));
        await store.ReplaceSecretAsync("s", [3]);
        Assert.Equal([3], await store.SecretAsync("s"));
    }

    private static async Task KeysAsync(string database)
    {
        using var keys = await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(database));
        for (var i = 0; i < 20; i++) keys.Take(0, 1_000, _ => new byte[60]);
        for (var i = 1; i <= 5_000; i += 5) keys.Destroy(i);
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var analyze = source.CreateCommand("ANALYZE keys.keys, keys.destroyed")) await analyze.ExecuteNonQueryAsync();
        using var again = await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(database));
        Assert.NotNull(again.Read(2));
        again.Take(0, 100, _ => new byte[60]);
        again.Destroy(7);
        Assert.Equal([7], again.Destroyed());
        again.Probe();
    }

    private static IEnumerable<string> Names<T>() => typeof(T).GetMethods().Select(method => method.Name);

    [GeneratedRegex(@"plan:\n\tQuery Text: ((?:.*\n)(?:\t.*\n)*?)(\t\S.*\(cost=.*\n(?:\t.*\n)*)")]
    private static partial Regex Plan();

    [GeneratedRegex(@"Seq Scan on (\w+)")]
    private static partial Regex Scan();
}

/// <summary>Notes which methods of an interface are called.</summary>
public class Calls : DispatchProxy
{
    private readonly HashSet<string> _names = [];
    private object _target = null!;

    public static IReadOnlySet<string> Of<T>(T target, out T noted) where T : class
    {
        noted = Create<T, Calls>();
        var calls = (Calls)(object)noted;
        calls._target = target;
        return calls._names;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _names.Add(targetMethod!.Name);
        return targetMethod.Invoke(_target, args);
    }
}
