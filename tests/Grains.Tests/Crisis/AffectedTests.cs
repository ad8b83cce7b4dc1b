using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Grains.Tests.Rail.Train;

namespace JourneyOrchestrator.Grains.Tests.Crisis;

/// <summary>Who is affected, how surely, and what is told to whom on which ground.</summary>
public sealed class AffectedTests
{
    [Fact]
    public void Given_a_trip_tomorrow_when_a_storm_is_foreseen_then_it_is_told_in_time_on_the_channel_of_the_customer()
    {
        var ann = new Concerned().IsTouched(by: Express).Hears("foreseen", 1);

        Assert.Equal(("certain", "crisis-booked"), (ann.Certainty, Assert.Single(ann.Warnings)));
        Assert.Equal("Storm. Your trip on 2025-09-05 is affected: your ticket is valid on other days, or we pay it back.", ann.Last);
        Assert.Equal(("push", "legalObligation", At(Express.Dep)), (ann.Messages[^1].Channel, ann.Messages[^1].Basis, ann.Messages[^1].UseUntil));
        Assert.Equal(["Affected"], ann.Milestones);
    }

    [Fact]
    public void Given_a_train_that_leaves_soon_when_the_storm_is_there_then_it_is_told_where_it_is_read_at_once()
    {
        var ann = new Concerned("05 08:30", channel: "email").IsTouched(by: Express).Hears("active", 1);

        Assert.Equal([("crisis-travelling", "sms", "legalObligation")], ann.Ways);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Given_somebody_who_lives_there_when_a_storm_comes_then_only_who_wishes_it_is_told(bool wishes)
    {
        var ann = new Concerned(home: "Berlin Südkreuz", consents: wishes ? ["disruption"] : []).IsTouched().Hears("foreseen", 1);

        Assert.Equal("probable", ann.Certainty);
        Assert.Equal(["Perhaps affected"], ann.Milestones);
        Assert.Equal(wishes ? [("crisis-nearby", "push", "consent")] : [], ann.Ways);
        Assert.Equal(wishes ? [] : [("crisis-nearby", "no-consent")], ann.Suppressed);
    }

    [Fact]
    public void Given_danger_to_life_when_somebody_lives_there_then_no_consent_is_needed()
    {
        var ann = new Concerned(home: "Berlin Südkreuz").IsTouched().Hears("active", 1, level: 3);

        Assert.Equal([("crisis-danger", "push", "vitalInterest")], ann.Ways);
    }

    [Fact]
    public void Given_nothing_in_common_when_the_storm_grows_then_whoever_is_affected_now_is_told_now()
    {
        var ann = new Concerned(home: "Kiel", consents: "disruption").IsTouched().Hears("foreseen", 1);
        Assert.Equal(("no", 0), (ann.Certainty, ann.Told.Count));

        ann.Hears("foreseen", 2, station: "Kiel");
        Assert.Equal(("probable", "crisis-nearby"), (ann.Certainty, Assert.Single(ann.Warnings)));
    }

    [Theory]
    [InlineData(true, "crisis-data", "legalObligation")]
    [InlineData(false, "crisis-data-maybe", "legitimateInterest")]
    public void Given_a_cyber_incident_when_data_was_taken_then_those_concerned_and_those_who_may_be_hear_different_things(bool account, string template, string basis)
    {
        var ann = new Concerned().IsTouched("leak-1", account: account).Hears("active", 1, kind: "cyber", disruption: "leak-1", text: "Data was copied.");

        Assert.Equal([(template, "email", basis)], ann.Ways);
        Assert.StartsWith("Data was copied.", ann.Last, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_objection_when_a_cyber_incident_may_concern_somebody_then_nothing_is_written()
    {
        var ann = new Concerned();
        ann.Objects("disruption", "email").IsTouched("leak-1").Hears("active", 1, kind: "cyber", disruption: "leak-1");

        Assert.Equal([("crisis-data-maybe", "objection")], ann.Suppressed);
    }

    [Fact]
    public void Given_a_warning_when_there_is_news_then_it_overtakes_the_older_one_and_the_same_news_is_told_once()
    {
        var ann = new Concerned().IsTouched(by: Express).Hears("foreseen", 1).Hears("foreseen", 1).Hears("active", 2, text: "It is here.");

        Assert.Equal(2, ann.Told.Count);
        Assert.All(ann.Messages, m => Assert.Equal("disruption:storm-7", m.SupersessionKey));
    }

    [Fact]
    public void Given_newer_news_when_older_news_comes_then_it_changes_nothing()
    {
        var ann = new Concerned().IsTouched(by: Express).Hears("active", 2).Hears("over", 1, time: "04 11:00");

        Assert.DoesNotContain("All clear", ann.Milestones);
    }

    [Fact]
    public void Given_a_warning_that_comes_after_the_departure_when_it_is_judged_then_the_trip_does_not_count()
    {
        var ann = new Concerned("05 12:30").IsTouched(by: Express).Hears("active", 1, from: "05 12:00");

        Assert.Equal(("no", 0), (ann.Certainty, ann.Told.Count));
    }

    [Fact]
    public void Given_a_second_trip_when_it_is_touched_by_the_same_disruption_then_the_case_takes_it_in()
    {
        var ann = new Concerned().IsTouched(by: Express).Hears("foreseen", 1).IsTouched(by: LastExpress, booking: "B").Hears("over", 2);

        Assert.Single(ann.Running("crisis"));
        Assert.Equal(2, ann.Crisis.Items.Values.First(i => i.Parent == 0).Variables["bookings"].AsList().Length);
        Assert.DoesNotContain("It is known how it went", ann.TripEnds(true, 0).Milestones);
        Assert.Contains("It is known how it went", ann.TripEnds(true, 0, booking: "B").Milestones);
    }

    [Fact]
    public void Given_nobody_who_says_that_it_is_over_when_its_time_has_long_passed_then_it_is_over()
    {
        var ann = new Concerned(home: "Berlin Südkreuz").IsTouched().Hears("foreseen", 1).Until("06 02:01");

        Assert.Equal((CaseStatus.Completed, "Crisis closed"), (ann.Crisis.Status, ann.Milestones[^1]));
        Assert.Empty(ann.State.Topics);
    }
}
