using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Tests.Shared;
using Npgsql;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>The statements of docs/operations.md that partition the journal, word for word, on one that is in use.</summary>
public sealed class PostgresPartitionTests
{
    private const int Customers = 200;

    [SkippableFact]
    public async Task A_journal_goes_on_after_it_was_partitioned()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var options = new PostgresStoreOptions(PostgresServer.Shared.NewDatabase());
        await using (var store = await PostgresJournalStore.OpenAsync(options))
            await store.CommitAsync(new CommitBatch([.. Enumerable.Range(1, Customers).Select(c => First(c) with { Entry = First(c).Entry with { InputHash = c, ContentHash = 7 } })], []));

        await PartitionAsync(options.Connection);

        await using var again = await PostgresJournalStore.OpenAsync(options);
        Assert.Empty((await again.CommitAsync(new CommitBatch([.. Enumerable.Range(1, Customers).Select(c => Turn(c, 2))], []))).Conflicts);
        Assert.Equal([5], (await again.CommitAsync(new CommitBatch([Turn(5, 2)], []))).Conflicts);
        Assert.Equal([1, 2], (await again.EntriesAsync(5, 0, 10)).Select(e => e.Seq));
        Assert.Equal(Enumerable.Range(1, Customers * 2).Select(n => (long)n), (await again.EntriesAfterAsync(0, 1_000)).Select(e => e.Position));
        Assert.Equal(new SeenInput(1, 7), await again.FindInputAsync(9, 9));
    }

    private static async Task PartitionAsync(string database)
    {
        var document = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "operations.md"));
        var statements = Assert.Single(document.Split("```"), part => part.StartsWith("sql", StringComparison.Ordinal) && part.Contains("PARTITION BY HASH", StringComparison.Ordinal))[3..];
        await using var source = NpgsqlDataSource.Create(database);
        await using (var command = source.CreateCommand(statements)) await command.ExecuteNonQueryAsync();
        await using var used = source.CreateCommand("SELECT count(DISTINCT tableoid) FROM entries");
        Assert.Equal(16L, await used.ExecuteScalarAsync());
    }
}
