using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Events that a host with a fault set aside, in the directory of one that has none: as after an update that mended it.</summary>
internal static class Poison
{
    /// <summary>Sets the name of each customer, while the host is closed; the fault keeps it from that.</summary>
    public static Task SetAsideAsync(RealHost host, params string[] customers) => OtherHost.RunAsync(host, new CustomersOptions(), async faulty =>
    {
        var data = Value.OfMap(ValueMap.Empty.With("name", Value.Of("A poison")));
        var receipts = await faulty.SignalAsync([.. customers.Select(customer => new Signal("name", "/test", "customer.updated", customer, null, data))]);
        Assert.All(receipts, receipt => Assert.True(receipt.SetAside));
    });
}
