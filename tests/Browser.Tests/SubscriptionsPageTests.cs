using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

public sealed class SubscriptionsPageTests(PagesHost host) : IClassFixture<PagesHost>
{
    [BrowserFact]
    public async Task A_subscription_shows_how_it_fares_and_is_paused_and_resumed()
    {
        // A name that leads nowhere: every try fails.
        await host.PostAsync("/v1/subscriptions", """{"url":"http://receiver.invalid/hook","types":["trait.set"],"description":"The shop"}""");
        await host.EventAsync("sub-1", "grace", "customer.updated", """{"name":"Grace Hopper"}""");
        await using var visit = await host.VisitAsync("#/dead-letters");
        var row = visit.Page.Locator("tr").Filter(new() { HasText = "http://receiver.invalid/hook" });
        await Expect(row).ToContainTextAsync("The shop");
        await Expect(row.Locator(".badge")).ToHaveTextAsync("failing", new() { Timeout = 60_000 });
        await Expect(row).ToContainTextAsync("no connection");
        await Expect(row).ToContainTextAsync("entries");

        await row.GetByRole(AriaRole.Button, new() { Name = "Pause: http://receiver.invalid/hook" }).ClickAsync();
        await Expect(visit.Page.GetByText("is told nothing until it is resumed")).ToBeVisibleAsync();
        await Expect(row.Locator(".badge")).ToHaveTextAsync("paused");
        await Expect(row).ToContainTextAsync("somebody paused it");
        await row.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();

        await visit.Page.GetByLabel("Language").SelectOptionAsync("fr");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Abonnements" })).ToBeVisibleAsync();
    }
}
