using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>What people do to a case on its customer's page, and how the history tells it.</summary>
public sealed class CaseActsTests(PagesHost host) : IClassFixture<PagesHost>
{
    [BrowserFact]
    public async Task An_item_is_planned_with_the_keyboard_by_a_person_who_says_why_and_the_history_tells_it()
    {
        await BeginAsync("planner", "ben");
        await using var visit = await host.VisitAsync("#/customers/planner");
        var now = visit.Page.Locator(".case-now");
        await Expect(now).ToContainTextAsync("Payer");
        await Expect(now.GetByRole(AriaRole.Link, new() { Name = "ben" })).ToHaveAttributeAsync("href", "#/customers/ben");
        await Expect(now).ToContainTextAsync("for Adviser");

        await visit.Button("Add: Send flowers").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Who are you?").FillAsync("kim");
        await dialog.GetByLabel("Why?").FillAsync("She was patient.");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.GetByText("“Send flowers” is added to the case.")).ToBeVisibleAsync();
        await Expect(visit.Button("Add: Send flowers")).ToHaveCountAsync(0);
        var line = visit.Page.Locator(".timeline li li").Filter(new() { HasText = "kim adds: Send flowers" });
        await Expect(line).ToHaveCountAsync(1);
        await line.GetByText("Why?").ClickAsync();
        await Expect(line.Locator(".why p")).ToHaveTextAsync("because kim asked for it: “She was patient.”");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("Asked: add something to the case");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("ben is now Payer in the case");
    }

    [BrowserFact]
    public async Task A_part_is_paused_and_goes_on_and_what_the_host_refuses_is_shown_as_it_says_it()
    {
        var id = await BeginAsync("paused");
        await using var visit = await host.VisitAsync("#/customers/paused");
        await visit.Page.Locator(".part").Filter(new() { HasText = "Talk" }).ClickAsync();
        await visit.Button("Pause: Talk").ClickAsync();
        await SayWhyAsync(visit, "The customer left the room.");
        await Expect(visit.Page.Locator(".part.suspended")).ToContainTextAsync("Talk");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("kim pauses: Talk");

        await visit.Button("Go on: Talk").ClickAsync();
        await host.PostAsync($"/v1/cases/{id}/suspend", """{"by":"lee","reason":"The desk closes."}""");
        await SayWhyAsync(visit, "The customer is back.");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("'visit' is suspended; what is in it can go on when it does.");
        await host.PostAsync($"/v1/cases/{id}/resume", """{"by":"lee","reason":"The desk opens."}""");
        await visit.Button("Confirm").ClickAsync();
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("kim lets go on: Talk");

        await visit.Button("Skip: Talk").ClickAsync();
        await SayWhyAsync(visit, "Nothing to talk about.");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("kim skips: Talk");
        await visit.Button("Repeat: Talk").ClickAsync();
        await SayWhyAsync(visit, "There is after all.");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("kim repeats: Talk");
    }

    [BrowserFact]
    public async Task Four_eyes_are_seen_in_the_inbox_and_in_the_history()
    {
        var id = await BeginAsync("signed");
        using var client = new HttpClient();
        using var list = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync(new Uri(host.Url + "/v1/tasks?customer=signed&role=lead")));
        var task = list.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        await host.PostAsync($"/v1/tasks/{task}/complete", """{"by":"mo","outcome":"approved"}""");
        await using var visit = await host.VisitAsync("#/tasks");
        var row = visit.Page.Locator(".task").Filter(new() { HasText = "Agree on the refund" }).Filter(new() { HasText = "signed" });
        await Expect(row).ToContainTextAsync("priority 2");
        await Expect(row).ToContainTextAsync("signed by mo, somebody else has to sign");
        await host.PostAsync($"/v1/tasks/{task}/complete", """{"by":"max","outcome":"approved"}""");

        await visit.Page.GotoAsync($"{host.Url}/#/customers/signed");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("mo signs the task: approved. Somebody else has to sign too");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("max signs the task: approved");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("Task done: approved");
    }

    [BrowserFact]
    public async Task The_case_file_and_its_history_are_told_in_French_as_well()
    {
        var id = await BeginAsync("filed");
        await host.PutAsync($"/v1/cases/{id}/file/letter", """{"value":{"text":"Merci."},"by":"kim","reason":"it came by post"}""");
        await using var visit = await host.VisitAsync("#/customers/filed", "fr-FR");
        await Expect(visit.Page.Locator(".case-now")).ToContainTextAsync("Pièces du dossier");
        await Expect(visit.Page.Locator(".file-items")).ToContainTextAsync("Letter");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("Pièces du dossier : Letter est arrivé");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("écrire une pièce du dossier");
    }

    private async Task<string> BeginAsync(string customer, string? payer = null)
    {
        await host.PostAsync("/v1/journeys?publish=true", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "desk-visit.json")));
        await host.EventAsync($"hello-{customer}", customer, "customer.updated", $$"""{"name":"{{customer}}"}""");
        if (payer is not null) await host.EventAsync($"hello-{payer}", payer, "customer.updated", """{"name":"Ben"}""");
        var input = payer is null ? "{}" : $$"""{"payer":"{{payer}}"}""";
        await host.PostAsync("/v1/cases", $$"""{"customer":"{{customer}}","journey":"desk-visit","input":{{input}}}""");
        using var client = new HttpClient();
        using var card = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync(new Uri($"{host.Url}/v1/customers/{customer}")));
        return card.RootElement.GetProperty("cases")[0].GetProperty("id").GetString()!;
    }

    private static async Task SayWhyAsync(Visit visit, string reason)
    {
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Who are you?").FillAsync("kim");
        await dialog.GetByLabel("Why?").FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
    }
}
