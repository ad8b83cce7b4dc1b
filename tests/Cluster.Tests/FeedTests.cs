using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Tests;
using JourneyOrchestrator.Silo.Tests.Pumps;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Values;
using static Cluster.Tests.Journeys;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

public sealed class FeedTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private string Feed => Path.Combine(directory.Path, "trains.json");

    /// <summary>One feed that is read from a file, and one that is sent.</summary>
    private FeedList Feeds()
    {
        const string Mapping = """{ "items": "feed.news", "topic": "'train'", "type": "'tick'", "id": "item.id" }""";
        var file = Path.Combine(directory.Path, "feeds.json");
        File.WriteAllText(file, $$"""
            { "feeds": [
              { "name": "read", "kind": "json", "file": {{JsonSerializer.Serialize(Feed)}}, "everySeconds": 1, "mapping": {{Mapping}} },
              { "name": "sent", "kind": "json", "mapping": {{Mapping}} } ] }
            """);
        return FeedList.Read(file);
    }

    private static string News(params string[] ids) => $$"""{ "news": [{{string.Join(',', ids.Select(id => $$"""{ "id": "{{id}}" }"""))}}] }""";

    private static Value Document(params string[] ids) => ValueJson.Parse(Encoding.UTF8.GetBytes(News(ids)));

    /// <summary>Written beside it first: a reader finds the old or the new.</summary>
    private void Write(params string[] ids)
    {
        File.WriteAllText(Feed + ".new", News(ids));
        File.Move(Feed + ".new", Feed, overwrite: true);
    }

    [SkippableFact]
    public async Task One_silo_reads_a_feed_and_another_goes_on_when_it_is_lost()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        Write("1", "2");
        await using var cluster = await StartAsync(feeds: Feeds());
        await cluster.PublishAsync(SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("over")));
        await cluster.SignalAsync(Begin("anna", "a"));
        IFeeds[] doors = [cluster.Node(0).Feeds, cluster.Node(1).Feeds, cluster.Doors.Feeds];
        foreach (var door in doors)
        {
            await UntilAsync(async () => (await door.ListAsync())[0].Told.Accepted == 2, "The feed is read.");
            Assert.Equal([("read", true), ("sent", false)], (await door.ListAsync()).Select(feed => (feed.Name, feed.Succeeded is not null)));
        }

        await cluster.KillAsync(cluster.SiloOfFeeds());
        await UntilAsync(async () => (await cluster.Doors.Feeds.ListAsync())[0].Told is { Accepted: 0, Duplicates: 2 }, "The next one tells nothing that was told.");
        Write("1", "2", "3");
        await UntilAsync(async () => (await cluster.Doors.Feeds.ListAsync())[0].Told is { Accepted: 1, Duplicates: 4 }, "It tells what is new, and no more.");
        await UntilAsync(async () => (await HeardAsync(cluster)).LastOrDefault() == "3", "Who follows hears of it.");

        Assert.Equal((await HeardAsync(cluster)).Distinct(), await HeardAsync(cluster));
    }

    [SkippableFact]
    public async Task What_is_sent_to_any_process_counts_once()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync(feeds: Feeds());

        Assert.Equal(new FeedTally(2, 0, 0, 0), await cluster.Doors.Feeds.PushAsync("sent", Document("1", "2")));
        Assert.Equal(new FeedTally(1, 1, 0, 0), await cluster.Node(0).Feeds.PushAsync("sent", Document("2", "3")));
        Assert.Null(await cluster.Doors.Feeds.PushAsync("none", Document("1")));
        Assert.Contains("asked for", (await Assert.ThrowsAsync<FeedException>(async () => await cluster.Doors.Feeds.PushAsync("read", Document("1")))).Message, StringComparison.Ordinal);
        foreach (var feeds in (IFeeds[])[cluster.Node(0).Feeds, cluster.Node(1).Feeds, cluster.Doors.Feeds])
            Assert.Equal(new FeedTally(3, 1, 0, 0), (await feeds.ListAsync())[1].Told);
    }

    private static async Task<List<string>> HeardAsync(TestCluster cluster) => [.. (await cluster.InputsAsync("anna")).Where(i => i.Kind == "topic").Select(i => i.Id!)];
}
