using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

public sealed class ShellTests(PagesHost host) : IClassFixture<PagesHost>
{
    private const int TransferMost = 500 * 1024;

    public static TheoryData<string, ColorScheme> Looks
    {
        get
        {
            var looks = new TheoryData<string, ColorScheme>();
            foreach (var page in new[] { "#/", "#/customers", "#/customers/ada", "#/tasks", "#/topics", "#/dead-letters", "#/journeys", "#/help", "#/api" })
                foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark }) looks.Add(page, scheme);
            return looks;
        }
    }

    [BrowserFact]
    public async Task The_overview_counts_what_the_host_holds()
    {
        await using var visit = await host.VisitAsync();
        await Expect(visit.Page.Locator(".stat").First).ToContainTextAsync("Customers3");
        await Expect(visit.Page.GetByRole(AriaRole.Img, new() { Name = "Turns a second" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_language_is_the_browsers_until_another_is_chosen()
    {
        await using var visit = await host.VisitAsync("#/tasks", locale: "fr-FR");
        await Expect(visit.Heading("Tâches")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        await visit.Page.GetByLabel("Langue").SelectOptionAsync("en");
        await Expect(visit.Heading("Tasks")).ToBeVisibleAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Heading("Tasks")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_theme_is_the_systems_until_another_is_chosen()
    {
        await using var visit = await host.VisitAsync(scheme: ColorScheme.Dark);
        var dark = await GroundAsync(visit);
        await visit.Page.GetByLabel("Theme").SelectOptionAsync("light");
        var light = await GroundAsync(visit);
        Assert.NotEqual(dark, light);
        await visit.Page.ReloadAsync();
        Assert.Equal(light, await GroundAsync(visit));
    }

    [BrowserFact]
    public async Task Everything_on_the_way_to_a_card_is_done_with_keys()
    {
        await using var visit = await host.VisitAsync();
        var keys = visit.Page.Keyboard;
        await keys.PressAsync("Tab");
        await Expect(visit.Link("Skip to the content")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(visit.Page.Locator("main")).ToBeFocusedAsync();
        await keys.PressAsync("/");
        await Expect(visit.Page.GetByLabel("Find a customer")).ToBeFocusedAsync();
        await keys.TypeAsync("ada");
        await Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await keys.PressAsync("Tab");
        await Expect(visit.Link("Ada Lovelace")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(visit.Heading("Ada Lovelace")).ToBeFocusedAsync();
    }

    [BrowserTheory, MemberData(nameof(Looks))]
    public async Task Axe_finds_nothing_serious(string page, ColorScheme scheme)
    {
        await using var visit = await host.VisitAsync(page, scheme: scheme);
        await visit.Page.WaitForLoadStateAsync(LoadState.Load);
        await Expect(visit.Page.Locator(".loading")).ToHaveCountAsync(0);
        await Axe.FindsNothingSeriousAsync(visit);
    }

    [BrowserTheory]
    [InlineData("#/"), InlineData("#/customers"), InlineData("#/customers/ada"), InlineData("#/tasks"), InlineData("#/topics"), InlineData("#/journeys"), InlineData("#/help"), InlineData("#/api")]
    public async Task A_narrow_screen_is_wide_enough(string page)
    {
        await using var visit = await host.VisitAsync(page, width: 360);
        await Expect(visit.Page.Locator(".loading")).ToHaveCountAsync(0);
        Assert.Equal(360, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [BrowserFact]
    public async Task The_pages_are_small()
    {
        await using var visit = await host.VisitAsync("#/help");
        var session = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
        var transferred = 0.0;
        session.Event("Network.loadingFinished").OnEvent += (_, data) => transferred += data!.Value.GetProperty("encodedDataLength").GetDouble();
        await visit.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Load });
        await Expect(visit.Heading("Help")).ToBeVisibleAsync();
        Assert.InRange(transferred, 10_000, TransferMost);
    }

    private static Task<string> GroundAsync(Visit visit) => visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
