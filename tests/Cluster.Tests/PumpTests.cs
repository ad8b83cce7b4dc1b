using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Silo.Tests.Pumps;
using static Cluster.Tests.Journeys;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

public sealed class PumpTests
{
    private static readonly string[] Everybody = [.. Enumerable.Range(0, 12).Select(i => $"c{i}")];

    [SkippableFact]
    public async Task Timers_fire_once_each_also_when_the_silo_is_lost_that_fired_them()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        await cluster.PublishAsync(SmallJourneys.Of("wait", SmallJourneys.Delay("00:00:02"), SmallJourneys.Wait("over")));
        foreach (var customer in Everybody) await cluster.SignalAsync(Begin(customer, customer));

        await cluster.KillAsync(cluster.SiloOfPump("timers"));

        foreach (var customer in Everybody)
            await UntilAsync(async () => (await cluster.InputsAsync(customer)).Any(i => i.Kind == "timer"), $"The timer of {customer} fires.");
        await Task.Delay(500);
        foreach (var customer in Everybody) Assert.Single(await cluster.InputsAsync(customer), i => i.Kind == "timer");
    }

    [SkippableFact]
    public async Task A_topic_event_reaches_followers_on_both_silos_once_also_when_a_silo_is_lost()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        await cluster.PublishAsync(SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("over")));
        foreach (var customer in Everybody) await cluster.SignalAsync(Begin(customer, customer));
        Assert.Equal(2, Everybody.Select(cluster.SiloOf).Distinct().Count());

        await cluster.Customers(1).PublishAsync("train", [Tick(1), Tick(2)]);
        await HeardAsync(cluster, ["1", "2"]);
        var lost = cluster.SiloOfTopics();
        await cluster.Customers(1 - lost).PublishAsync("train", [Tick(3)]);
        await cluster.KillAsync(lost);
        await cluster.Customers(0).PublishAsync("train", [Tick(4)]);

        await HeardAsync(cluster, ["1", "2", "3", "4"]);
    }

    private static async Task HeardAsync(TestCluster cluster, string[] expected)
    {
        foreach (var customer in Everybody)
        {
            async Task<string?[]> HeardAsync() => [.. (await cluster.InputsAsync(customer)).Where(i => i.Kind == "topic").Select(i => i.Id)];
            await UntilAsync(async () => (await HeardAsync()).Length >= expected.Length, $"{customer} hears {expected.Length} events.");
            Assert.Equal(expected, await HeardAsync());
        }
    }

    [SkippableFact]
    public async Task Effects_go_out_and_their_customers_hear_of_it_wherever_they_are()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        await cluster.PublishAsync(SmallJourneys.Of("tell", SmallJourneys.Message(), SmallJourneys.Signal("other"), SmallJourneys.Wait("over")));

        foreach (var customer in Everybody) await cluster.SignalAsync(Begin(customer, customer), silo: 1);

        foreach (var customer in Everybody)
            await UntilAsync(async () => (await cluster.InputsAsync(customer)).Count(i => i.Type == "effect.settled") == 2, $"Both effects of {customer} are settled.");
        Assert.Equal(Everybody.Order(), cluster.Messages.Taken.Select(m => m.CustomerId).Order());
        Assert.Equal(Everybody.Length, (await cluster.InputsAsync("other")).Count(i => i.Kind == "internal"));
    }

    [SkippableFact]
    public async Task A_journey_is_known_to_all_silos_when_publishing_answers()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync(3);

        for (var version = 1; version <= 4; version++)
        {
            await cluster.PublishAsync(SmallJourneys.Of("j", [.. Enumerable.Range(0, version).Select(i => SmallJourneys.Wait($"w{i}"))]), silo: version % 3);
            for (var silo = 0; silo < 3; silo++) Assert.Equal(version, cluster.Node(silo).Local.Journeys.Newest("j")!.Version);
        }
    }

    [SkippableFact]
    public async Task Two_silos_that_publish_at_once_make_two_versions()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();

        var saved = await Task.WhenAll(Enumerable.Range(0, 2).Select(silo =>
            cluster.Customers(silo).SaveJourneyAsync(SmallJourneys.Of("j", SmallJourneys.Wait($"w{silo}")), publish: true).AsTask()));

        Assert.Equal([1, 2], saved.Select(s => s.Version).Order());
        Assert.Equal([1, 2], (await cluster.Customers(0).StoredJourneysAsync()).Select(row => row.Version).Order());
    }
}
