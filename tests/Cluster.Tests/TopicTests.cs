using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Tests.Pumps;
using JourneyOrchestrator.Tests.Shared;
using static Cluster.Tests.Journeys;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

/// <summary>Topic events held up, let go on and withdrawn, from whichever process.</summary>
public sealed class TopicTests
{
    private static readonly string[] Everybody = [.. Enumerable.Range(0, 12).Select(i => $"c{i}")];

    private static async Task<TestCluster> FollowedAsync()
    {
        var cluster = await StartAsync();
        foreach (var topic in (string[])["train", "probe"]) await cluster.PublishAsync(SmallJourneys.Of(topic, SmallJourneys.Follow(topic), SmallJourneys.Wait("over")));
        foreach (var customer in Everybody) await cluster.SignalAsync(Begin(customer, customer));
        return cluster;
    }

    /// <summary>Ids of the events of a topic that a customer heard.</summary>
    private static async Task<string[]> HeardAsync(TestCluster cluster, string customer, string topic) =>
        [.. (await cluster.InputsAsync(customer)).Where(i => i.Kind == "topic" && i.Id!.StartsWith(topic, StringComparison.Ordinal)).Select(i => i.Id!)];

    private static async Task AllHearAsync(TestCluster cluster, string topic, params string[] expected)
    {
        foreach (var customer in Everybody)
        {
            await UntilAsync(async () => (await HeardAsync(cluster, customer, topic)).Length >= expected.Length, $"{customer} hears {expected.Length} events of {topic}.");
            Assert.Equal(expected, await HeardAsync(cluster, customer, topic));
        }
    }

    private static Task PublishAsync(TestCluster cluster, string topic, int number) =>
        cluster.Customers(number % 2).PublishAsync(topic, [Tick(number) with { Id = $"{topic}-{number}" }]).AsTask();

    /// <summary>The silo that does not tell followers, and the doors.</summary>
    private static ITopics[] Elsewhere(TestCluster cluster) => [cluster.Node(1 - cluster.SiloOfTopics()).Topics, cluster.Doors.Topics];

    [SkippableFact]
    public async Task Acts_from_elsewhere_hold_up_let_go_and_withdraw_and_everybody_sees_who_and_why()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await FollowedAsync();
        await PublishAsync(cluster, "train", 1);
        await AllHearAsync(cluster, "train", "train-1");
        var (silo, doors) = (Elsewhere(cluster)[0], Elsewhere(cluster)[1]);

        Assert.Equal(TopicActEnd.Done, await doors.PauseAsync("train", 0, "kim", "is it true?"));
        Assert.Equal(TopicActEnd.Repeated, await silo.PauseAsync("train", 0, "kim", "is it true?"));
        await PublishAsync(cluster, "train", 2);
        await PublishAsync(cluster, "train", 3);
        await PublishAsync(cluster, "probe", 1);
        await AllHearAsync(cluster, "probe", "probe-1");
        await AllHearAsync(cluster, "train", "train-1");

        foreach (var any in (ITopics[])[silo, doors, cluster.Node(cluster.SiloOfTopics()).Topics])
        {
            var held = (await any.FanOutsAsync(0, 10)).Items;
            Assert.Equal([(2L, FanOutPhase.Paused, 12L, 0L), (3L, FanOutPhase.Paused, 12L, 0L)], held.Select(f => (f.Progress.Position, f.Phase, f.Progress.Followers, f.Progress.Told)));
            Assert.Equal("train-2", JourneyOrchestrator.Grains.Customers.CloudEventJson.Read(held[0].Progress.Event).Id);
            Assert.Equal(("train", 0L, "kim", "is it true?"), (await any.PausesAsync()).Select(p => (p.Topic, p.Position, p.By, p.Reason)).Single());
        }

        var withdrawn = await silo.WithdrawAsync("train", 2, "kim", "another train", Tick(4) with { Id = "train-4" });
        Assert.Equal(new WithdrawalEnd(TopicActEnd.Done, 4), withdrawn);
        Assert.Equal(new WithdrawalEnd(TopicActEnd.Repeated, 4), await doors.WithdrawAsync("train", 2, "kim", "another train", Tick(4) with { Id = "train-4" }));
        Assert.Equal(TopicActEnd.Withdrawn, (await doors.WithdrawAsync("train", 2, "lea", "mine", null)).End);
        Assert.Equal(TopicActEnd.Unknown, await doors.PauseAsync("train", 9, "kim", "no such event"));
        Assert.Equal(TopicActEnd.Done, await silo.ResumeAsync("train", 0, "kim", "put right"));

        await AllHearAsync(cluster, "train", "train-1", "train-3", "train-4");
        Assert.Equal([TopicActKind.Paused, TopicActKind.Resumed], (await doors.ActsAsync("train", 0, 10)).Items.Select(a => a.Kind));
        var told = (await doors.EventsAsync("train", long.MaxValue, 10)).Items;
        Assert.Equal([(4L, 12L), (3L, 12L), (2L, 0L), (1L, 12L)], told.Select(e => (e.Position, e.Told)));
        Assert.Empty((await doors.FanOutsAsync(0, 10)).Items);
    }

    [SkippableFact]
    public async Task When_an_act_from_elsewhere_has_ended_nobody_further_is_told()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await FollowedAsync();
        async Task<int> ToldAsync()
        {
            var told = 0;
            foreach (var customer in Everybody) told += (await HeardAsync(cluster, customer, "train")).Length;
            return told;
        }

        for (var round = 1; round <= 10; round++)
        {
            var elsewhere = Elsewhere(cluster)[round % 2];
            var publishing = PublishAsync(cluster, "train", round);
            Assert.Equal(TopicActEnd.Done, await elsewhere.PauseAsync("train", 0, "kim", "wait"));
            await publishing;
            var before = await ToldAsync();

            // Whatever else there is to tell is told; of this nothing.
            await PublishAsync(cluster, "probe", round);
            await AllHearAsync(cluster, "probe", [.. Enumerable.Range(1, round).Select(i => $"probe-{i}")]);
            Assert.Equal(before, await ToldAsync());

            Assert.Equal(TopicActEnd.Done, await elsewhere.ResumeAsync("train", 0, "kim", "go on"));
            await AllHearAsync(cluster, "train", [.. Enumerable.Range(1, round).Select(i => $"train-{i}")]);
        }
    }

    [SkippableFact]
    public async Task What_is_paused_stays_so_when_the_silo_that_tells_is_lost_and_acts_find_the_next_one()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await FollowedAsync();
        await PublishAsync(cluster, "train", 1);
        await AllHearAsync(cluster, "train", "train-1");
        Assert.Equal(TopicActEnd.Done, await cluster.Doors.Topics.PauseAsync("train", 0, "kim", "wait"));
        await PublishAsync(cluster, "train", 2);

        await cluster.KillAsync(cluster.SiloOfTopics());
        Assert.Equal(TopicActEnd.Done, await cluster.Doors.Topics.PauseAsync("train", 2, "kim", "this one above all"));
        await cluster.Customers(0).PublishAsync("probe", [Tick(1) with { Id = "probe-1" }]);
        await AllHearAsync(cluster, "probe", "probe-1");
        await AllHearAsync(cluster, "train", "train-1");
        Assert.Equal(TopicActEnd.Done, await cluster.Node(0).Topics.ResumeAsync("train", 0, "kim", "go on"));
        Assert.Equal(TopicActEnd.Done, await cluster.Node(0).Topics.ResumeAsync("train", 2, "kim", "go on"));

        await AllHearAsync(cluster, "train", "train-1", "train-2");
    }
}
