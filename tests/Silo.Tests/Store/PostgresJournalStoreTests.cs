using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Tests.Shared;
using Npgsql;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>The contract, kept by the PostgreSQL store, each test in a database of its own. A crash cuts the connections while the store runs.</summary>
public class PostgresJournalStoreTests : JournalStoreContract
{
    private string _connection = "";

    /// <summary>Names a host that shares the database; null: it is alone.</summary>
    protected virtual string? Host => null;

    protected override string? Missing => PostgresServer.Missing;

    protected override async Task<IJournalStore> OpenAsync()
    {
        _connection = PostgresServer.Shared.NewDatabase();
        return await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(_connection) { Host = Host });
    }

    protected override async Task<IJournalStore> OpenAfterCrashAsync(IJournalStore running)
    {
        PostgresServer.Shared.CutOff(_connection);
        return await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(_connection) { Host = Host });
    }

    protected override async Task AlterAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected override void Clean()
    {
    }
}

/// <summary>The contract, kept where several hosts may write.</summary>
public sealed class SharedPostgresJournalStoreTests : PostgresJournalStoreTests
{
    protected override string? Host => "first";

    /// <summary>Whoever takes over from one who is gone does not wait for what that one had.</summary>
    protected override async Task<IJournalStore> OpenAfterCrashAsync(IJournalStore running)
    {
        var store = (PostgresJournalStore)await base.OpenAfterCrashAsync(running);
        await store.ReleaseOutboxAsync();
        return store;
    }
}
