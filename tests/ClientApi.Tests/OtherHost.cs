using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Customers of other options, and with a fault (see <see cref="PoisonedKeys"/>), on the directory of a host that is closed meanwhile.</summary>
internal static class OtherHost
{
    public static Task RunAsync(RealHost host, CustomersOptions options, Func<Customers, Task> act) => host.WhileClosedAsync(async () =>
    {
        await using var store = SqliteJournalStore.Open(host.Data, new SqliteStoreOptions());
        var last = await store.LastCustomerKeyAsync();
        using var keys = PersonKeys.Open(host.Data, MasterKey.ForDirectory(host.Data, last), last);
        await using var customers = new Customers(store, new PoisonedKeys(keys, () => "poison"), options, NullLogger.Instance);
        await customers.StartAsync();
        await act(customers);
    });
}
