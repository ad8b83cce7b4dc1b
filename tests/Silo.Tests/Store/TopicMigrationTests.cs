using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>Stores of the version before followers and told ones were counted: an event half way to four followers, and one to a late one alone.</summary>
public sealed class TopicMigrationTests : IDisposable
{
    private const int SqliteBefore = 6, PostgresBefore = 2;

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_sqlite_store_knows_afterwards_how_far_its_events_have_come()
    {
        using (var before = new SqliteConnection($"Data Source={Path.Combine(directory.Path, SqliteJournalStore.FileName)};Pooling=False"))
        {
            await before.OpenAsync();
            await RunAsync("CREATE TABLE schema(version INTEGER PRIMARY KEY, applied TEXT NOT NULL) STRICT");
            for (var version = 1; version <= SqliteBefore; version++)
            {
                await RunAsync(await ScriptAsync("sqlite", version));
                await RunAsync($"INSERT INTO schema VALUES({version}, 'before')");
            }
            await RunAsync("INSERT INTO topics(key, name, position) VALUES(1, 'train', 2), (2, 'quiet', 0)");
            await RunAsync(
                """
                INSERT INTO topic_events(number, topic, position, input_hash, content_hash, retain_key, latest_only, at, body)
                VALUES(1, 1, 1, 1, 1, 'a', 0, 7, '{}'), (2, 1, 2, 2, 2, 'b', 0, 8, '{}')
                """);
            await RunAsync("INSERT INTO follows VALUES(1, 1, 10, 0), (2, 1, 20, 0), (3, 1, 30, 0), (4, 1, 40, 2)");
            await RunAsync("INSERT INTO fan_outs VALUES(1, 0, 1, 1, 20, 2), (2, 4, 1, 2, -9223372036854775808, 0)");

            async Task RunAsync(string sql)
            {
                using var command = before.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }
        }
        await using var store = SqliteJournalStore.Open(directory.Path);
        await CheckAsync(store);
    }

    [SkippableFact]
    public async Task A_postgres_store_knows_afterwards_how_far_its_events_have_come()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var database = PostgresServer.Shared.NewDatabase();
        await using (var before = new NpgsqlConnection(database))
        {
            await before.OpenAsync();
            await RunAsync("CREATE TABLE schema_versions(version integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())");
            for (var version = 1; version <= PostgresBefore; version++)
            {
                await RunAsync(await ScriptAsync("postgres", version));
                await RunAsync($"INSERT INTO schema_versions(version) VALUES({version})");
            }
            await RunAsync("INSERT INTO topics(key, name, position) OVERRIDING SYSTEM VALUE VALUES(1, 'train', 2), (2, 'quiet', 0)");
            await RunAsync(
                """
                INSERT INTO topic_events(number, topic, position, input_hash, content_hash, retain_key, latest_only, at, body) OVERRIDING SYSTEM VALUE
                VALUES(1, 1, 1, 1, 1, 'a', false, 7, '{}'), (2, 1, 2, 2, 2, 'b', false, 8, '{}')
                """);
            await RunAsync("INSERT INTO follows VALUES(1, 1, 10, 0), (2, 1, 20, 0), (3, 1, 30, 0), (4, 1, 40, 2)");
            await RunAsync("INSERT INTO fan_outs VALUES(1, 0, 1, 1, 20, 2), (2, 4, 1, 2, DEFAULT, DEFAULT)");

            async Task RunAsync(string sql)
            {
                await using var command = new NpgsqlCommand(sql, before);
                await command.ExecuteNonQueryAsync();
            }
        }
        await using var store = await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(database));
        await CheckAsync(store);
    }

    private static async Task CheckAsync(IJournalStore store)
    {
        Assert.Equal((2L, 4L), ((await store.CountsAsync()).Topics, (await store.CountsAsync()).Follows));
        Assert.Equal(
            [(1L, 4L, 2L, true, 0L), (2L, 1L, 0L, false, 1L)],
            (await store.ProgressAsync(0, 10)).Select(p => (p.Position, p.Followers, p.Told, p.IsToAll, p.CatchingUp)));
        Assert.Equal(TopicActEnd.Done, (await store.WithdrawAsync(new TopicAct("train", 1, "kim", "wrong", 9), null)).End);
        Assert.Equal(2, Assert.Single(await store.OpenFanOutsAsync(10)).Position);
    }

    private static Task<string> ScriptAsync(string store, int version) => File.ReadAllTextAsync(Path.Combine(Root(AppContext.BaseDirectory), "silo", store, "migrations", $"{version:000}.sql"));

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "JourneyOrchestrator.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
