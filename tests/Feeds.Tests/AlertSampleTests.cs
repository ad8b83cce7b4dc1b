using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Feeds.Gtfs;
using JourneyOrchestrator.Silo.Replay.Rail;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>The shipped alerts: made by code, read as any feed, about runs of the shipped trains.</summary>
public sealed class AlertSampleTests(FeedsHost host) : IClassFixture<FeedsHost>
{
    private static readonly FeedSettings Settings = FeedList.Read(Path.Combine(AlertSample.Folder, "gtfs", "feeds.json")).Feeds.Single();

    [Fact]
    public async Task The_file_is_byte_for_byte_what_the_code_makes()
    {
        if (Environment.GetEnvironmentVariable("JOURNEY_WRITE_SAMPLES") == "1") await File.WriteAllBytesAsync(AlertSample.File, AlertSample.Bytes());
        Assert.Equal(Convert.ToHexString(AlertSample.Bytes()), Convert.ToHexString(await File.ReadAllBytesAsync(AlertSample.File)));
        Assert.EndsWith(Settings.File!, AlertSample.File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_alert_becomes_an_event_on_the_topic_of_each_run_of_the_rail_sample_that_it_informs()
    {
        var reading = new GtfsContent(Settings, "feed:alerts").Read(await File.ReadAllBytesAsync(AlertSample.File), _ => Value.Null);

        Assert.Equal((AlertSample.Made, 0), (reading.Made, reading.Unmatched));
        Assert.All(reading.Events, e => Assert.Equal(("disruption.announced", "feed:alerts"), (e.Signal.Type, e.Signal.Source)));
        Assert.Equal(
            ["train:ICE-505:2025-09-05:16921", "train:IC-2173:2025-09-05:26941", "train:RE-62009:2025-09-05:6456", "train:RE-62006:2025-09-05:7762", "stop:Berlin-Spandau"],
            reading.Events.Select(e => e.Topic));
        var trains = RailFiles.Read(Path.Combine(AlertSample.Folder, "rail", "stops.csv"), Path.Combine(AlertSample.Folder, "rail", "changes.csv"));
        Assert.Subset(trains.Trips.Select(trip => trip.Topic).ToHashSet(), reading.Events.Select(e => e.Topic!).Where(topic => topic.StartsWith("train:", StringComparison.Ordinal)).ToHashSet());
        Assert.Contains(trains.Stops, stop => stop is { Trip.Id: 6456, Station: "Berlin-Spandau" });

        Assert.Equal(Json("""
            { "alert": "winds", "cause": "weather", "effect": "significant-delays", "periods": [ { "from": "2025-09-05T05:30:00Z", "until": "2025-09-05T09:00:00Z" } ],
              "header": { "fr": "Vents violents : retards importants", "en": "Strong winds: long delays" },
              "description": { "fr": "Les trains en provenance du nord roulent à vitesse réduite jusque vers 11 h.", "en": "Trains from the north run at reduced speed until about 11 am." } }
            """), reading.Events[0].Signal.Data);
        Assert.Equal(Json("""
            { "alert": "points", "cause": "technical-problem", "effect": "modified-service", "periods": [ { "from": "2025-09-05T05:50:00Z" } ],
              "header": { "fr": "Panne d'aiguillage à Berlin-Spandau", "en": "Broken points at Berlin-Spandau" },
              "description": { "fr": "Des trains changent de voie. Suivez l'affichage en gare.", "en": "Some trains use another platform. Follow the displays." } }
            """), reading.Events[4].Signal.Data);
    }

    [Fact]
    public async Task Whoever_is_booked_on_such_a_run_hears_of_it_and_each_is_told_once()
    {
        await host.EventAsync("book", "vera", "trip.booked", """
            {"booking":"B-vera","traveller":"vera","payer":"vera","prescriber":"vera","timezone":"Europe/Berlin","minimumTransferMinutes":5,"class":2,
             "assisted":false,"hurry":false,"arrival":{"exits":{},"exit":"A"},"price":{"amount":1990,"currency":"EUR"},
             "legs":[{"topic":"train:ICE-505:2025-09-05:16921","train":"ICE 505","trip":"16921","type":"F","from":{"station":"Berlin-Spandau","stop":"6"},
                      "to":{"station":"Berlin Südkreuz","stop":"8"},"plannedDep":"2099-09-05T06:10:00Z","plannedArr":"2099-09-05T06:33:00Z"}]}
            """);
        await using var feed = host.Feed(Settings with { File = AlertSample.File });
        await feed.LookAsync(default);
        Assert.Equal((new FeedTally(5, 0, 0, 0), false, null), (feed.Status.Told, feed.Status.Stale, feed.Status.Error));
        await FeedsHost.UntilAsync(async () => (await host.HistoryAsync("vera")).Any(e => e.Input.Type == "disruption.announced"));
        await feed.LookAsync(default);
        var heard = Assert.Single(await host.HistoryAsync("vera"), e => e.Input.Type == "disruption.announced");
        Assert.Equal("Strong winds: long delays", heard.Input.Data.AsMap()["header"].AsMap()["en"].AsString());
    }

    private static Value Json(string text) => ValueJson.Parse(Encoding.UTF8.GetBytes(text));
}
