using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Grains.Tests.Rail.Train;

namespace JourneyOrchestrator.Grains.Tests.Crisis;

/// <summary>People on the spot, the all-clear, what is made good, and the trip that rests meanwhile.</summary>
public sealed class AftermathTests
{
    [Fact]
    public void Given_a_traveller_who_can_not_be_written_to_when_the_trip_is_affected_then_staff_looks_after_them()
    {
        var ann = new Concerned(channel: null).IsTouched(by: Express).Hears("active", 1);

        Assert.Empty(ann.Told);
        var task = Assert.Single(ann.OpenTasks).Task!;
        Assert.Equal(("station-staff", "Look after Ann at Berlin Südkreuz: can not be written to", At(Express.Dep)), (task.Role, task.Title, task.Due));
        Assert.Equal("met", ann.Staff("meet", "met").Crisis.Items.Values.First(i => i.Parent == 0).Variables["met"].AsString());
    }

    [Fact]
    public void Given_copied_data_of_somebody_who_can_not_be_written_to_when_it_is_known_then_a_letter_is_written()
    {
        var ann = new Concerned(channel: null).IsTouched("leak-1", account: true).Hears("active", 1, kind: "cyber", disruption: "leak-1");

        Assert.Equal("Write a letter to Ann: data of this account was copied", Assert.Single(ann.OpenTasks).Task!.Title);
    }

    [Fact]
    public void Given_somebody_who_needs_assistance_when_the_train_leaves_soon_then_staff_meets_them_as_well()
    {
        var ann = new Concerned("05 08:30").IsTouched(by: Express, assisted: true).Hears("active", 1);

        Assert.Equal("Look after Ann at Berlin Südkreuz: needs assistance", Assert.Single(ann.OpenTasks).Task!.Title);
        Assert.Equal("crisis-travelling", Assert.Single(ann.Warnings));
    }

    [Theory]
    [InlineData("hotel", "A room is booked for you; we pay for it. Our staff in Kiel has the details.")]
    [InlineData("taxi", "A taxi takes you home; we pay for it. It waits in front of the station.")]
    [InlineData("own way", null)]
    public void Given_a_traveller_who_is_stranded_when_staff_finds_a_way_then_it_is_told(string outcome, string? text)
    {
        var ann = new Concerned("05 08:30").IsTouched(by: Express).Hears("active", 1).IsStranded("Kiel").Staff("findShelter", outcome);

        Assert.Equal(text, ann.Told.SingleOrDefault(t => t.Template == "crisis-shelter").Text);
    }

    [Fact]
    public void Given_a_warning_when_it_is_over_then_only_whoever_was_told_hears_it()
    {
        var told = new Concerned().IsTouched(by: Express).Hears("foreseen", 1).Hears("over", 2);
        Assert.Equal(("crisis-over", "It is over: trains run again."), (told.Templates.Last(), told.Last));

        var untold = new Concerned(home: "Kiel").IsTouched().Hears("foreseen", 1).Hears("over", 2);
        Assert.Empty(untold.Told);
        Assert.Equal(CaseStatus.Completed, untold.Crisis.Status);
    }

    [Theory]
    [InlineData("strike", true, 59, 0, false)]
    [InlineData("strike", true, 60, 1000, true)]
    [InlineData("strike", true, 119, 1000, true)]
    [InlineData("strike", true, 120, 2500, true)]
    [InlineData("strike", false, 0, 4500, true)]
    [InlineData("storm", true, 59, 0, false)]
    [InlineData("storm", true, 60, 500, true)]
    [InlineData("storm", true, 119, 500, true)]
    [InlineData("storm", true, 120, 1000, true)]
    [InlineData("storm", false, 0, 4000, true)]
    public void Given_a_trip_within_the_crisis_when_it_has_ended_then_the_table_says_what_is_made_good(string kind, bool travelled, int late, int cents, bool sorry)
    {
        var ann = new Concerned().IsTouched(by: Express).Hears("foreseen", 1, kind).TripEnds(travelled, late).Hears("over", 2, kind);

        Assert.Equal(cents > 0 ? [(long)cents] : [], ann.Requests.Select(r => r.Body.AsMap()["amount"].AsInt()));
        if (cents > 0) ann.IsPaid();
        Assert.Equal(sorry, ann.Templates.Contains("crisis-apology"));
        Assert.Equal((CaseStatus.Completed, "Made good"), (ann.Crisis.Status, ann.Milestones[^2]));
    }

    [Fact]
    public void Given_what_the_trip_has_paid_already_when_more_is_owed_then_only_the_rest_is_paid()
    {
        var ann = new Concerned().IsTouched(by: Express).Hears("foreseen", 1, "strike").TripEnds(false, 200, percent: 50).Hears("over", 2, "strike");

        Assert.Equal(2000 + 500, ann.Requests.Single().Body.AsMap()["amount"].AsInt());
        Assert.Equal("We are sorry for what happened. We have sent you 25.00 €.", ann.IsPaid().Last);
    }

    [Fact]
    public void Given_trips_of_which_nothing_is_heard_when_three_days_have_passed_then_the_crisis_closes()
    {
        var ann = new Concerned().IsTouched(by: Express).Hears("foreseen", 1).Hears("over", 2);
        Assert.Equal(CaseStatus.Active, ann.Crisis.Status);

        Assert.Equal(CaseStatus.Completed, ann.Until("07 12:01").Crisis.Status);
    }

