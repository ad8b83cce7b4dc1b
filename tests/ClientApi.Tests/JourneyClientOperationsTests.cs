using System.Net;
using System.Text.Json;
using JourneyOrchestrator.ClientApi.Client;
using JourneyOrchestrator.Silo.Feeds;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The .NET client before the real host: what its operators do with it.</summary>
public sealed class JourneyClientOperationsTests() : ClientOnRealHost(new RealHost { Feeds = new FeedList([Shops, new("trains", FeedSettings.GtfsRealtime, File: "/no/such/file.pb")]) })
{
    private static readonly FeedSettings Shops = new("shops", FeedSettings.Json, Mapping: new FeedMapping("feed.shops", "'store.state'", "item.id", Topic: "'store:' + item.id"));

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items) all.Add(item);
        return all;
    }

    private static async Task<List<T>> UntilAsync<T>(Func<IAsyncEnumerable<T>> list, Func<List<T>, bool> enough)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await AllAsync(list()) is var all && enough(all)) return all;
            await Task.Delay(20, limit.Token);
        }
    }

    [Fact]
    public async Task What_could_not_be_delivered_is_listed_and_queued_again()
    {
        Assert.Empty(await AllAsync(client.DeadLettersAsync()));
        await client.SaveJourneyAsync(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "hook.json")), publish: true);
        await client.SendAsync([new("1", "/app", "hook.begin", "hal")]);
        var letter = Assert.Single(await UntilAsync(() => client.DeadLettersAsync(), all => all.Count > 0));
        Assert.Equal(("webhook", "hal", 1), (letter.Kind, letter.Customer, letter.Attempts));
        Assert.Contains("private", letter.Error, StringComparison.Ordinal);

        await client.RequeueAsync(letter.Id);
        Assert.Equal(letter.Id, Assert.Single(await UntilAsync(() => client.DeadLettersAsync(), all => all.Count > 0)).Id);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<JourneyRefusedException>(() => client.RequeueAsync("none"))).Status);
    }

    [Fact]
    public async Task Who_read_a_person_is_told_and_what_the_host_holds()
    {
        await client.LiveAsync();
        Assert.True(await client.HealthAsync() is { Customers: 0, Disk.FreeBytes: > 0 });
        await client.SendAsync([new("1", "/app", "visit", "ada"), new("1", "/app", "visit", "bob")]);
        Assert.True(await client.HealthAsync() is { Customers: 2, Entries: 2, Topics: 0, ActiveCustomers: 2, ActiveBytes: > 0 });

        Assert.Empty(await AllAsync(client.ReadsAsync("ada")));
        await client.CardAsync("ada");
        var read = (await UntilAsync(() => client.ReadsAsync("ada"), all => all.Count > 0))[0];
        Assert.Equal(("card", 1), (read.Call, read.Count));
        Assert.True(read.At > DateTimeOffset.UtcNow.AddMinutes(-5));
        await Assert.ThrowsAsync<JourneyRefusedException>(() => AllAsync(client.ReadsAsync("nobody")));
    }

    [Fact]
    public async Task A_feed_is_sent_and_shows_how_it_is()
    {
        Assert.Equal(new FeedReceipt(2, 0, 0, 0), await client.PushFeedAsync("shops", Json(new { shops = new[] { new { id = "s1" }, new { id = "s2" } } })));
        Assert.True(await client.FeedAsync("shops") is { Kind: "json", Accepted: 2, Error: null, Stale: false, FreshnessSeconds: >= 0, Changed: not null, Made: null });
        var trains = (await client.FeedsAsync()).Single(feed => feed.Name == "trains");
        for (var tries = 0; trains.Error is null && tries < 3_000; tries++, trains = (await client.FeedAsync("trains"))!) await Task.Delay(20);
        Assert.Contains("can't be read", trains.Error, StringComparison.Ordinal);
        Assert.Equal((null, null), (trains.FreshnessSeconds, trains.Succeeded));

        Assert.Null(await client.FeedAsync("none"));
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<JourneyRefusedException>(() => client.PushFeedAsync("none", Json(1)))).Status);
        Assert.Equal("feed", (await Assert.ThrowsAsync<JourneyRefusedException>(() => client.PushFeedAsync("trains", Json(1)))).Errors.Single().Code);
    }
}
