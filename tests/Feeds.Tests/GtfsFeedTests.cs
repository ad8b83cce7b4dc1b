using System.Globalization;
using Google.Protobuf;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Feeds.Gtfs;
using JourneyOrchestrator.Silo.Feeds.Gtfs.Wire;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>GTFS-realtime files, told to travellers of the shipped rail journey.</summary>
public sealed class GtfsFeedTests(FeedsHost host) : IClassFixture<FeedsHost>
{
    private static readonly DateTimeOffset Leaves = new DateTimeOffset(DateTimeOffset.UtcNow.Year, DateTimeOffset.UtcNow.Month, DateTimeOffset.UtcNow.Day, 12, 0, 0, TimeSpan.Zero).AddDays(2);
    private static readonly DateTimeOffset Comes = Leaves.AddHours(2);

    private string Topic(string trip) => $"train:{trip}:{Leaves:yyyy-MM-dd}";

    private Task BookAsync(string traveller, string trip) => host.EventAsync("book", traveller, "trip.booked", $$"""
        {"booking":"B-{{traveller}}","traveller":"{{traveller}}","payer":"{{traveller}}","prescriber":"{{traveller}}","timezone":"Europe/Paris","minimumTransferMinutes":8,"class":2,
         "assisted":false,"hurry":false,"arrival":{"exits":{},"exit":"A"},"price":{"amount":4990,"currency":"EUR"},
         "legs":[{"topic":"{{Topic(trip)}}","train":"TGV 6165","trip":"{{trip}}","type":"F","from":{"station":"Paris","stop":"paris"},
                  "to":{"station":"Marseille","stop":"marseille"},"plannedDep":"{{Text(Leaves)}}","plannedArr":"{{Text(Comes)}}"}]}
        """);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static FeedEntity Trip(string id, int delay) => Gtfs.Trip(id, Leaves, Gtfs.Stop("paris", null, Leaves, delay), Gtfs.Stop("marseille", Comes, null, delay));

    private Feed FileFeed(string name) => host.Feed(new FeedSettings(name, FeedSettings.GtfsRealtime, File: host[name + ".pb"]));

    [Fact]
    public async Task A_delay_in_a_file_reaches_the_traveller_and_what_has_not_changed_is_told_once()
    {
        await BookAsync("ada", "delayed");
        await using var feed = FileFeed("delays");
        await Gtfs.WriteAsync(host["delays.pb"], Gtfs.Feed(DateTimeOffset.UtcNow, Trip("delayed", 1500), Trip("other", 0)));
        await feed.LookAsync(default);
        await FeedsHost.UntilAsync(async () => (await host.VariableAsync("ada", "known"))[0].TryGetProperty("delayDep", out _) || await DepartureAsync("ada") == Leaves.AddMinutes(25));
        Assert.Equal(Leaves.AddMinutes(25), await DepartureAsync("ada"));
        Assert.Equal((2, 0, null, false), (feed.Status.Told.Accepted, feed.Status.Told.Unmatched, feed.Status.Error, feed.Status.Stale));

        await feed.LookAsync(default);
        await Gtfs.WriteAsync(host["delays.pb"], Gtfs.Feed(DateTimeOffset.UtcNow.AddSeconds(30), Trip("delayed", 1500), Trip("other", 60)));
        await feed.LookAsync(default);
        Assert.Equal(3, feed.Status.Told.Accepted);   // the other one has changed
        Assert.Single(await host.HistoryAsync("ada"), entry => entry.Input.Kind == "topic");
    }

