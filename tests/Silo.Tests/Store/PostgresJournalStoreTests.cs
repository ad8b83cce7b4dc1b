using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>The contract, kept by the PostgreSQL store, each test in a database of its own. A crash cuts the connections while the store runs.</summary>
public sealed class PostgresJournalStoreTests : JournalStoreContract
{
    private string _connection = "";

    protected override string? Missing => PostgresServer.Missing;

    protected override async Task<IJournalStore> OpenAsync()
    {
        _connection = PostgresServer.Shared.NewDatabase();
        return await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(_connection));
    }

    protected override async Task<IJournalStore> OpenAfterCrashAsync(IJournalStore running)
    {
        PostgresServer.Shared.CutOff(_connection);
        return await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(_connection));
    }

    protected override void Clean()
    {
    }
}
