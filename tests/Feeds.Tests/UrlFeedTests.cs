using Google.Protobuf;
using JourneyOrchestrator.Silo.Feeds;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>Feeds that are asked for over HTTP, of servers good and bad.</summary>
public sealed class UrlFeedTests(FeedsHost host) : IClassFixture<FeedsHost>
{
    private static byte[] Good(string trip) => Gtfs.Feed(DateTimeOffset.UtcNow, Gtfs.Trip(trip, DateTimeOffset.UtcNow, Gtfs.Stop("s", null, DateTimeOffset.UtcNow, 60))).ToByteArray();

    [Fact]
    public async Task What_the_host_has_is_not_sent_again()
    {
        await using var server = await FeedServer.StartAsync();
        await using var feed = host.Feed(new FeedSettings("tagged", FeedSettings.GtfsRealtime, server.Url));
        server.Content = Good("tagged");
        for (var i = 0; i < 3; i++) Assert.Equal(TimeSpan.FromSeconds(30), await feed.LookAsync(default));
        Assert.Equal((1, 2, 1), (server.Sent, server.NotModified, feed.Status.Told.Accepted));
    }

    [Fact]
    public async Task A_server_that_misbehaves_is_waited_for_longer_and_longer_and_heard_again_when_it_is_well()
    {
        await using var server = await FeedServer.StartAsync();
        await using var feed = host.Feed(new FeedSettings("ill", FeedSettings.GtfsRealtime, server.Url) { MaxBytes = 1_000_000 });
        var good = Good("ill");
        (string Says, Func<HttpContext, Task> Does)[] mischief =
        [
            ("answers 500", context => Task.FromResult(context.Response.StatusCode = 500)),
            ("is not", context => Packs(context, "gzip", good)),
            ("only gzip", context => Packs(context, "br", good)),
            ("more than 1000000 bytes", context => Packs(context, "gzip", FeedServer.Packed(new byte[50_000_000]))),
            ("more than 1000000 bytes", context => context.Response.Body.WriteAsync(new byte[2_000_000]).AsTask()),
            ("can't be read", async context =>
            {
                context.Response.ContentLength = good.Length + 10;
                await context.Response.Body.WriteAsync(good);
                context.Abort();
            }),
            ("no GTFS-realtime feed", context => context.Response.WriteAsync("<html>Sorry</html>")),
        ];
        foreach (var (says, does) in mischief)
        {
            server.Mischief = does;
            Assert.True(await feed.LookAsync(default) > TimeSpan.Zero);
            Assert.Contains(says, feed.Status.Error, StringComparison.Ordinal);
        }
        Assert.True(await feed.LookAsync(default) > TimeSpan.FromMinutes(4));
        (server.Mischief, server.Content) = (null, good);
        Assert.Equal(TimeSpan.FromSeconds(30), await feed.LookAsync(default));
        Assert.Equal((1, null), (feed.Status.Told.Accepted, feed.Status.Error));
    }

    [Fact]
    public async Task A_packed_feed_is_unpacked()
    {
        await using var server = await FeedServer.StartAsync();
        server.Mischief = context => Packs(context, "gzip", FeedServer.Packed(Good("packed")));
        await using var feed = host.Feed(new FeedSettings("packed", FeedSettings.GtfsRealtime, server.Url));
        await feed.LookAsync(default);
        Assert.Equal((1, null), (feed.Status.Told.Accepted, feed.Status.Error));
    }

    private static async Task Packs(HttpContext context, string encoding, byte[] body)
    {
        context.Response.Headers.ContentEncoding = encoding;
        await context.Response.Body.WriteAsync(body);
    }
}
