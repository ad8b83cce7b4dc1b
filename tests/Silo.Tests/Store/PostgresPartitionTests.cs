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
        Assert.Equal(["body l", "body x", "sealed e"], await StorageAsync(options.Connection, "'entries'::regclass"));
        Assert.Equal(["body l", "body x", "sealed e"], await StorageAsync(options.Connection, "(SELECT max(inhrelid) FROM pg_inherits WHERE inhparent = 'entries'::regclass)"));
    }

    [SkippableFact]
    public async Task A_journal_that_was_partitioned_before_is_stored_as_one_that_was_not()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var options = new PostgresStoreOptions(PostgresServer.Shared.NewDatabase());
        await using (await PostgresJournalStore.OpenAsync(options)) { }
        await PartitionAsync(options.Connection);
        await using (var source = NpgsqlDataSource.Create(options.Connection))
        await using (var before = source.CreateCommand("ALTER TABLE entries ALTER sealed SET STORAGE EXTENDED; ALTER TABLE entries_3 ALTER body SET COMPRESSION pglz; DELETE FROM schema_versions WHERE version = 6"))
            await before.ExecuteNonQueryAsync();
        Assert.Equal(["body p", "body x", "sealed x"], await StorageAsync(options.Connection, "'entries_3'::regclass"));

        await using (await PostgresJournalStore.OpenAsync(options)) { }

        Assert.Equal(["body l", "body x", "sealed e"], await StorageAsync(options.Connection, "'entries_3'::regclass"));
    }

    /// <summary>How the server stores columns: by pg_attribute, x packed, e as it is, l by lz4, p by pglz.</summary>
    private static async Task<List<string>> StorageAsync(string database, string table)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            $"SELECT attname || ' ' || kind FROM pg_attribute, unnest(ARRAY[attstorage::text, nullif(attcompression::text, '')]) kind WHERE attrelid = {table} AND attname IN ('body', 'sealed') AND kind IS NOT NULL ORDER BY 1");
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync()) columns.Add(reader.GetString(0));
        return columns;
    }

    private static async Task PartitionAsync(string database)
    {
        var document = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "operations.md"));
        var statements = Assert.Single(document.Split("```"), part => part.StartsWith("sql", StringComparison.Ordinal) && part.Contains("PARTITION BY HASH", StringComparison.Ordinal))[3..];
        await using var source = NpgsqlDataSource.Create(database);
        await using (var command = source.CreateCommand(statements)) await command.ExecuteNonQueryAsync();
        await using var used = source.CreateCommand("SELECT count(*) FROM pg_inherits WHERE inhparent = 'entries'::regclass");
        Assert.Equal(16L, await used.ExecuteScalarAsync());
    }
}
