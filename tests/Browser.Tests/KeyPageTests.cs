using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Silo.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The pages of a host that asks for keys.</summary>
public sealed class KeyPageTests(PagesHost host) : IClassFixture<PagesHost>
{
    private const string Key = "jo_test";

    [BrowserFact]
    public async Task The_pages_ask_for_a_key_and_work_with_it()
    {
        await using var app = HostComposition.Build(["http://127.0.0.1:0"], host.Customers, TimeProvider.System, new DoorServices { Keys = new OneKey() });
        await app.StartAsync();
        await using var visit = await host.VisitAsync("#/customers", at: app.Urls.Single());
        await Expect(visit.Heading("This host asks for a key")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("API key").FillAsync("jo_wrong");
        await visit.Button("Open").ClickAsync();
        await Expect(visit.Heading("This host asks for a key")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("API key").FillAsync(Key);
        await visit.Button("Open").ClickAsync();
        await Expect(visit.Page.GetByText("Ada Lovelace")).ToBeVisibleAsync();
        await Expect(visit.Heading("This host asks for a key")).ToHaveCountAsync(0);
        Assert.Empty(visit.Errors);
    }

    /// <summary>A ring with one key that may do everything.</summary>
    private sealed class OneKey : IKeyRing
    {
        public bool Required => true;

        public ApiKey? Find(string text) => text == Key ? new ApiKey(new Caller("pages", Scopes.All), null, null) : null;

        public void Forget(string customer)
        {
        }
    }
}
