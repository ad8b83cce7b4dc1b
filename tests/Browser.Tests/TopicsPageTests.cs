using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

public sealed class TopicsPageTests(PagesHost host) : IClassFixture<PagesHost>
{
    private const string Journey = """
        { "definitionId": "platform-watch", "name": "Platform watch", "version": 1, "root": { "id": "all", "type": "Elsa.Sequence", "version": 1, "activities": [
          { "id": "follow", "type": "Journey.FollowTopic", "version": 1, "topic": { "typeName": "String", "expression": { "type": "Literal", "value": "station:Gare de Lyon" } } },
          { "id": "wait", "type": "Elsa.Event", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "over" } } } ] } }
        """;

    private const string Topic = "station:Gare de Lyon", Path = "/v1/topics/station%3AGare%20de%20Lyon";

    [BrowserFact]
    public async Task A_disruption_on_its_way_is_seen_resumed_and_withdrawn()
    {
        await host.PostAsync("/v1/journeys?publish=true", Journey);
        foreach (var customer in new[] { "ada", "grace" }) await host.PostAsync("/v1/cases", $$"""{"customer":"{{customer}}","journey":"platform-watch"}""");
        await host.PostAsync(Path + "/pause", """{"by":"lee","reason":"is it true?"}""");
        foreach (var id in new[] { "1", "2" })
            await host.PostAsync(Path + "/events", $$"""{"specversion":"1.0","id":"{{id}}","source":"/feed","type":"disruption.announced"}""", "application/cloudevents+json");
        await using var visit = await host.VisitAsync("#/topics");
        var way = visit.Page.GetByRole(AriaRole.List, new() { Name = "On their way" }).Locator("li");
        await Expect(way).ToHaveCountAsync(2);
        await Expect(way.First).ToContainTextAsync("0 of 2 told");
        await Expect(way.First.Locator(".badge")).ToHaveTextAsync("paused");
        await Expect(way.First).ToContainTextAsync("The topic was paused by lee: is it true?");
        await Expect(way.First.GetByRole(AriaRole.Progressbar, new() { Name = $"Told of event 1 of {Topic}" })).ToHaveAttributeAsync("value", "0");

        await way.First.GetByRole(AriaRole.Button, new() { Name = $"Withdraw: event 1 of {Topic}" }).ClickAsync();
        await ConfirmAsync(visit, "another station");
        await Expect(visit.Page.GetByText($"Withdrawn: event 1 of {Topic}. It reaches nobody further.")).ToBeVisibleAsync();
        await Expect(way).ToHaveCountAsync(1);
        await way.First.GetByRole(AriaRole.Button, new() { Name = $"Pause: event 2 of {Topic}" }).ClickAsync();
        await ConfirmAsync(visit, "wait");
        await visit.Button($"Resume: {Topic}").ClickAsync();
        await ConfirmAsync(visit, "it is");
        await Expect(way.First).ToContainTextAsync("Event 2 was paused by kim: wait");

        await visit.Page.GetByLabel("Language").SelectOptionAsync("fr");
        await Expect(visit.Heading("Sujets")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".task-list li").First).ToContainTextAsync("0 prévenus sur 2");
        await Axe.FindsNothingSeriousAsync(visit);
        await visit.Page.GetByLabel("Thème").SelectOptionAsync("dark");
        await Axe.FindsNothingSeriousAsync(visit);
        await visit.Page.GetByLabel("Langue").SelectOptionAsync("en");

        await visit.Button($"Resume: event 2 of {Topic}").ClickAsync();
        await ConfirmAsync(visit, "it is");
        await Expect(visit.Page.GetByText("No event is on its way")).ToBeVisibleAsync();
    }

    private static async Task ConfirmAsync(Visit visit, string reason)
    {
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Who").FillAsync("kim");
        await dialog.GetByLabel("Why").FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
