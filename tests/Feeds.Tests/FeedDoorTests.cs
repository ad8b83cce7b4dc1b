using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>Feeds at the doors of a running host.</summary>
public sealed class FeedDoorTests(FeedsHost host) : IClassFixture<FeedsHost>, IAsyncLifetime
{
    private const string Settings = """
        {"feeds":[{"name":"shops","kind":"json","mapping":{"items":"feed.shops","topic":"'store:' + item.id","type":"'store.state'","id":"item.id + item.at","time":"item.at"}},
                  {"name":"trains","kind":"gtfs-realtime","file":"FILE","everySeconds":1}]}
        """;

    private readonly HttpClient client = new();
    private FeedHost feeds = null!;
    private WebApplication app = null!;

    public async Task InitializeAsync()
    {
        await Gtfs.WriteAsync(host["door.pb"], Gtfs.Feed(DateTimeOffset.UtcNow, Gtfs.Trip("door", DateTimeOffset.UtcNow, Gtfs.Stop("s", null, DateTimeOffset.UtcNow, 60))));
        var list = FeedsHost.List(Settings.Replace("FILE", JsonEncodedText.Encode(host["door.pb"]).ToString(), StringComparison.Ordinal));
        feeds = new FeedHost(list, host.Orchestrator.Customers, TimeProvider.System, NullLogger.Instance);
        app = HostComposition.Build(["http://127.0.0.1:0"], host.Orchestrator.Customers, TimeProvider.System, new DoorServices { Topics = host.Orchestrator.Customers.Topics, Feeds = feeds });
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await feeds.DisposeAsync();
    }

    private async Task<(int Status, JsonElement Json)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_feed_is_sent_and_shows_how_fresh_it_is()
    {
        var (status, tally) = await SendAsync(HttpMethod.Post, "/v1/feeds/shops", """{"shops":[{"id":"s1","at":"2026-01-01T00:00:00Z"},{"id":"s2","at":"never"}]}""");
        Assert.Equal((200, 1, 0, 0, 1), (status, Count(tally, "accepted"), Count(tally, "duplicates"), Count(tally, "rejected"), Count(tally, "unmatched")));
        var shops = (await SendAsync(HttpMethod.Get, "/v1/feeds/shops")).Json;
        Assert.InRange(Count(shops, "freshnessSeconds"), 0, 60);
        Assert.Equal((1, JsonValueKind.Null), (Count(shops, "accepted"), shops.GetProperty("error").ValueKind));
    }

    [Fact]
    public async Task A_feed_is_asked_for_by_the_clock()
    {
        var before = (await SendAsync(HttpMethod.Get, "/v1/feeds/trains")).Json;
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (before.GetProperty("asked").ValueKind, before.GetProperty("freshnessSeconds").ValueKind));
        feeds.Start();
        await FeedsHost.UntilAsync(async () => Count((await SendAsync(HttpMethod.Get, "/v1/feeds/trains")).Json, "accepted") == 1);
        var items = (await SendAsync(HttpMethod.Get, "/v1/feeds")).Json.GetProperty("items");
        Assert.Equal(["shops", "trains"], items.EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.False(items[1].GetProperty("stale").GetBoolean());
    }

    [Theory]
    [InlineData("/v1/feeds/none", "{}", 404, "unknown")]
    [InlineData("/v1/feeds/trains", "{}", 400, "feed")]
    [InlineData("/v1/feeds/shops", "{\"shops\":7}", 400, "feed")]
    [InlineData("/v1/feeds/shops", "{", 400, "malformed-json")]
    public async Task What_cannot_be_taken_is_refused(string path, string body, int expected, string code)
    {
        var (status, problem) = await SendAsync(HttpMethod.Post, path, body);
        Assert.Equal((expected, code), (status, problem.GetProperty("errors")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_packed_document_is_refused_as_such()
    {
        using var packed = new StringContent("{}", Encoding.UTF8, "application/json");
        packed.Headers.ContentEncoding.Add("gzip");
        using var answer = await client.PostAsync(new Uri("/v1/feeds/shops", UriKind.Relative), packed);
        Assert.Equal(415, (int)answer.StatusCode);
        Assert.Contains("\"media-type\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static long Count(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
