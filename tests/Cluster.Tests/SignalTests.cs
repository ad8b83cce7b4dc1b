using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Tests.Shared;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

public sealed class SignalTests
{
    [SkippableFact]
    public async Task What_one_silo_took_the_other_shows()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();

        var receipts = await cluster.Customers(0).SignalAsync([.. Enumerable.Range(0, 40).Select(i => Update($"c{i}", "1", "n", i))]);

        Assert.All(receipts, receipt => Assert.Equal(Receipt.Accepted(1), receipt));
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(i, await cluster.TraitAsync($"c{i}", "n", silo: 1));
            Assert.Equal([1L], await cluster.SeqsAsync($"c{i}", silo: 1));
        }
        // Both have some.
        Assert.Equal([0, 1], Enumerable.Range(0, 40).Select(i => cluster.SiloOf($"c{i}")).Distinct().Order());
    }

    [SkippableFact]
    public async Task Signals_of_one_customer_keep_their_order_through_either_silo()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();

        for (var silo = 0; silo < 2; silo++)
        {
            var batch = Enumerable.Range(1, 50).SelectMany(i => new[] { Update("anna", $"{silo}-{i}", "n", i), Update("ben", $"{silo}-{i}", "n", i) }).ToList();
            var receipts = await cluster.Customers(silo).SignalAsync(batch);
            Assert.Equal(batch.Select((_, i) => (50L * silo) + (i / 2) + 1), receipts.Select(r => r.Seq));
        }

        Assert.Equal(50, await cluster.TraitAsync("anna", "n"));
    }

    [SkippableFact]
    public async Task A_repeat_is_a_duplicate_whichever_silo_it_comes_to()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();

        var receipts = new List<Receipt>();
        for (var i = 0; i < 4; i++) receipts.Add(await cluster.SignalAsync(Update("anna", "1", "n", 1), silo: i % 2));
        var reused = await cluster.SignalAsync(Update("anna", "1", "n", 2), silo: 1);

        Assert.Equal([ReceiptKind.Accepted, ReceiptKind.Duplicate, ReceiptKind.Duplicate, ReceiptKind.Duplicate], receipts.Select(r => r.Kind));
        Assert.Equal((ReceiptKind.Reused, "id-reused"), (reused.Kind, reused.Problem!.Code));
        Assert.Equal([1L], await cluster.SeqsAsync("anna"));
    }

    [SkippableFact]
    public async Task The_same_signals_sent_to_both_silos_at_once_are_handled_once()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var signals = Enumerable.Range(0, 500).Select(i => Update($"c{i % 50}", $"{i}", "n", i)).ToList();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 2).Select(silo => cluster.Customers(silo).SignalAsync(signals).AsTask()));

        for (var i = 0; i < signals.Count; i++)
            Assert.Equal([ReceiptKind.Accepted, ReceiptKind.Duplicate], receipts.Select(r => r[i].Kind).Order());
        for (var c = 0; c < 50; c++) Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), await cluster.SeqsAsync($"c{c}"));
    }

    [SkippableFact]
    public async Task A_command_for_nobody_is_refused_and_makes_nobody()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();

        var consent = new JourneyOrchestrator.Grains.Customers.Input.SetConsent("news", "email", true, "v1", "web", "nobody");

        Assert.Equal(ReceiptKind.Unknown, (await cluster.Customers(0).CommandAsync("nobody", consent)).Kind);
        Assert.Equal(ReceiptKind.Unknown, (await cluster.Customers(1).CommandAsync("nobody", consent)).Kind);
        Assert.Equal(ReadStatus.Unknown, (await cluster.Customers(1).ReadAsync("nobody", state => state.Seq)).Status);
    }
}
