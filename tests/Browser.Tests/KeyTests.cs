using JourneyOrchestrator.Silo.Serving.Access;
using Microsoft.Extensions.Logging.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The host with API keys.</summary>
public sealed class KeyedPagesHost : PagesHost
{
    public KeyedPagesHost()
    {
        var (key, reader) = (KeyText.Make(), KeyText.Make());
        new ApiKeyFile(Data).Change(_ =>
        [
            new ApiKeyRecord("all", ["ingest", "read", "act", "design", "admin"], KeyText.Hash(key), DateTimeOffset.UtcNow),
            new ApiKeyRecord("reader", ["read"], KeyText.Hash(reader), DateTimeOffset.UtcNow),
        ]);
        (Keys, Key, Reader) = (new ApiKeys(Data, TimeProvider.System, NullLogger.Instance), key, reader);
    }

    /// <summary>A key that reads.</summary>
    public string Reader { get; }
}

/// <summary>The pages of a host that asks for a key.</summary>
public sealed class KeyTests(KeyedPagesHost host) : IClassFixture<KeyedPagesHost>
{
    [BrowserFact]
    public async Task A_key_is_asked_for_kept_in_the_tab_and_forgotten()
    {
        await using var visit = await host.VisitAsync("#/customers");
        await Expect(visit.Page.Locator("form.key")).ToContainTextAsync("asks for an API key");
        await GiveAsync(visit, "jo_wrong");
        await Expect(visit.Page.Locator("form.key")).ToContainTextAsync("not known here");
        await GiveAsync(visit, host.Reader);

        await Expect(visit.Link("Ada Lovelace")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("form.key")).ToHaveCountAsync(0);
        await visit.Page.ReloadAsync();
        await Expect(visit.Link("Ada Lovelace")).ToBeVisibleAsync();
        Assert.False(await visit.Page.EvaluateAsync<bool>("JSON.stringify(localStorage).includes('jo_')"));

        await visit.Button("Forget the API key").ClickAsync();
        await Expect(visit.Page.Locator("form.key")).ToContainTextAsync("asks for an API key");
        await Expect(visit.Link("Ada Lovelace")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task With_a_key_the_pages_are_live()
    {
        await host.EventAsync("k1", "keyed", "customer.updated", """{"name":"Before"}""");
        await using var visit = await host.VisitAsync("#/");
        await GiveAsync(visit, host.Reader);
        await Expect(visit.Page.Locator(".pulse.stream")).ToBeVisibleAsync();
        await visit.Page.GotoAsync($"{host.Url}/#/customers/keyed");
        await Expect(visit.Heading("Before")).ToBeVisibleAsync();
        await host.EventAsync("k2", "keyed", "customer.updated", """{"name":"After"}""");
        await Expect(visit.Heading("After")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    [BrowserFact]
    public async Task What_the_key_may_not_do_is_said_and_definitions_are_saved_with_it()
    {
        await using var visit = await host.VisitAsync("#/dead-letters");
        await GiveAsync(visit, host.Reader);
        await Expect(visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).First).ToContainTextAsync("admin");

        await visit.Page.GotoAsync($"{host.Url}/#/journeys");
        var link = visit.Page.Locator("#journey-care-case").Locator("xpath=ancestor::section").GetByText("JSON").First;
        var saved = await visit.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.Equal("care-case-1.json", saved.SuggestedFilename);
    }

    private static async Task GiveAsync(Visit visit, string key)
    {
        await visit.Page.GetByLabel("API key", new() { Exact = true }).FillAsync(key);
        await visit.Button("Use it").ClickAsync();
    }
}
