using System.Diagnostics;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The page of all calls.</summary>
public sealed class ApiPageTests(PagesHost host) : IClassFixture<PagesHost>
{
    [BrowserFact]
    public async Task A_call_is_found_and_its_command_does_what_it_says()
    {
        await using var visit = await host.VisitAsync("#/help");
        await visit.Link("All calls").ClickAsync();
        await Expect(visit.Heading("All calls")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("details.call").Nth(49)).ToBeVisibleAsync();

        await visit.Page.GetByLabel("Find a call").FillAsync("consents");
        await Expect(visit.Page.Locator("#found")).ToHaveTextAsync("Calls: 1");
        var call = visit.Page.Locator("details.call");
        await call.Locator("summary").First.ClickAsync();
        await Expect(call).ToContainTextAsync("Which text the person was shown.");
        await Expect(call).ToContainTextAsync("Scope of the API key: act");
        await call.Locator(".answer summary").Filter(new() { HasText = "410" }).ClickAsync();
        await Expect(call.Locator("pre").Filter(new() { HasText = "\"status\": 410" })).ToBeVisibleAsync();

        var command = await call.Locator(".command pre").InnerTextAsync();
        Assert.StartsWith("curl -s -X PUT", command, StringComparison.Ordinal);
        Assert.Contains("\"granted\":true", await RunAsync(command), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Words_that_no_call_has_find_none()
    {
        await using var visit = await host.VisitAsync("#/api", locale: "fr-FR");
        await visit.Page.GetByLabel("Trouver un appel").FillAsync("nowhere");
        await Expect(visit.Page.GetByText("Aucun appel ne contient ces mots.")).ToBeVisibleAsync();
    }

    private static async Task<string> RunAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var answer = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return answer;
    }
}