    [Fact]
    public async Task A_feed_that_changes_what_it_says_without_saying_when_is_heard()
    {
        await using var feed = FileFeed("sloppy");
        var made = DateTimeOffset.UtcNow;
        foreach (var delay in new[] { 60, 120, 180 })
        {
            await Gtfs.WriteAsync(host["sloppy.pb"], Gtfs.Feed(made, Trip("sloppy", delay), Gtfs.Trip(delay.ToString(CultureInfo.InvariantCulture), Leaves, Gtfs.Stop("s", null, Leaves, 0))));
            await feed.LookAsync(default);
        }
        Assert.Equal(new FeedTally(6, 0, 0, 0), feed.Status.Told);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_as_a_whole_is_cancelled_at_the_stops_that_were_known()
    {
        await BookAsync("bob", "gone");
        await using var feed = FileFeed("cancelled");
        await Gtfs.WriteAsync(host["cancelled.pb"], Gtfs.Feed(DateTimeOffset.UtcNow, Trip("gone", 0)));
        await feed.LookAsync(default);
        await FeedsHost.UntilAsync(async () => (await host.HistoryAsync("bob")).Exists(e => e.Input.Kind == "topic"));   // else the next overtakes it
        var cancelled = Gtfs.Trip("gone", Leaves);
        cancelled.TripUpdate.Trip.ScheduleRelationship = 3;
        await Gtfs.WriteAsync(host["cancelled.pb"], Gtfs.Feed(DateTimeOffset.UtcNow.AddSeconds(1), cancelled));
        await feed.LookAsync(default);
        await FeedsHost.UntilAsync(async () => (await host.HistoryAsync("bob")).Count(e => e.Input.Kind == "topic") == 2);
        var last = (await host.HistoryAsync("bob")).Last(e => e.Input.Kind == "topic").Input.Data.AsMap();
        Assert.True(last["cancelled"].IsTrue);
        Assert.True(last["stops"].AsMap()["paris"].AsMap()["cancelledDep"].IsTrue);
    }

    [Fact]
    public async Task An_alert_is_told_on_the_topic_of_the_run_or_route_that_it_informs()
    {
        var alert = new Alert { Cause = 4, Effect = 3, HeaderText = new TranslatedString() };
        alert.HeaderText.Translation.Add(new Translation { Language = "fr", Text = "Grève" });
        alert.ActivePeriod.Add(new TimeRange { Start = (ulong)Leaves.ToUnixTimeSeconds() });
        alert.InformedEntity.Add(new EntitySelector { Trip = new TripDescriptor { TripId = "struck", StartDate = Leaves.ToString("yyyyMMdd") } });
        alert.InformedEntity.Add(new EntitySelector { RouteId = "line-1" });
        alert.InformedEntity.Add(new EntitySelector());
        await BookAsync("cleo", "struck");
        await using var feed = FileFeed("alerts");
        await Gtfs.WriteAsync(host["alerts.pb"], Gtfs.Feed(DateTimeOffset.UtcNow, new FeedEntity { Id = "a1", Alert = alert }));
        await feed.LookAsync(default);
        Assert.Equal(2, feed.Status.Told.Accepted);
        await FeedsHost.UntilAsync(async () => (await host.HistoryAsync("cleo")).Any(e => e.Input.Type == "disruption.announced"));
        var data = (await host.HistoryAsync("cleo")).Single(e => e.Input.Type == "disruption.announced").Input.Data.AsMap();
        Assert.Equal(("strike", "significant-delays", "Grève"), (data["cause"].AsString(), data["effect"].AsString(), data["header"].AsMap()["fr"].AsString()));
    }

    [Fact]
    public async Task What_is_too_old_is_marked_and_not_told()
    {
        await using var feed = FileFeed("old");
        await Gtfs.WriteAsync(host["old.pb"], Gtfs.Feed(DateTimeOffset.UtcNow.AddHours(-1), Trip("late", 60)));
        await feed.LookAsync(default);
        Assert.Equal((true, 0, null), (feed.Status.Stale, feed.Status.Told.Accepted, feed.Status.Error));
        await Gtfs.WriteAsync(host["old.pb"], Gtfs.Feed(DateTimeOffset.UtcNow, Trip("late", 60)));
        await feed.LookAsync(default);
        Assert.Equal((false, 1), (feed.Status.Stale, feed.Status.Told.Accepted));
    }

    [Fact]
    public async Task What_is_no_feed_or_a_part_of_one_is_said_and_changes_nothing()
    {
        await using var feed = FileFeed("broken");
        var good = Gtfs.Feed(DateTimeOffset.UtcNow, Trip("one", 60)).ToByteArray();
        var differential = Gtfs.Feed(DateTimeOffset.UtcNow, Trip("one", 60));
        differential.Header.Incrementality = 1;
        foreach (var (bytes, says) in new (byte[], string)[]
        {
            (good[..^3], "a part of it is missing"), ("<html>"u8.ToArray(), "no GTFS-realtime feed"), ([], "it has no header"), (differential.ToByteArray(), "DIFFERENTIAL"),
        })
        {
            await File.WriteAllBytesAsync(host["broken.pb"], bytes);
            Assert.True(await feed.LookAsync(default) > TimeSpan.Zero);
            Assert.Contains(says, feed.Status.Error, StringComparison.Ordinal);
            Assert.Equal(0, feed.Status.Told.Accepted);
        }
        File.Delete(host["broken.pb"]);
        await feed.LookAsync(default);
        Assert.Contains("can't be read", feed.Status.Error, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(host["broken.pb"], good);
        await feed.LookAsync(default);
        Assert.Equal((1, null), (feed.Status.Told.Accepted, feed.Status.Error));
    }

    [SharedFact]
    public void A_real_feed_is_read_whole_and_no_beginning_of_it_does_harm()
    {
        var bytes = File.ReadAllBytes(SharedFactAttribute.Sncf);
        var content = new GtfsContent(new FeedSettings("sncf", FeedSettings.GtfsRealtime, File: SharedFactAttribute.Sncf), "feed:sncf");
        var reading = content.Read(bytes, _ => Value.Null);
        Assert.Equal((219, 0), (reading.Events.Count, reading.Unmatched));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1726587414), reading.Made);
        var first = reading.Events[0];
        Assert.Equal("train:OCESN6165F3135546:2024-09-17T00:20:00Z:2024-09-17", first.Topic);
        var stop = first.Signal.Data.AsMap()["stops"].AsMap()["StopPoint:OCETGV INOUI-87318964"].AsMap();
        Assert.Equal(("2024-09-17T12:51:00Z", "2024-09-17T12:01:00Z", 50L), (stop["expectedArr"].AsString(), stop["plannedArr"].AsString(), stop["delayArr"].AsInt()));
        for (var length = 0; length < bytes.Length; length += 61)
        {
            try
            {
                // A beginning that ends between two runs is a feed with fewer of them: the format has no end mark.
                Assert.True(content.Read(bytes.AsMemory(0, length), _ => Value.Null).Events.Count < 219);
            }
            catch (FeedException)
            {
                // refused
            }
        }
    }

    private async Task<DateTimeOffset> DepartureAsync(string traveller)
    {
        var known = await host.Orchestrator.Customers.ReadAsync(traveller, state => state.Cases.Values.Single().Item(1)!.Variables["known"].AsList()[0].AsMap()["dep"].AsTimestamp());
        return known.Value;
    }
}

/// <summary>Needs the public feed of SNCF, which is not part of this repository.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (!File.Exists(Sncf)) Skip = "The feed of SNCF (../shared/rail) is not here.";
    }

    public static string Sncf
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "JourneyOrchestrator.sln"))) folder = folder.Parent!;
            return Path.Combine(folder.FullName, "..", "shared", "rail", "sncf_tgv_tripupdates_20240917.pb");
        }
    }
}
