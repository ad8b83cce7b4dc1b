using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Grains.Tests.Rail.Train;

namespace JourneyOrchestrator.Grains.Tests.Rail;

/// <summary>Step 4 of the rail journey: what is lost interrupts what runs, is cared for, and the trip goes on where it was.</summary>
public sealed class DisruptionTests
{
    private static Traveller Booked(bool first = false, string language = "en") =>
        new Traveller(language: language).Books("A", b => b["class"] = first ? 1 : 2, Regional, Express);

    [Theory]
    [InlineData("03 15:00", "before")]
    [InlineData("05 08:00", "travel")]
    [InlineData("05 09:21", "onboard")]
    public void A_cancellation_interrupts_the_stage_that_runs_and_it_goes_on_after_the_new_train_is_found(string when, string stage)
    {
        var ann = Booked().Until(when);
        if (stage == "onboard") ann.Boards(Regional);
        Assert.Equal(ItemState.Active, ann.Of(stage));

        ann.Hears(Express, Express.News(cancelled: true));
        Assert.Equal((ItemState.Active, ItemState.Suspended), (ann.Of("care"), ann.Of(stage)));

        ann.IsOffered(NextExpress, LastExpress);
        Assert.Equal((ItemState.Completed, ItemState.Active), (ann.Of("care"), ann.Of(stage)));
        var day = stage == "before" ? "Fri " : "";
        Assert.Contains($"ICE 597 from Berlin Südkreuz is cancelled. New connection: ICE 1005 {day}10:03 from Berlin Südkreuz platform 4.", ann.Told.Select(t => t.Text));
        Assert.Contains(NextExpress.Topic, ann.State.Topics.Keys);
        Assert.DoesNotContain(Express.Topic, ann.State.Topics.Keys);
    }

    [Theory]
    [InlineData("de", "Der Anschluss ICE 597 in Berlin Südkreuz wird nicht erreicht. Neue Verbindung: ICE 1005 10:03 ab Berlin Südkreuz Gleis 4.")]
    [InlineData("en", "The connection to ICE 597 in Berlin Südkreuz will be missed. New connection: ICE 1005 10:03 from Berlin Südkreuz platform 4.")]
    public void A_connection_is_lost_from_two_minutes_less_than_needed_and_told_in_one_message(string language, string text)
    {
        var ann = Booked(language: language).Until("05 08:00").Hears(Regional, Regional.News(dep: 2, arr: 2));
        Assert.Empty(ann.Requests);

        ann.Hears(Regional, Regional.News(dep: 3, arr: 3)).IsOffered(NextExpress);
        Assert.Equal(("rebooked", text), ann.Told.Select(t => (t.Template, t.Text)).Last());
        Assert.DoesNotContain("disruption", ann.Templates);
    }

    [Fact]
    public void When_the_answer_takes_its_time_the_traveller_hears_first_what_is_lost()
    {
        var ann = Booked().Until("05 08:00").Hears(Express, Express.News(cancelled: true)).Until("05 08:05").IsOffered(NextExpress);

        Assert.Equal(
            [("05 08:02", "ICE 597 from Berlin Südkreuz is cancelled. We are looking for another connection."), ("05 08:05", "New connection: ICE 1005 10:03 from Berlin Südkreuz platform 4.")],
            ann.Told.TakeLast(2).Select(t => (t.At, t.Text)));
    }

    [Fact]
    public void A_second_loss_during_the_first_is_cared_for_as_well()
    {
        var ann = Booked().Until("05 08:00").Hears(Express, Express.News(cancelled: true)).Hears(Regional, Regional.News(cancelled: true)).IsOffered(NextExpress);
        Assert.Equal("Berlin Hbf", ann.Requests[^1].Body.AsMap()["from"].AsMap()["station"].AsString());

        var other = Regional with { Name = "RE 18", Trip = "5", Dep = "05 09:10", Arr = "05 09:16" };
        ann.IsOffered(other).IsOffered(NextExpress);
        Assert.Equal(["RE 18", "ICE 1005"], ann.Var("known").AsList().Select(k => k.AsMap()["train"].AsString()));
        Assert.Equal((1, ItemState.Active), ((int)ann.Var("disruptions").AsInt(), ann.Of("travel")));
    }

