using System.Collections.Concurrent;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Tests.Shared;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

public sealed class LossTests
{
    [SkippableFact]
    public async Task A_silo_lost_under_load_loses_nothing_that_was_acknowledged_and_doubles_nothing()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(cluster.Customers(0), writer, stop.Token))).ToList();

        await Task.Delay(500);
        await cluster.KillAsync(1);
        await Task.Delay(3_000);
        await stop.CancelAsync();
        var sent = (await Task.WhenAll(load)).SelectMany(s => s).ToList();

        // Everything was answered in the end, whatever became of the silo meanwhile.
        Assert.All(sent, s => Assert.Contains(s.Kind, (ReceiptKind[])[ReceiptKind.Accepted, ReceiptKind.Duplicate]));
        foreach (var customer in sent.GroupBy(s => s.Signal.Subject))
        {
            var history = (await cluster.Customers(0).HistoryAsync(customer.Key, 0, 10_000)).Value!;
            Assert.Equal(customer.Select(s => s.Signal.Id), history.Select(e => e.Input.Id));   // each once, in the order in which they were sent
            Assert.Equal(Enumerable.Range(1, history.Count).Select(i => (long)i), history.Select(e => e.Seq));
        }
    }

    /// <summary>Sends signals of customers of its own, a batch at a time; what could not be taken is sent again before the next.</summary>
    private static async Task<List<(Signal Signal, ReceiptKind Kind)>> WriteAsync(JourneyOrchestrator.Silo.Cluster.ClusterCustomers customers, int writer, CancellationToken stop)
    {
        var sent = new List<(Signal, ReceiptKind)>();
        for (var round = 0; !stop.IsCancellationRequested; round++)
        {
            var batch = Enumerable.Range(0, 20).Select(i => Update($"w{writer}-{i % 10}", $"{round}-{i}", "n", round)).ToList();
            while (batch.Count > 0)
            {
                var receipts = await customers.SignalAsync(batch, CancellationToken.None);
                sent.AddRange(batch.Zip(receipts, (signal, receipt) => (signal, receipt.Kind)).Where(s => s.Kind != ReceiptKind.Unavailable));
                batch = [.. batch.Where((_, i) => receipts[i].Kind == ReceiptKind.Unavailable)];
            }
        }
        return sent;
    }

    [SkippableFact]
    public async Task Reads_go_on_elsewhere_and_never_back()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var there = await CustomerOnAsync(cluster, 1);
        using var stop = new CancellationTokenSource();
        var known = 0L;
        var reader = Task.Run(async () =>
        {
            var seen = new ConcurrentQueue<(long Before, long Read)>();
            while (!stop.IsCancellationRequested)
            {
                var before = Volatile.Read(ref known);
                seen.Enqueue((before, await cluster.TraitAsync(there, "n")));
            }
            return seen;
        });

        for (var i = 1; i <= 60; i++)
        {
            Assert.Equal(ReceiptKind.Accepted, (await cluster.SignalAsync(Update(there, $"{i}", "n", i))).Kind);
            Volatile.Write(ref known, i);
            if (i == 30) await cluster.KillAsync(1);
        }
        await stop.CancelAsync();

        // What was acknowledged before a read is in it.
        Assert.All(await reader, read => Assert.True(read.Read >= read.Before, $"{read.Before} was acknowledged, and {read.Read} read."));
    }

    [SkippableFact]
    public async Task A_silo_that_ends_in_good_order_hands_its_customers_over()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var there = await CustomerOnAsync(cluster, 1);
        await cluster.AddAsync();

        await cluster.StopAsync(1);

        Assert.Equal(ReceiptKind.Accepted, (await cluster.SignalAsync(Update(there, "after", "n", 7))).Kind);
        Assert.Equal(7, await cluster.TraitAsync(there, "n", silo: 1));
        Assert.Equal([1L, 2], await cluster.SeqsAsync(there, silo: 1));
    }

    [SkippableFact]
    public async Task A_silo_with_an_old_state_loses_that_customer_at_most_and_writes_nothing_upon_it()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var (torn, whole) = (await CustomerOnAsync(cluster, 1), await CustomerOnAsync(cluster, 1, "whole"));

        // As in a partition: another silo writes for a customer that this one has.
        await cluster.Node(0).Local.SignalAsync([Update(torn, "elsewhere", "n", 5)]);
        var receipts = await cluster.Customers(1).SignalAsync([Update(torn, "here", "n", 6), Update(whole, "here", "n", 6)]);

        // It is refused by the store, unless the silo has heard of the other's entry before.
        Assert.Equal(ReceiptKind.Accepted, receipts[1].Kind);
        if (receipts[0].Kind == ReceiptKind.Unavailable) receipts[0] = await cluster.SignalAsync(Update(torn, "here", "n", 6), silo: 1);
        Assert.Equal(Receipt.Accepted(3), receipts[0]);
        Assert.Equal(["first", "elsewhere", "here"], (await cluster.Customers(0).HistoryAsync(torn, 0, 10)).Value!.Select(e => e.Input.Id));
        Assert.Equal(6, await cluster.TraitAsync(torn, "n", silo: 1));
    }

    /// <summary>A customer whom a silo has.</summary>
    private static async Task<string> CustomerOnAsync(TestCluster cluster, int silo, string prefix = "c")
    {
        for (var i = 0; ; i++)
        {
            await cluster.SignalAsync(Update($"{prefix}{i}", "first", "n", 0));
            if (cluster.SiloOf($"{prefix}{i}") == silo) return $"{prefix}{i}";
        }
    }
}
