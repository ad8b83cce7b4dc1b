using System.Text.Json.Nodes;
using static JourneyOrchestrator.Grains.Tests.Rail.Train;

namespace JourneyOrchestrator.Grains.Tests.Rail;

/// <summary>Steps 3 and 5 of the rail journey: one message for each change that matters, none that comes too late; arrival and the way out.</summary>
public sealed class DayOfTravelTests
{
    private static readonly Train Local = new("RE 5", "77", "Berlin Hbf", "05 09:20", "7", "Wittenberg", "05 10:20", "1");

    private static Traveller OnTheDay(string language = "en") => new Traveller(language: language).Books(Local).Until("05 08:00");

    private static IEnumerable<(string At, string Template, string Text)> Updates(Traveller ann) => ann.Told.Where(t => t.Template is not ("confirmation" or "reminder"));

    [Fact]
    public void A_trip_without_news_is_two_messages_on_the_day()
    {
        var ann = OnTheDay().Until("05 09:20").Boards(Local).Until("05 10:25").Exits();

        Assert.Equal(
            [("05 08:40", "departure-platform", "RE 5 09:20 from Berlin Hbf leaves from platform 7."), ("05 10:08", "arrival-platform", "Arriving in Wittenberg at 10:20 on platform 1.")],
            Updates(ann));
    }

    [Fact]
    public void A_platform_that_changes_twice_is_told_each_time_and_news_that_changes_nothing_never()
    {
        var ann = OnTheDay().Hears(Local, Local.News(from: "8")).Until("05 08:50");
        ann.Hears(Local, Local.News(from: "9")).Hears(Local, Local.News(from: "9")).Until("05 09:10").Hears(Local, Local.News(from: "7"));

        Assert.Equal(["8", "9", "7"], Updates(ann).Select(t => t.Text[^2..^1]));
    }

    [Fact]
    public void A_platform_that_changes_after_a_long_delay_became_known_is_still_told_at_once()
    {
        var ann = OnTheDay().Until("05 08:45").Hears(Local, Local.News(dep: 60, arr: 60)).Hears(Local, Local.News(dep: 60, arr: 60, from: "9"));

        Assert.Equal("RE 5 10:20 from Berlin Hbf leaves from platform 9.", ann.Last);
    }

    [Fact]
    public void A_delay_is_told_when_it_grows_or_shrinks_by_five_minutes()
    {
        var ann = OnTheDay();
        foreach (var late in new[] { 4, 12, 14, 30, 28, 3 }) ann.Hears(Local, Local.News(dep: late, arr: late));

        Assert.Equal(
            ["RE 5 from Berlin Hbf is now expected at 09:32 (+12 min).", "RE 5 from Berlin Hbf is now expected at 09:50 (+30 min).", "RE 5 from Berlin Hbf is now expected at 09:23 (+3 min)."],
            Updates(ann).Select(t => t.Text));
    }

    [Fact]
    public void What_comes_after_the_departure_is_not_told() =>
        Assert.Equal(["departure-platform"], Updates(OnTheDay().Until("05 09:21").Hears(Local, Local.News(from: "9"))).Select(t => t.Template));

    [Fact]
    public void Late_repeated_and_reordered_copies_change_nothing()
    {
        var ann = OnTheDay();
        ann.Hears(Local, Local.News(dep: 10, arr: 10)).Until("05 08:50").Hears(Local, Local.News(dep: 25, arr: 25, from: "9"));
        var before = ann.Told.ToArray();
        ann.Hears(Local, Local.News(dep: 25, arr: 25, from: "9"));
        ann.Hears(Local, Local.News(dep: 10, arr: 10), time: "05 08:00").Hears(Local, Local.News(cancelled: true), time: "05 07:00");

        Assert.Equal(before, ann.Told);
        Assert.Equal("9", ann.Var("known").AsList()[0].AsMap()["platformDep"].AsString());
        Assert.Equal(At("05 09:45"), ann.Var("known").AsList()[0].AsMap()["dep"].AsTimestamp());
    }