    [Fact]
    public void A_cancellation_that_is_taken_back_ends_the_care_and_is_told_to_whoever_heard_of_it()
    {
        var ann = Booked().Until("05 08:00").Hears(Express, Express.News(cancelled: true)).Until("05 08:10").Hears(Express, Express.News());
        Assert.Equal(("restored", "ICE 597 runs after all: 09:33 from Berlin Südkreuz."), ann.Told.Select(t => (t.Template, t.Text)).Last());
        Assert.Equal(ItemState.Active, ann.Of("travel"));

        ann.IsOffered(NextExpress);
        Assert.Equal("ICE 597", ann.Var("known").AsList()[1].AsMap()["train"].AsString());

        var quick = Booked().Until("05 08:00").Hears(Express, Express.News(cancelled: true)).Hears(Express, Express.News());
        Assert.Equal("reminder", quick.Templates.Last());
    }

    [Fact]
    public void An_adviser_s_task_closes_when_the_train_runs_after_all()
    {
        var ann = Booked(first: true).Until("05 08:00").Hears(Express, Express.News(cancelled: true)).IsOffered(NextExpress);
        Assert.Single(ann.OpenTasks);

        ann.Hears(Express, Express.News());
        Assert.Empty(ann.OpenTasks);
        Assert.Equal("restored", ann.Templates.Last());
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(2, true, true)]
    [InlineData(2, false, false)]
    public void An_adviser_decides_for_first_class_and_for_whoever_needs_assistance(int travelClass, bool assisted, bool adviser)
    {
        var ann = new Traveller().Books("A", b => (b["class"], b["assisted"]) = (travelClass, assisted), Regional, Express);
        ann.Until("05 08:00").Hears(Express, Express.News(cancelled: true)).IsOffered(NextExpress);

        Assert.Equal(adviser ? "disruption" : "rebooked", ann.Templates.Last());
        Assert.Equal(adviser ? 1 : 0, ann.OpenTasks.Count(t => t.Task!.Role == "adviser"));
    }

    [Fact]
    public void The_adviser_takes_the_offer_or_arranges_something_else_and_then_nothing_is_rebooked()
    {
        Traveller Asked() => Booked(first: true).Until("05 08:00").Hears(Express, Express.News(cancelled: true)).IsOffered(NextExpress);

        Assert.Equal("New connection: ICE 1005 10:03 from Berlin Südkreuz platform 4.", Asked().AdviserSays("take first offer").Last);

        var other = Asked().AdviserSays("arranged otherwise").Hears(Express, Express.News(cancelled: true, cause: "d9"));
        Assert.DoesNotContain("rebooked", other.Templates);
        Assert.Equal((ItemState.Active, 1, 1), (other.Of("travel"), other.Requests.Count, other.Templates.Count(t => t == "disruption")));
    }

    [Fact]
    public void When_no_adviser_has_time_the_first_offer_is_taken_while_the_train_can_still_be_reached()
    {
        var ann = Booked(first: true).Until("05 09:00").Hears(Express, Express.News(cancelled: true)).IsOffered(NextExpress).Until("05 09:53");

        Assert.Equal(("05 09:53", "rebooked"), (ann.Told[^1].At, ann.Told[^1].Template));
        Assert.Empty(ann.OpenTasks);
    }

    [Theory]
    [InlineData("05 09:00", "05 10:39", "05 10:40")] // known before the departure: 100 minutes from when it was known
    [InlineData("05 10:03", "05 11:12", "05 11:13")] // known half an hour after it: 100 minutes from the planned departure
    public void Where_nothing_is_found_an_adviser_has_until_100_minutes_and_then_the_traveller_may_go_other_ways(string known, string stillOpen, string over)
    {
        var ann = Booked().Until("05 09:00").Boards(Regional).Until(known).Hears(Express, Express.News(cancelled: true)).IsOffered().Until(stillOpen);
        Assert.Equal(At(over), Assert.Single(ann.OpenTasks).Task!.Due);
        Assert.DoesNotContain("own-way", ann.Templates);

        ann.Until(over);
        Assert.Equal((over, "own-way"), (ann.Told[^1].At, ann.Told[^1].Template));
        Assert.Empty(ann.OpenTasks);
        ann.Hears(Express, Express.News(cancelled: true, cause: "d9"));
        Assert.Equal((1, "own-way"), (ann.Requests.Count, ann.Templates.Last()));
    }

