using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Tests.Shared;
using static Cluster.Tests.Journeys;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

public sealed class PeopleTests
{
    [SkippableFact]
    public async Task A_visitor_on_one_silo_is_joined_to_a_customer_on_another()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var (visitor, customer) = await ApartAsync(cluster);

        var receipts = await cluster.Customers(0).SignalAsync([Identified(visitor, customer), Update(visitor, "2", "page", 2), Update(customer, "2", "own", 2)]);

        Assert.All(receipts, receipt => Assert.Equal(ReceiptKind.Accepted, receipt.Kind));
        for (var silo = 0; silo < 2; silo++)
            foreach (var id in (string[])[customer, visitor])
            {
                var read = (await cluster.Customers(silo).ReadAsync(id, state => (state.Id, Page: state.Traits["page"].AsInt(), Own: state.Traits["own"].AsInt()))).Value;
                Assert.Equal((customer, 2L, 2L), read);
                Assert.Equal([1L, 2, 3, 4, 5, 6], await cluster.SeqsAsync(id, silo));
            }
        // Again and again, wherever: the same.
        Assert.Equal(ReceiptKind.Duplicate, (await cluster.SignalAsync(Identified(visitor, customer), silo: 1)).Kind);
    }

    [SkippableFact]
    public async Task Signals_of_a_visitor_keep_their_order_on_the_way_to_the_customer()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var (visitor, customer) = await ApartAsync(cluster);
        await cluster.SignalAsync(Identified(visitor, customer));

        await cluster.Customers(1).SignalAsync([.. Enumerable.Range(0, 30).Select(i => Update(visitor, $"p{i}", "page", i))]);

        Assert.Equal(29, await cluster.TraitAsync(customer, "page"));
        var ids = (await cluster.InputsAsync(customer)).Select(i => i.Id).Where(id => id is not null && id.StartsWith('p')).ToList();
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"p{i}"), ids);
    }

    [SkippableFact]
    public async Task Who_is_erased_is_gone_from_every_silo()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var (visitor, customer) = await ApartAsync(cluster);
        await cluster.SignalAsync(Identified(visitor, customer));
        for (var silo = 0; silo < 2; silo++) Assert.Equal(1, await cluster.TraitAsync(customer, "own", silo));

        var erased = await cluster.Customers(1).EraseAsync(visitor, "asked");

        Assert.Equal(ReadStatus.Found, erased.Status);
        for (var silo = 0; silo < 2; silo++)
            foreach (var id in (string[])[customer, visitor])
            {
                Assert.Equal(ReadStatus.Gone, (await cluster.Customers(silo).ReadAsync(id, state => state.Seq)).Status);
                Assert.Equal(ReadStatus.Gone, (await cluster.Customers(silo).HistoryAsync(id, 0, 10)).Status);
                Assert.Equal(ReceiptKind.Erased, (await cluster.SignalAsync(Update(id, $"late{silo}", "n", 1), silo)).Kind);
            }
        Assert.Equal(ReadStatus.Gone, (await cluster.Customers(0).EraseAsync(customer, "asked")).Status);
    }

    [SkippableFact]
    public async Task A_visitor_is_not_joined_to_somebody_who_was_erased()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var (visitor, customer) = await ApartAsync(cluster);
        await cluster.Customers(0).EraseAsync(customer, "asked");

        Assert.Equal(ReceiptKind.Erased, (await cluster.SignalAsync(Identified(visitor, customer), silo: 1)).Kind);
        Assert.Equal(1, await cluster.TraitAsync(visitor, "page"));
    }

    [SkippableFact]
    public async Task Whoever_watches_on_one_silo_hears_what_is_committed_on_the_other()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        var (visitor, customer) = await ApartAsync(cluster);
        foreach (var watched in (string[])[visitor, customer])
        {
            var other = 1 - cluster.SiloOf(watched);
            await using var one = (await cluster.Customers(other).FollowAsync(watched, null)).Value!;
            await using var all = await cluster.Customers(other).FollowAllAsync(null);

            await cluster.SignalAsync(Update(watched, "news", "n", 7), silo: cluster.SiloOf(watched));

            foreach (var feed in (ILiveFeed[])[one, all])
            {
                Assert.True(await feed.WaitAsync(TimeSpan.FromSeconds(30)));
                var heard = Assert.Single((await feed.NextAsync()).Value!);
                Assert.Equal((watched, "news"), (heard.CustomerId, heard.Entry.Input.Id));
            }
        }
    }

    /// <summary>A visitor and a customer who are with two silos; the visitor has the trait <c>page</c>, the customer <c>own</c>.</summary>
    private static async Task<(string Visitor, string Customer)> ApartAsync(TestCluster cluster)
    {
        await cluster.SignalAsync(Update("anna", "1", "own", 1));
        for (var i = 0; ; i++)
        {
            await cluster.SignalAsync(Update($"anon:{i}", "1", "page", 1));
            if (cluster.SiloOf($"anon:{i}") != cluster.SiloOf("anna")) return ($"anon:{i}", "anna");
        }
    }
}
