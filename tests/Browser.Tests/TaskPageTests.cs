using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

public sealed class TaskPageTests(PagesHost host) : IClassFixture<PagesHost>
{
    [BrowserFact]
    public async Task A_task_is_claimed_and_completed_with_an_outcome()
    {
        await host.CareAsync("grace", "CLAIM001");
        await using var visit = await host.VisitAsync("#/tasks");
        await visit.Page.GetByLabel("Your name").FillAsync("kim");
        var task = visit.Page.Locator(".task").Filter(new() { HasText = "CLAIM001" });
        await task.GetByRole(AriaRole.Button, new() { Name = "Claim" }).ClickAsync();
        await Expect(visit.Page.GetByText("You have the task now.")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("Status").SelectOptionAsync("claimed");
        await task.GetByRole(AriaRole.Button, new() { Name = "Complete" }).ClickAsync();
        await visit.Page.GetByLabel("Voucher").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Complete" }).ClickAsync();

        await Expect(visit.Page.GetByText("The task is done.")).ToBeVisibleAsync();
        await Expect(task).ToHaveCountAsync(0);
        await visit.Page.GotoAsync($"{host.Url}/#/customers/grace");
        await Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("Task done: voucher");
    }

    [BrowserFact]
    public async Task Who_acts_is_asked_where_nobody_said_so_and_remembered()
    {
        await host.CareAsync("grace", "ASKED001");
        await using var visit = await host.VisitAsync("#/tasks");
        await visit.Page.Locator(".task").Filter(new() { HasText = "ASKED001" }).GetByRole(AriaRole.Button, new() { Name = "Claim" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Who are you?").FillAsync("lee");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Claim" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.GetByLabel("Your name")).ToHaveValueAsync("lee");
    }

    [BrowserFact]
    public async Task A_lost_race_is_told_with_what_to_do()
    {
        await host.CareAsync("grace", "RACED001");
        await using var visit = await host.VisitAsync("#/tasks");
        await visit.Page.GetByLabel("Your name").FillAsync("kim");
        var claim = visit.Page.Locator(".task").Filter(new() { HasText = "RACED001" }).GetByRole(AriaRole.Button, new() { Name = "Claim" });
        await Expect(claim).ToBeVisibleAsync();
        // Only the pages' own reading is held up: what they show is old when the button is pressed.
        await visit.Page.RouteAsync("**/v1/tasks?*", route => Task.CompletedTask);
        var id = await TaskIdAsync("RACED001");
        await host.PostAsync($"/v1/tasks/{id}/claim", """{"by":"lee"}""");
        await claim.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("What to do");
    }

    private async Task<string> TaskIdAsync(string booking)
    {
        using var client = new HttpClient();
        using var list = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync(new Uri(host.Url + "/v1/tasks?status=open")));
        return list.RootElement.GetProperty("items").EnumerateArray()
            .Single(t => t.GetProperty("title").GetString()!.Contains(booking, StringComparison.Ordinal)).GetProperty("id").GetString()!;
    }
}