    [Fact]
    public void A_late_copy_of_the_first_boarding_does_not_put_the_traveller_back()
    {
        var ann = new Traveller().Books(Regional, Express).Until("05 09:20").Boards(Regional).Until("05 09:33").Boards(Express, 1).Boards(Regional);

        Assert.Equal(2, ann.Var("next").AsInt());
    }

    [Fact]
    public void A_consent_that_is_withdrawn_holds_for_the_next_message()
    {
        var ann = OnTheDay().Hears(Local, Local.News(dep: 10)).Consent("trip-updates", false).Hears(Local, Local.News(dep: 30)).Until("05 09:20");

        Assert.Equal(["delay"], Updates(ann).Select(t => t.Template));
        Assert.Equal([("delay", "no-consent"), ("departure-platform", "no-consent")], ann.Suppressed);
    }

    [Fact]
    public void An_arrival_platform_that_changes_is_told_again_also_when_the_train_is_late()
    {
        var ann = OnTheDay().Until("05 09:20").Boards(Local).Until("05 10:10").Hears(Local, Local.News(arr: 40)).Hears(Local, Local.News(arr: 40, to: "2"));

        Assert.Equal(["arrival-platform", "arrival-delay", "arrival-platform"], Updates(ann).Select(t => t.Template).Skip(1));
        Assert.Equal("Arriving in Wittenberg at 11:00 on platform 2.", ann.Last);
    }

    [Theory]
    [InlineData("de", "Umstieg in Berlin Südkreuz: Ankunft 09:26 Gleis 7, weiter mit ICE 597 09:33 Gleis 3.")]
    [InlineData("en", "Change at Berlin Südkreuz: arrival 09:26 platform 7, then ICE 597 09:33 platform 3.")]
    public void The_change_of_trains_is_told_once_on_board(string language, string text)
    {
        var ann = new Traveller(language: language).Books(Regional, Express).Until("05 09:20").Boards(Regional).Hears(Express, Express.News());

        Assert.Equal(("05 09:20", "transfer", text), ann.Told.Single(t => t.Template == "transfer"));
    }

    [Fact]
    public void A_platform_that_nobody_knows_is_left_out()
    {
        var ann = new Traveller().Books(Regional with { ArrPlatform = "" }, Express).Until("05 09:20").Boards(Regional);

        Assert.Equal("Change at Berlin Südkreuz: arrival 09:26, then ICE 597 09:33 platform 3.", ann.Last);
    }

    [Fact]
    public void Whoever_is_in_a_hurry_is_shown_the_exit_and_again_only_when_it_is_another()
    {
        var ann = new Traveller().Books("A", b => b["hurry"] = true, Local).Until("05 09:20").Boards(Local).Until("05 10:10");
        ann.Hears(Local, Local.News(to: "9")).Hears(Local, Local.News(to: "2"));

        Assert.Equal(["Nearest exit: A.", "Nearest exit: B."], ann.Told.Where(t => t.Template == "wayfinding").Select(t => t.Text));
    }

    [Fact]
    public void Whoever_left_a_car_is_shown_the_exit_beside_it_and_nobody_without_opting_in()
    {
        void Car(JsonObject b)
        {
            b["car"] = new JsonObject { ["station"] = "Wittenberg", ["carPark"] = "P2" };
            b["arrival"]!["carParkExit"] = "D";
        }
        Traveller Arrive(Traveller ann) => ann.Books("A", Car, Local).Until("05 09:20").Boards(Local).Until("05 10:10");

        Assert.Equal("Nearest exit: D, to car park P2.", Arrive(new Traveller()).Last);
        Assert.Contains(("wayfinding", "no-consent"), Arrive(new Traveller(consents: "trip-updates")).Suppressed);
        Assert.DoesNotContain("wayfinding", OnTheDay().Until("05 09:20").Boards(Local).Until("05 10:10").Templates);
    }
}
