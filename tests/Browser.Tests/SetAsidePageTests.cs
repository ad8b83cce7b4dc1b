using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

public sealed class SetAsidePageTests(SetAsidePageTests.MendedHost host) : IClassFixture<SetAsidePageTests.MendedHost>
{
    [BrowserFact]
    public async Task What_was_set_aside_is_seen_replayed_and_discarded()
    {
        await using var visit = await host.VisitAsync();
        await visit.Page.GetByText("2 inputs could not be decided").WaitForAsync();
        await visit.Page.GotoAsync(host.Url + "/#/dead-letters");
        var ada = visit.Page.Locator("tr").Filter(new() { HasText = "ada" });
        await Expect(ada).ToContainTextAsync("event");
        await Expect(ada).ToContainTextAsync("customer.updated");
        await Expect(ada).ToContainTextAsync("InvalidOperationException: A fault of the program.");
        await Axe.FindsNothingSeriousAsync(visit);

        await ada.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await ConfirmAsync(visit);
        await Expect(visit.Page.GetByText("was replayed.")).ToBeVisibleAsync();
        await Expect(ada).ToHaveCountAsync(0);
        await visit.Page.GetByLabel("Language").SelectOptionAsync("fr");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Mis de côté" })).ToBeVisibleAsync();
        await visit.Page.GetByLabel("Thème").SelectOptionAsync("dark");
        await Axe.FindsNothingSeriousAsync(visit);
        await visit.Page.GetByLabel("Langue").SelectOptionAsync("en");

        await visit.Page.Locator("tr").Filter(new() { HasText = "grace" }).GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await ConfirmAsync(visit);
        await Expect(visit.Page.GetByText("was discarded")).ToBeVisibleAsync();
        await visit.Page.GotoAsync(host.Url + "/#/customers/ada");
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("Ada Lovelace");
    }

    private static async Task ConfirmAsync(Visit visit)
    {
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Who").FillAsync("kim");
        await dialog.GetByLabel("Why").FillAsync("mended");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
    }

    /// <summary>A host in whose directory one with a fault has set two events aside.</summary>
    public sealed class MendedHost : PagesHost
    {
        protected override async Task PrepareAsync()
        {
            await using var store = SqliteJournalStore.Open(Data, new SqliteStoreOptions());
            using var keys = PersonKeys.Open(Data, MasterKey.ForDirectory(Data, 0), 0);
            await using var faulty = new Customers(store, new PoisonedKeys(keys, () => "lovelace"), new CustomersOptions(), NullLogger.Instance);
            await faulty.StartAsync();
            var data = Value.OfMap(ValueMap.Empty.With("name", Value.Of("Ada Lovelace")));
            var receipts = await faulty.SignalAsync([.. new[] { "ada", "grace" }.Select(customer => new Signal("first", "/test", "customer.updated", customer, null, data))]);
            Assert.All(receipts, receipt => Assert.True(receipt.SetAside));
        }
    }
}
