using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

public sealed class MemoryTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_tiny_budget_gives_the_same_results()
    {
        await using var host = await StartAsync(directory, Options with { MemoryBudget = 1 });
        var random = new Random(7);

        for (var round = 0; round < 40; round++)
        {
            var signals = Enumerable.Range(0, 20).Select(i => Update($"c{random.Next(30)}", $"{round}-{i}", $"t{random.Next(5)}", round)).ToList();
            Assert.All(await host.Customers.SignalAsync(signals), receipt => Assert.Equal(ReceiptKind.Accepted, receipt.Kind));
        }
        await host.Customers.ReadAsync("c0", state => state.Seq);   // the shard looks at its budget after the commit

        for (var c = 0; c < 30; c++)
            Assert.Equal(await host.TraitsAsync($"c{c}", host.Clock.GetUtcNow()), await host.TraitsAsync($"c{c}"));
        var health = await host.Customers.HealthAsync();
        Assert.Equal((800, 30), (health.Counts.Entries, health.Counts.Customers));
        Assert.InRange(health.ActiveCustomers, 0, 4);
    }

    [Fact]
    public async Task A_flood_of_new_ids_each_joined_to_another_new_one_takes_no_more_memory_than_it_may()
    {
        const long Budget = 256 * 1024;
        await using var host = await StartAsync(directory, Options with { MemoryBudget = Budget, QueueMax = 300 });
        for (var round = 0; round < 40; round++)
        {
            var visits = Enumerable.Range(0, 100).Select(i => Update($"anon:{round}-{i}", "1", "n", i));
            var known = Enumerable.Range(0, 100).Select(i => new Signal(
                "2", "test", "customer.identified", $"anon:{round}-{i}", null, Value.OfMap(ValueMap.Empty.With("customer", Value.Of($"c{round}-{i}")))));
            Assert.All(await host.Customers.SignalAsync([.. visits, .. known]), receipt => Assert.Equal(ReceiptKind.Accepted, receipt.Kind));
            await host.Customers.ReadAsync("nobody", state => state.Seq);   // the shards look at their budget after each commit
            await host.Customers.ReadAsync("none", state => state.Seq);

            // What is on its way stays; beyond that, the budget.
            var health = await host.Customers.HealthAsync();
            Assert.InRange(health.ActiveBytes, 0, 2 * Budget);
            Assert.InRange(health.ActiveCustomers, 0, 2 * Budget / 1_024);
        }
        Assert.Equal(8_000, (await host.Store.CountsAsync()).Customers);
        Assert.Equal(99, (await host.TraitsAsync("anon:7-99"))!["n"].AsInt());
    }

    [Fact]
    public async Task The_past_is_what_was_known_then()
    {
        await using var host = await StartAsync(directory);
        var before = host.Clock.GetUtcNow();
        for (var i = 1; i <= 10; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await host.SignalAsync(Update("anna", $"{i}", "n", i));
        }

        Assert.Equal(4, (await host.TraitsAsync("anna", before.AddMinutes(4.5)))!["n"].AsInt());
        Assert.Equal(4, (await host.TraitsAsync("anna", before.AddMinutes(4)))!["n"].AsInt());
        Assert.Equal(10, (await host.TraitsAsync("anna", before.AddDays(1)))!["n"].AsInt());
        Assert.Equal(ReadStatus.Unknown, (await host.Customers.ReadAsync("anna", state => state.Seq, before)).Status);
    }

    [Fact]
    public async Task A_read_sees_only_what_is_on_disk()
    {
        var gate = new TaskCompletionSource();
        await using var host = await StartAsync(directory, null, store => new HeldStore(store, gate.Task));
        var signal = host.SignalAsync(Update("anna", "1", "n", 1));

        var read = host.TraitsAsync("anna");
        await Task.Delay(50);
        Assert.False(read.IsCompleted);
        gate.SetResult();

        Assert.Equal(ReceiptKind.Accepted, (await signal).Kind);
        Assert.Equal(1, (await read)!["n"].AsInt());
    }

    private sealed class HeldStore(IJournalStore inner, Task gate) : StoreDecorator(inner)
    {
        public override async ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default)
        {
            await gate;
            return await base.CommitAsync(batch, cancel);
        }
    }
}