    [Fact]
    public void A_train_that_ends_early_under_the_traveller_brings_an_adviser()
    {
        var ann = new Traveller().Books(Express).Until("05 09:33").Boards(Express).Until("05 09:40").Hears(Express, Express.News(endsEarly: true));

        Assert.StartsWith("ICE 597 from Berlin Südkreuz does not go to Wittenberg.", ann.Last, StringComparison.Ordinal);
        Assert.StartsWith("ICE 597 ends early for booking A", Assert.Single(ann.OpenTasks).Task!.Title, StringComparison.Ordinal);
        Assert.Equal((ItemState.Suspended, 0), (ann.Of("onboard"), ann.Requests.Count));

        ann.AdviserSays("taxi").Until("05 12:00");
        Assert.Equal(ItemState.Completed, ann.Of("tripEnd"));
        Assert.DoesNotContain("arrival-platform", ann.Templates);
    }

    [Fact]
    public void A_first_train_that_ends_before_the_change_brings_an_adviser_and_no_offers()
    {
        var ann = Booked().Until("05 09:20").Boards(Regional).Hears(Regional, Regional.News(endsEarly: true));

        Assert.StartsWith("RE 17 from Berlin Hbf does not go to Berlin Südkreuz.", ann.Last, StringComparison.Ordinal);
        Assert.Equal((1, 0), (ann.OpenTasks.Count(), ann.Requests.Count));
    }

    [Fact]
    public void A_first_train_that_was_said_to_be_cancelled_and_is_boarded_loses_nothing()
    {
        var ann = Booked().Until("05 09:00").Hears(Regional, Regional.News(cancelled: true)).IsOffered().Until("05 09:20");
        ann.Boards(Regional).Hears(Regional, Regional.News(cancelled: true)).Until("05 09:33").Boards(Express, 1);

        Assert.Equal((1, 1, 0), ((int)ann.Var("disruptions").AsInt(), ann.Requests.Count, ann.OpenTasks.Count()));
    }

    [Fact]
    public void A_traveller_who_finds_a_way_alone_needs_no_adviser_any_more()
    {
        var ann = Booked().Until("05 09:20").Boards(Regional).Hears(Express, Express.News(cancelled: true)).IsOffered();
        Assert.Single(ann.OpenTasks);

        ann.Until("05 10:03").Boards(NextExpress, 1).Hears(NextExpress, NextExpress.News());
        Assert.Empty(ann.OpenTasks);
        ann.Until("05 10:30");
        Assert.Equal("Arriving in Wittenberg at 10:36 on platform 2.", ann.Last);
    }

    [Fact]
    public void The_new_train_s_platform_is_not_told_twice_and_a_change_of_it_is()
    {
        var ann = Booked().Until("05 09:20").Boards(Regional).Hears(Express, Express.News(cancelled: true)).IsOffered(NextExpress);
        Assert.Equal("rebooked", ann.Templates.Last());

        ann.Hears(NextExpress, NextExpress.News(from: "6"));
        Assert.Equal("Change at Berlin Südkreuz: arrival 09:26 platform 7, then ICE 1005 10:03 platform 6.", ann.Last);
    }

    [Fact]
    public void A_train_that_was_said_to_be_cancelled_and_is_boarded_runs()
    {
        var ann = Booked().Until("05 09:20").Boards(Regional).Hears(Express, Express.News(cancelled: true)).IsOffered(NextExpress);
        ann.Until("05 09:34").Boards(Express, 1).Hears(Express, Express.News(cancelled: true)).Until("05 10:00");

        Assert.Equal(("arrival-platform", 1), (ann.Templates.Last(), (int)ann.Var("disruptions").AsInt()));
    }

    [Fact]
    public void No_platform_is_told_of_a_train_that_does_not_run()
    {
        var ann = new Traveller().Books(Express).Until("05 06:00").Hears(Express, Express.News(cancelled: true)).IsOffered().AdviserSays("refund").Until("05 09:40");

        Assert.Equal("disruption", ann.Templates.Last());
    }
}
