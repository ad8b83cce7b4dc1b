using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>JSON of any shape, mapped by expressions.</summary>
public sealed class JsonFeedTests(FeedsHost host) : IClassFixture<FeedsHost>
{
    private const string Parcels = """
        {"feeds":[{"name":"parcels","kind":"json","mapping":{
          "items":"feed.parcels","when":"item.state != 'unknown'","topic":"'parcel:' + item.no","type":"'parcel.' + item.state","id":"item.no + '-' + string(item.version)",
          "time":"item.at","data":"{'place': item.place}","retainKey":"item.no"}}]}
        """;

    private static Value Json(string text) => ValueJson.Parse(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Items_become_topic_events_and_repeats_count_once()
    {
        await using var feed = host.Feed(FeedsHost.List(Parcels).Feeds[0]);
        var document = Json("""{"parcels":[{"no":"P1","state":"sorted","version":1,"at":"2026-01-02T03:04:05Z","place":"Lille"},{"no":"P2","state":"unknown","version":1,"at":"","place":""},{"no":"P3","state":"sorted","version":1,"at":"yesterday","place":""}]}""");
        Assert.Equal(new FeedTally(1, 0, 0, 1), await feed.PushAsync(document, default));
        Assert.Equal(new FeedTally(0, 1, 0, 1), await feed.PushAsync(document, default));
        var error = await Assert.ThrowsAsync<FeedException>(() => feed.PushAsync(Json("""{"boxes":[]}"""), default));
        Assert.Contains("'items' gives no list", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, feed.Status.Error);
    }

    [Fact]
    public async Task Items_become_signals_of_customers()
    {
        var list = FeedsHost.List("""{"feeds":[{"name":"crm","kind":"json","mapping":{"items":"feed","subject":"item.customer","type":"'customer.updated'","id":"item.id","data":"{'name': item.name}"}}]}""");
        await using var feed = host.Feed(list.Feeds[0]);
        Assert.Equal(new FeedTally(2, 0, 1, 0), await feed.PushAsync(Json("""[{"customer":"ida","id":1,"name":"Ida"},{"customer":"jo","id":2,"name":"Jo"},{"customer":"ida","id":1,"name":"Other"}]"""), default));
        Assert.Equal("Ida", (await host.Orchestrator.Customers.ReadAsync("ida", state => state.Traits["name"].AsString())).Value);
    }

    [Fact]
    public async Task A_file_of_json_is_read_when_it_changes()
    {
        var settings = FeedsHost.List(Parcels).Feeds[0] with { Name = "file", File = host["parcels.json"] };
        await using var feed = host.Feed(settings);
        await File.WriteAllTextAsync(host["parcels.json"], """{"parcels":[{"no":"P9","state":"sorted","version":1,"at":1767323045,"place":"Lille"}]}""");
        await feed.LookAsync(default);
        Assert.Equal((1, null), (feed.Status.Told.Accepted, feed.Status.Error));
        await File.WriteAllTextAsync(host["parcels.json"], """{"parcels":[""");
        await feed.LookAsync(default);
        Assert.Contains("no JSON", feed.Status.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FeedException>(() => feed.PushAsync(Json("{}"), default));
    }

    [Theory]
    [InlineData("""{"feeds":[]}""", "must list 1 to 100")]
    [InlineData("""{"feeds":[{"name":"a","kind":"json","every":3,"mapping":{"items":"feed","type":"'t'","id":"'i'","topic":"'t'"}}]}""", "every")]
    [InlineData("""{"feeds":[{"name":"a","kind":"xml","url":"http://x/"}]}""", "'kind' is 'xml'")]
    [InlineData("""{"feeds":[{"name":"a","kind":"gtfs-realtime"}]}""", "'url' or 'file' is needed")]
    [InlineData("""{"feeds":[{"name":"a","kind":"gtfs-realtime","url":"ftp://x/"}]}""", "http or https")]
    [InlineData("""{"feeds":[{"name":"a","kind":"gtfs-realtime","url":"http://x/","file":"f"}]}""", "exclude each other")]
    [InlineData("""{"feeds":[{"name":"a","kind":"gtfs-realtime","file":"f"},{"name":"a","kind":"gtfs-realtime","file":"f"}]}""", "two feeds are named 'a'")]
    [InlineData("""{"feeds":[{"name":"a","kind":"json"}]}""", "'mapping' is needed")]
    [InlineData("{", "can't be read")]
    public void Settings_that_make_no_sense_are_refused_with_their_place(string json, string says) =>
        Assert.Contains(says, Assert.Throws<FeedException>(() => FeedsHost.List(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("itm.no", "item.no", "'mapping.topic', column 1")]
    [InlineData("item.no +", "item.no", "'mapping.topic'")]
    [InlineData("item.no", "item..no", "'mapping.id', column")]
    public void A_wrong_expression_is_refused_with_feed_member_and_column(string topic, string id, string says)
    {
        var mapping = new FeedMapping("feed.items", "'t'", id, Topic: topic);
        var error = Assert.Throws<FeedException>(() => host.Feed(new FeedSettings("a", FeedSettings.Json) { Mapping = mapping }));
        Assert.StartsWith("Feed 'a': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }
}
