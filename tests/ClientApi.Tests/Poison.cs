using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Events that a host with a fault set aside, in the directory of one that has none: as after an update that mended it.</summary>
internal static class Poison
{
    /// <summary>Sets the name of each customer, while the host is closed; the fault keeps it from that.</summary>
    public static Task SetAsideAsync(RealHost host, params string[] customers) => host.WhileClosedAsync(async () =>
    {
        await using var store = SqliteJournalStore.Open(host.Data, new SqliteStoreOptions());
        var last = await store.LastCustomerKeyAsync();
        using var keys = PersonKeys.Open(host.Data, MasterKey.ForDirectory(host.Data, last), last);
        await using var faulty = new Customers(store, new PoisonedKeys(keys, () => "poison"), new CustomersOptions(), NullLogger.Instance);
        await faulty.StartAsync();
        var data = Value.OfMap(ValueMap.Empty.With("name", Value.Of("A poison")));
        var receipts = await faulty.SignalAsync([.. customers.Select(customer => new Signal("name", "/test", "customer.updated", customer, null, data))]);
        Assert.All(receipts, receipt => Assert.True(receipt.SetAside));
    });
}
