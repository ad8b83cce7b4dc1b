using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

public sealed class ManyCasesTests(PagesHost host) : IClassFixture<PagesHost>
{
    [BrowserFact]
    public async Task Many_cases_of_a_journey_are_one_line_of_the_card_and_lists_show_the_rest_when_asked()
    {
        for (var i = 1; i <= 25; i++) await host.CareAsync("worried", $"B{i}");
        await using var visit = await host.VisitAsync("#/customers/worried");
        var matters = visit.Page.Locator(".matters");
        await Expect(matters.Locator(".case-line")).ToHaveCountAsync(1);
        await Expect(matters.Locator(".case-line")).ToContainTextAsync("25 cases: 25 running");
        await Expect(matters.Locator(".task-list > li")).ToHaveCountAsync(5);
        await matters.GetByText("Show 20 more").ClickAsync();
        await Expect(matters.Locator(".task-list > li")).ToHaveCountAsync(25);

        var running = visit.Page.Locator("section[aria-labelledby=running]");
        await Expect(running.Locator("article.case")).ToHaveCountAsync(3);
        await Expect(running.Locator("details.case")).ToHaveCountAsync(17);
        await Expect(running.Locator("details.case").First).ToContainTextAsync("Key");
        await running.GetByText("Show 5 more").ClickAsync();
        await Expect(running.Locator("details.case")).ToHaveCountAsync(22);
        await Axe.FindsNothingSeriousAsync(visit);
    }

    [BrowserFact]
    public async Task Two_cases_of_a_journey_are_told_apart_by_their_keys()
    {
        await host.CareAsync("twice", "B100");
        await host.CareAsync("twice", "B200");
        await using var visit = await host.VisitAsync("#/customers/twice");
        await Expect(visit.Page.Locator(".matters .case-line code")).ToHaveCountAsync(2);
    }
}
