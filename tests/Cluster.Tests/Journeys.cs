using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace Cluster.Tests;

/// <summary>Journeys in a cluster, and what their customers heard.</summary>
internal static class Journeys
{
    public static async Task PublishAsync(this TestCluster cluster, byte[] journey, int silo = 0)
    {
        var saved = await cluster.Customers(silo).SaveJourneyAsync(journey, publish: true);
        Assert.True(saved.Saved, string.Join('\n', saved.Diagnostics));
    }

    /// <summary>The event that starts a case of the key.</summary>
    public static Signal Begin(string customer, string key) =>
        new($"begin-{key}", "test", "begin", customer, null, Value.OfMap(ValueMap.Empty.With("key", Value.Of(key))));

    public static Signal Tick(int number) => new($"{number}", "test", "tick", "", null, Value.OfMap(ValueMap.Empty.With("n", Value.Of(number))));

    public static Signal Identified(string visitor, string customer) => new(
        "who", "test", "customer.identified", visitor, null, Value.OfMap(ValueMap.Empty.With("customer", Value.Of(customer))));

    public static async Task<List<EntryInput>> InputsAsync(this TestCluster cluster, string customer, int silo = 0) =>
        [.. (await cluster.Customers(silo).HistoryAsync(customer, 0, 1_000)).Value!.Select(e => e.Input)];

    /// <summary>Waits until something is so. Fails after a minute, which is longer than any machine needs.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !await isSo();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), what);
            await Task.Delay(25);
        }
    }
}
