using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Serving;
using JourneyOrchestrator.Workflows.Values;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The pages of a host with feeds.</summary>
public sealed class FeedsPageTests(PagesHost host) : IClassFixture<PagesHost>
{
    [BrowserFact]
    public async Task Feeds_show_how_fresh_they_are_and_what_is_wrong()
    {
        await using var app = HostComposition.Build(["http://127.0.0.1:0"], host.Customers, TimeProvider.System, new DoorServices { Topics = host.Topics, Feeds = new TwoFeeds() });
        await app.StartAsync();
        await using var visit = await host.VisitAsync("#/dead-letters", at: app.Urls.Single());
        await Expect(visit.Heading("Feeds")).ToBeVisibleAsync();
        var (good, bad) = (visit.Page.Locator("tr").Filter(new() { HasText = "trains" }), visit.Page.Locator("tr").Filter(new() { HasText = "parcels" }));
        await Expect(good.Locator(".badge")).ToHaveTextAsync("fresh");
        await Expect(good).ToContainTextAsync("7 told, 2 not matched, 1 rejected");
        await Expect(bad.Locator(".badge")).ToHaveTextAsync("failing");
        await Expect(bad).ToContainTextAsync("The server answers 500.");
        await visit.Page.GetByLabel("Language").SelectOptionAsync("fr");
        await Expect(visit.Heading("Flux")).ToBeVisibleAsync();
        Assert.Empty(visit.Errors);
    }

    private sealed class TwoFeeds : IFeeds
    {
        public ValueTask<IReadOnlyList<FeedStatus>> ListAsync(CancellationToken cancel = default) => new(
        [
            new("parcels", "json", DateTimeOffset.UtcNow, null, null, null, false, FeedTally.None, "The server answers 500."),
            new("trains", "gtfs-realtime", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddSeconds(-20), false, new FeedTally(7, 0, 1, 2), null),
        ]);

        public ValueTask<FeedTally?> PushAsync(string name, Value document, CancellationToken cancel = default) => ValueTask.FromResult<FeedTally?>(null);
    }
}