    [Fact]
    public void Given_a_payment_that_is_never_answered_when_five_days_have_passed_then_finance_pays_by_hand()
    {
        var ann = new Concerned().IsTouched("leak-1", account: true).Hears("active", 1, kind: "cyber", disruption: "leak-1").Hears("over", 2, kind: "cyber", disruption: "leak-1").Until("09 12:01");

        Assert.Equal("finance", Assert.Single(ann.OpenTasks).Task!.Role);
        Assert.Equal("We are sorry for what happened. We have sent you 5.00 €.", ann.Staff("payUnanswered", "paid").Last);
        Assert.Equal(CaseStatus.Completed, ann.Crisis.Status);
    }

    [Fact]
    public void Given_a_trip_when_a_crisis_takes_hold_of_it_then_its_reminder_rests_and_goes_on_after_the_all_clear()
    {
        var ann = new Concerned("03 12:00", consents: "reminder").Books(Express).IsTouched(by: Express).Hears("foreseen", 1);
        Assert.Equal(ItemState.Suspended, ann.StateOf("before", "rail-trip"));

        ann.Until("04 19:00");
        Assert.DoesNotContain("reminder", ann.Templates);

        ann.Hears("over", 2);
        Assert.Equal("reminder", ann.Templates.Last());
        Assert.Equal(ItemState.Completed, ann.StateOf("before", "rail-trip"));   // all that it had to do is done
    }

    [Fact]
    public void Given_a_trip_when_one_crisis_follows_the_other_then_it_rests_each_time()
    {
        var ann = new Concerned("02 12:00", consents: "reminder").Books(Express).IsTouched(by: Express).Hears("foreseen", 1).Hears("over", 2);
        Assert.Equal(ItemState.Active, ann.StateOf("before", "rail-trip"));

        ann.IsTouched("strike-2", by: Express).Hears("foreseen", 1, "strike", disruption: "strike-2");
        Assert.Equal(ItemState.Suspended, ann.StateOf("before", "rail-trip"));
    }

    [Fact]
    public void Given_a_cancelled_trip_when_the_storm_is_over_then_the_trip_says_how_it_ended_and_the_fare_is_paid_back()
    {
        var ann = new Concerned("03 12:00").Books(Express).IsTouched(by: Express).Hears("foreseen", 1).Until("05 08:00").HearsOf(Express, Express.News(cancelled: true)).Hears("over", 2).Until("06 12:00");

        var ended = Assert.Single(ann.Published, p => p.EventType == "trip.ended").Payload.AsMap();
        Assert.Equal((false, 4000L), (ended["travelled"].AsBool(), ended["price"].AsMap()["amount"].AsInt()));
        Assert.Contains(ann.Requests, r => r.Body.AsMap()["type"].AsString() == "refund.requested");
    }

    [Fact]
    public void Given_a_trip_without_crisis_when_it_ends_then_nothing_more_is_published()
    {
        var ann = new Concerned("03 12:00").Books(Express).Until("05 09:33").Boards(Express).Until("05 10:10").Exits().Until("08 00:00");

        Assert.Empty(ann.Published);
    }

    [Fact]
    public void Given_an_alert_about_a_train_when_somebody_rides_on_it_then_a_crisis_case_begins_by_itself()
    {
        var ann = new Concerned("04 12:00").Books(Express).IsAlerted(Express);

        Assert.Equal(("alert:a1", "certain"), (ann.Crisis.Key, ann.Certainty));
        Assert.Equal("Wind. Your trip on 2025-09-05 is affected: your ticket is valid on other days, or we pay it back.", ann.Last);
        Assert.Equal(["disruption:alert:a1", Express.Topic], ann.State.Topics.Keys.Order());

        ann.Until("04 13:00").IsAlerted(Express);   // the feed says the same once more
        Assert.Equal((1, 1), (ann.Running("crisis").Count(), ann.Warnings.Count()));

        ann.IsAlerted(Express, text: "More wind.");
        Assert.Equal((1, 2), (ann.Running("crisis").Count(), ann.Warnings.Count()));
        Assert.StartsWith("More wind.", ann.Last, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_crisis_when_the_desk_opens_then_stations_are_staffed_texts_released_and_at_last_it_is_talked_about()
    {
        var desk = new Concerned("05 05:00").OpensDesk("Kiel", "Berlin Südkreuz");
        Assert.Equal(["communication", "station-staff", "station-staff"], desk.OpenTasks.Select(t => t.Task!.Role).Order());

        desk.Staff("draft", "written", "ina").Staff("release", "again").Staff("redraft", "written", "ina").Staff("rerelease", "released");
        desk.StaffsOne("standIn", "staffed").StaffsOne("standIn", "nobody there").Staff("sendSomebody", "sent");
        Assert.Empty(desk.OpenTasks);

        desk.Until("05 13:01");   // eight hours: others take over
        Assert.Equal(2, desk.OpenTasks.Count());

        desk.Hears("over", 1).Staff("debrief", "done");
        Assert.Equal((CaseStatus.Completed, 0), (desk.Crisis.Status, desk.Told.Count));
    }
}
