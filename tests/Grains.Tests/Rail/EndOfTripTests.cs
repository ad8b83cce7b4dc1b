using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Grains.Tests.Rail.Train;

namespace JourneyOrchestrator.Grains.Tests.Rail;

/// <summary>Step 6 of the rail journey, compensation and the goal.</summary>
public sealed class EndOfTripTests
{
    private static Traveller OnBoard() => new Traveller().Books(Express).Until("05 09:33").Boards(Express);

    private static Traveller Late(int minutes, string? cause = null)
    {
        var ann = OnBoard().Until("05 10:00").Hears(Express, Express.News(arr: minutes, cause: cause));
        return ann.Until(At("05 10:06").AddMinutes(minutes + 5).AddHours(2).ToString("dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)).Exits();
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(60, "You arrived 60 minutes late, we are sorry. You are owed 25 % of the fare.")]
    [InlineData(119, "You arrived 119 minutes late, we are sorry. You are owed 25 % of the fare.")]
    [InlineData(120, "You arrived 120 minutes late, we are sorry. You are owed 50 % of the fare.")]
    public void A_quarter_of_the_fare_is_owed_from_an_hour_and_half_of_it_from_two(int minutes, string? text) =>
        Assert.Equal(text, Late(minutes).Told.SingleOrDefault(t => t.Template == "compensation").Text);

    [Theory]
    [InlineData("d2", false)]
    [InlineData("d9", true)]
    public void A_cause_that_is_nobody_s_fault_exempts(string cause, bool owed) =>
        Assert.Equal(owed, Late(130, cause).Templates.Contains("compensation"));

    [Fact]
    public void The_cause_of_the_train_that_was_lost_counts_also_after_rebooking()
    {
        Traveller Rebooked(string cause) => new Traveller().Books(Express).Until("05 08:00").Hears(Express, Express.News(cancelled: true, cause: cause))
            .IsOffered(LastExpress).Until("05 11:03").Boards(LastExpress).Until("05 11:40").Exits();

        Assert.Contains("compensation", Rebooked("d9").Templates);
        Assert.DoesNotContain("compensation", Rebooked("d2").Templates);
    }

    [Fact]
    public void The_exit_ends_the_trip_and_the_goal_is_reached()
    {
        var ann = OnBoard().Until("05 10:10").Exits().Until("08 00:00");

        Assert.Equal(CaseStatus.Completed, ann.Case.Status);
        Assert.Equal(["onTime", "informed", "fewContacts"], ann.Goal!.Reached.AsEnumerable());
        Assert.Equal(("05 10:20", "feedback", "How was the trip to Wittenberg?"), ann.Told[^1]);
    }

    [Fact]
    public void Without_a_signal_the_trip_ends_three_quarters_of_an_hour_after_the_arrival()
    {
        var ann = OnBoard().Hears(Express, Express.News(arr: 10)).Until("05 11:00");
        Assert.Equal(ItemState.Active, ann.Of("station"));

        Assert.Equal(ItemState.Completed, ann.Until("05 11:01").Of("tripEnd"));
    }

    [Fact]
    public void A_traveller_who_never_came_is_not_asked_how_it_was_and_the_trip_ends_all_the_same()
    {
        var ann = new Traveller().Books(Express).Until("09 00:00");

        Assert.Equal((CaseStatus.Completed, "departure-platform"), (ann.Case.Status, ann.Templates.Last()));
        Assert.DoesNotContain("onTime", ann.Goal!.Reached);
        Assert.Empty(ann.State.Topics);
    }

    [Fact]
    public void A_trip_that_goes_on_the_next_day_is_not_given_up_in_the_night()
    {
        var tomorrow = Express with { Name = "ICE 599", Trip = "8", Dep = "06 07:33", Arr = "06 08:06" };
        var ann = new Traveller().Books(Express).Until("05 09:00").Hears(Express, Express.News(cancelled: true)).IsOffered(tomorrow).Until("06 07:33");
        Assert.Equal("New connection: ICE 599 Sat 07:33 from Berlin Südkreuz platform 3.", ann.Told.Single(t => t.Template == "rebooked").Text.Split(". ", 2)[1]);
        Assert.DoesNotContain("compensation", ann.Templates);

        ann.Boards(tomorrow).Until("06 08:10").Exits();
        Assert.Equal("You arrived 1320 minutes late, we are sorry. You are owed 50 % of the fare.", ann.Last);
    }

    [Fact]
    public void News_after_the_end_moves_nothing()
    {
        var ann = OnBoard().Until("05 10:10").Exits().Until("05 10:30");
        var told = ann.Told.Count;
        ann.Hears(Express, Express.News(arr: 90, to: "2")).Boards(Express).Exits();

        Assert.Equal(told, ann.Told.Count);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_bad_review_opens_a_care_case_for_a_person(int rating, bool care)
    {
        var ann = OnBoard().Until("05 10:10").Exits().Until("05 12:00").Rates(rating);

        Assert.Equal(rating, ann.State.Traits["lastRating"].AsInt());
        Assert.Equal(care ? ["Call back: booking A was rated " + rating] : [], ann.OpenTasks.Select(t => t.Task!.Title));
        Assert.Equal(care ? 1 : 0, ann.Running("care-case").Count());
    }

    [Fact]
    public void A_train_taken_without_a_booking_is_followed_to_its_arrival()
    {
        var ann = new Traveller().Books(Express).Until("05 10:20").Boards(NextExpress with { Dep = "05 10:20" });
        Assert.Equal(ItemState.Active, ann.Of("onboard"));

        ann.Hears(NextExpress, NextExpress.News()).Until("05 10:36");
        Assert.Equal(("05 10:24", "Arriving in Wittenberg at 10:36 on platform 2."), ann.Told.Where(t => t.Template == "arrival-platform").Select(t => (t.At, t.Text)).Last());
        Assert.Equal(ItemState.Active, ann.Of("station"));
    }
}
