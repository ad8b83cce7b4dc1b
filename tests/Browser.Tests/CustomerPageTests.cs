using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

public sealed class CustomerPageTests(PagesHost host) : IClassFixture<PagesHost>
{
    [BrowserFact]
    public async Task A_customer_is_found_and_the_card_says_what_matters()
    {
        await using var visit = await host.VisitAsync("#/customers");
        await visit.Page.GetByLabel("Find a customer").FillAsync("lovel");
        await Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await visit.Link("Ada Lovelace").ClickAsync();

        await Expect(visit.Heading("Ada Lovelace")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".matters")).ToContainTextAsync("Rail trip");
        await Expect(visit.Page.Locator(".matters")).ToContainTextAsync("Stage:");
        await Expect(visit.Page.Locator(".consents li")).ToContainTextAsync("Trip updates");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("Case began: Rail trip");
    }

    [BrowserFact]
    public async Task The_story_can_be_filtered_and_says_why()
    {
        await using var visit = await host.VisitAsync("#/customers/ada");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Messages", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator(".timeline")).Not.ToContainTextAsync("Data of the customer changed");
        var message = visit.Page.Locator(".timeline li li").Filter(new() { HasText = "Message by email" });
        await message.First.GetByText("Why?").ClickAsync();
        await Expect(message.First.Locator(".why p")).ToHaveTextAsync("needed for the contract");
    }

    [BrowserFact]
    public async Task The_slider_shows_what_was_known_then()
    {
        await using var visit = await host.VisitAsync("#/customers/ada");
        var slider = visit.Page.GetByRole(AriaRole.Slider);
        await slider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Home");

        await Expect(visit.Page.Locator("#moment")).ToContainTextAsync("As known at");
        await Expect(visit.Page.Locator(".identity")).ToContainTextAsync("entry 1");
        await Expect(visit.Page.Locator(".matters")).ToContainTextAsync("Nothing is open");
        await visit.Button("Now").ClickAsync();
        await Expect(visit.Page.Locator(".matters")).ToContainTextAsync("Rail trip");
    }

    [BrowserFact]
    public async Task A_case_is_drawn_with_what_is_done_running_and_next_and_each_part_explains_itself()
    {
        await using var visit = await host.VisitAsync("#/customers/ada");
        var drawing = visit.Page.GetByRole(AriaRole.List, new() { Name = "Stages of Rail trip" });
        await Expect(drawing.Locator(".part.completed")).ToContainTextAsync(["Take the booking in"]);
        await Expect(drawing.Locator(".part.active").Filter(new() { HasText = "Before travel" })).ToHaveCountAsync(1);
        await Expect(drawing.Locator(".part.available").Filter(new() { HasText = "Day of travel" })).ToHaveCountAsync(1);
        await Expect(drawing.Locator(".milestone")).ToContainTextAsync(["Arrived", "End of the trip"]);

        await drawing.GetByRole(AriaRole.Button, new() { Name = "Before travel" }).ClickAsync();
        await Expect(visit.Page.Locator(".explanation")).ToContainTextAsync("Began");
        await Expect(visit.Page.Locator(".explanation")).ToContainTextAsync("because");
    }

    [BrowserFact]
    public async Task A_signal_shows_without_a_reload()
    {
        await host.EventAsync("live-1", "live", "customer.updated", """{"name":"Before"}""");
        await using var visit = await host.VisitAsync("#/customers/live");
        await Expect(visit.Heading("Before")).ToBeVisibleAsync();
        await host.EventAsync("live-2", "live", "customer.updated", """{"name":"After"}""");
        await Expect(visit.Heading("After")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    [BrowserFact]
    public async Task An_incident_is_skipped_by_a_person_who_says_why()
    {
        await host.EventAsync("loop-1", "looped", "loop.begin", "{}");
        await using var visit = await host.VisitAsync("#/customers/looped");
        await Expect(visit.Page.Locator(".incident")).ToContainTextAsync("Failed:");
        await visit.Button("Skip").ClickAsync();
        await visit.Page.GetByLabel("Who are you?").FillAsync("kim");
        await visit.Page.GetByLabel("Why?").FillAsync("It would never end.");
        await visit.Button("Confirm").ClickAsync();

        await Expect(visit.Page.Locator(".incident")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("skipped");
    }

    [BrowserFact]
    public async Task What_customers_write_is_only_ever_text()
    {
        await using var visit = await host.VisitAsync("#/customers/mallory");
        await Expect(visit.Heading(PagesHost.Hostile)).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("main img")).ToHaveCountAsync(0);
        Assert.NotEqual("owned", await visit.Page.TitleAsync());
    }

    [BrowserFact]
    public async Task An_unknown_customer_is_said_to_be_unknown()
    {
        await using var visit = await host.VisitAsync("#/customers/nobody");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("What to do");
    }
}
