using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Tests.Shared;
using static Cluster.Tests.Journeys;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

/// <summary>One customer with two silos at a time, which Orleans does not rule out while its directory heals.</summary>
public sealed class FencingTests
{
    private const int Rounds = 20, Others = 10;

    [SkippableFact]
    public async Task Of_two_that_decide_upon_the_same_state_one_commits_and_everybody_else_in_the_batch_is_taken()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var hosts = new[] { cluster.Node(0).Local, cluster.Node(1).Local };
        await hosts[0].SignalAsync([Update("torn", "first", "n", 0)]);
        foreach (var host in hosts) Assert.Equal(1, (await host.ReadAsync("torn", state => state.Seq)).Value);   // now both have it in memory
        var answers = new List<(string Id, Receipt Receipt)>();

        for (var round = 0; round < Rounds; round++)
        {
            var sent = hosts.Select((host, h) => host.SignalAsync([Update("torn", $"{h}-{round}", "n", (2 * round) + h), .. OthersOf(h, round)]).AsTask()).ToList();
            var receipts = await Task.WhenAll(sent);
            for (var h = 0; h < hosts.Length; h++)
            {
                answers.Add(($"{h}-{round}", receipts[h][0]));
                Assert.All(receipts[h][1..], receipt => Assert.Equal(ReceiptKind.Accepted, receipt.Kind));
            }
            if (round == 0) Assert.Equal([ReceiptKind.Accepted, ReceiptKind.Unavailable], answers.Select(a => a.Receipt.Kind).Order());
        }

        // What was acknowledged is there, in the place that the answer said, and nothing else is.
        var history = (await cluster.Customers(0).HistoryAsync("torn", 0, 1_000)).Value!;
        Assert.Equal(Enumerable.Range(1, history.Count).Select(i => (long)i), history.Select(e => e.Seq));
        Assert.Equal(answers.Where(a => a.Receipt.Kind == ReceiptKind.Accepted).Select(a => (a.Receipt.Seq, a.Id)).Order(), history.Skip(1).Select(e => (e.Seq, e.Input.Id!)));
        for (var h = 0; h < 2; h++)
            for (var i = 0; i < Others; i++)
                Assert.Equal(Enumerable.Range(0, Rounds).Select(r => $"{r}"), (await cluster.Customers(0).HistoryAsync($"other{h}-{i}", 0, 100)).Value!.Select(e => e.Input.Id));
    }

    private static IEnumerable<Signal> OthersOf(int host, int round) => Enumerable.Range(0, Others).Select(i => Update($"other{host}-{i}", $"{round}", "n", round));

    [SkippableFact]
    public async Task Who_lost_shows_nothing_of_what_it_had_decided_and_what_the_other_wrote_at_once()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        await cluster.SignalAsync(Update("torn", "first", "n", 0));
        var first = cluster.SiloOf("torn");
        var place = new SecondPlace();
        await cluster.Node(1 - first).Host.ArriveAsync("torn", place);

        // It hears of what the other writes, and does not go on showing the old.
        Assert.Equal(0, await cluster.TraitAsync("torn", "n", first));
        Assert.Equal(ReceiptKind.Accepted, (await cluster.SignalAsync(Update("torn", "second", "n", 1), 1 - first)).Kind);
        await UntilAsync(async () => await cluster.TraitAsync("torn", "n", first) == 1, "The silo that did not write shows what was written.");

        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(silo => Task.Run(() => ReadAsync(cluster, silo, stop.Token))).ToList();
        var committed = new HashSet<long> { 0, 1 };
        for (var round = 1; round <= Rounds; round++)
        {
            var sent = await Task.WhenAll(Enumerable.Range(0, 2).Select(silo => cluster.SignalAsync(Update("torn", $"{silo}-{round}", "n", (10 * round) + silo), silo)));
            for (var silo = 0; silo < 2; silo++)
            {
                Assert.Contains(sent[silo].Kind, (ReceiptKind[])[ReceiptKind.Accepted, ReceiptKind.Unavailable]);
                if (sent[silo].Kind == ReceiptKind.Accepted) committed.Add((10 * round) + silo);
            }
            // Whoever was refused has dropped what it had decided: it shows what was committed.
            for (var silo = 0; silo < 2; silo++)
                if (sent[silo].Kind == ReceiptKind.Unavailable) Assert.Contains(await cluster.TraitAsync("torn", "n", silo), committed);
        }
        await stop.CancelAsync();

        Assert.All((await Task.WhenAll(readers)).SelectMany(read => read), value => Assert.Contains(value, committed));
        Assert.Equal(committed.Order(), (await cluster.Customers(0).HistoryAsync("torn", 0, 1_000)).Value!.Select(e => e.Input.Data.AsMap()["n"].AsInt()).Order());
    }

    private static async Task<HashSet<long>> ReadAsync(TestCluster cluster, int silo, CancellationToken stop)
    {
        var seen = new HashSet<long>();
        while (!stop.IsCancellationRequested) seen.Add(await cluster.TraitAsync("torn", "n", silo));
        return seen;
    }

    /// <summary>Stands for a second activation.</summary>
    private sealed class SecondPlace : ICustomerPlace
    {
        public void GiveUp()
        {
            // It stays, and goes on with what the store has.
        }
    }
}
