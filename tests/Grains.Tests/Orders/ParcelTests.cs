using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Orders;

/// <summary>Parcels of the order journey, each followed for itself.</summary>
public sealed class ParcelTests
{
    [Fact]
    public void Given_two_parcels_when_both_come_then_the_order_is_complete_and_nothing_is_followed_any_more()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp", "bulbs").Parcel("lamp", "handed-over").After(1).Parcel("lamp", "out-for-delivery").Parcel("lamp", "delivered");
        Assert.Equal(["Ordered", "Paid", "On its way", "Parcel delivered"], ann.Milestones);
        Assert.Equal(["parcel:bulbs"], ann.State.Topics.Keys);

        ann.Parcel("bulbs", "delivered");
        Assert.Equal(["Parcel delivered", "Everything delivered"], ann.Milestones[^2..]);
        Assert.Empty(ann.State.Topics);
        Assert.Equal("Parcel lamp comes today.", ann.Text("parcel-today"));
    }

    [Fact]
    public void Given_one_parcel_of_two_shipments_when_it_comes_then_the_order_waits_for_the_rest()
    {
        var ann = new Buyer().Orders().Pays().IsPacked(more: true, "lamp").Parcel("lamp", "delivered");
        Assert.DoesNotContain("Everything delivered", ann.Milestones);

        ann.IsPacked("bulbs").Parcel("bulbs", "delivered");
        Assert.Contains("Everything delivered", ann.Milestones);
    }

    [Fact]
    public void Given_nobody_at_home_when_the_carrier_tries_again_then_each_attempt_is_told_once()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").After(2)
            .Parcel("lamp", "failed-attempt", attempts: 1, expectedInDays: 1).Parcel("lamp", "failed-attempt", attempts: 1, expectedInDays: 1).After(1)
            .Parcel("lamp", "out-for-delivery", attempts: 1).Parcel("lamp", "failed-attempt", attempts: 2, expectedInDays: 1).After(1).Parcel("lamp", "delivered", attempts: 2);

        Assert.Equal(["order-confirmation", "parcel-missed", "parcel-today", "parcel-missed"], ann.Templates);
        Assert.Equal("We could not hand over parcel lamp. Next attempt: 2026-03-05.", ann.Told[1].Text);
        Assert.Empty(ann.Owed);   // late because nobody was there
        Assert.All(ann.Messages.Skip(1), m => Assert.Equal("parcel:lamp", m.SupersessionKey));
    }

    [Fact]
    public void Given_no_consent_when_a_parcel_comes_today_then_only_what_the_contract_needs_is_told()
    {
        var ann = new Buyer("en", "cart").Orders().Pays().IsPacked("lamp").After(2).Parcel("lamp", "out-for-delivery").Parcel("lamp", "failed-attempt", attempts: 1);

        Assert.Equal(["order-confirmation", "parcel-missed"], ann.Templates);
        Assert.Equal([("parcel-today", "no-consent")], ann.Suppressed);
    }

    [Fact]
    public void Given_news_that_comes_too_late_to_be_of_use_when_it_is_heard_then_nothing_is_told()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").After(2).Parcel("lamp", "out-for-delivery", saidDaysAgo: 1);

        Assert.Equal([("parcel-today", "too-late")], ann.Suppressed);
    }

    [Fact]
    public void Given_newer_news_when_older_news_comes_then_it_moves_nothing()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").After(2).Parcel("lamp", "out-for-delivery").Parcel("lamp", "lost", saidDaysAgo: 1);

        Assert.DoesNotContain("Parcel lost", ann.Milestones);
    }

    [Theory]
    [InlineData(2, false, 0)]
    [InlineData(3, true, 490)]
    [InlineData(6, true, 490)]
    [InlineData(7, true, 980)]
    public void Given_a_late_parcel_when_it_comes_then_the_table_says_what_is_given_for_it(int daysLate, bool given, int amount)
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").After(1).Parcel("lamp", "in-transit", expectedInDays: 1 + daysLate);
        Assert.Equal("parcel-late", ann.Templates.Last());

        ann.After(1 + daysLate).Parcel("lamp", "delivered");
        Assert.Equal(given ? [("late", (long)amount)] : [], ann.Owed);
        Assert.Equal(1, ann.Templates.Count(t => t == "parcel-late"));
    }

    [Fact]
    public void Given_a_parcel_that_never_moves_when_it_is_overdue_then_logistics_looks_for_it_until_it_is_found_or_lost()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").After(4.1);
        Assert.Equal(["Find parcel lamp of order A, expected on 2026-03-04"], ann.OpenTasks.Select(t => t.Task!.Title));
        Assert.Equal("logistics", ann.OpenTasks.Single().Task!.Role);

        ann.Staff("trace", "found").After(2);
        Assert.Empty(ann.OpenTasks);

        ann.After(1.1).Staff("trace", "lost");
        Assert.Equal(["Parcel lost", "Nothing arrived"], ann.Milestones[^2..]);
        Assert.Equal("Parcel lamp is lost, we are very sorry. You get 49.00 € back.", ann.Text("parcel-lost"));
        Assert.Equal(CaseStatus.Completed, ann.IsPaidBack("lost:lamp").Case.Status);
        Assert.DoesNotContain("arrived", ann.Goal!.Reached);
    }

    [Fact]
    public void Given_a_parcel_that_nobody_looks_for_when_the_task_is_overdue_then_it_goes_to_the_manager_and_after_three_tries_it_is_lost()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").After(6.1);
        Assert.Equal("manager", ann.OpenTasks.Single().Task!.Role);

        ann.Staff("trace", "found").After(3.1).Staff("trace", "found").After(3.1);
        Assert.DoesNotContain("Parcel lost", ann.Milestones);
        Assert.Contains("Parcel lost", ann.Staff("trace", "found").Milestones);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Given_a_warehouse_that_says_it_ships_when_nothing_is_packed_then_it_is_asked_three_times_at_most(int times)
    {
        var ann = new Buyer().Orders().Pays();
        for (var i = 0; i < times; i++) ann.After(5.1).Staff("ship", "ships");

        Assert.Equal(times == 3, ann.Milestones.Contains("Cancelled"));
        if (times == 1) Assert.Contains("On its way", ann.IsPacked("lamp").Parcel("lamp", "handed-over").Milestones);
    }

    [Fact]
    public void Given_a_parcel_that_is_looked_for_when_it_comes_then_the_task_closes()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").After(4.1).Parcel("lamp", "delivered");

        Assert.Empty(ann.OpenTasks);
        Assert.Contains("Everything delivered", ann.Milestones);
    }

    [Fact]
    public void Given_a_lost_parcel_of_two_when_the_other_comes_then_the_lost_one_is_paid_back_and_nobody_asks_for_a_review()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp", "bulbs").Parcel("bulbs", "lost").After(1).Parcel("lamp", "delivered").IsPaidBack("lost:bulbs").After(15);

        Assert.Equal([("lost", 600L)], ann.Owed);
        Assert.DoesNotContain("order-review", ann.Templates);
        Assert.Equal((CaseStatus.Completed, false), (ann.Case.Status, ann.Goal!.Reached.Contains("content")));
    }

    [Fact]
    public void Given_a_paid_order_when_nothing_is_packed_for_five_days_then_it_is_told_and_the_warehouse_may_give_up()
    {
        var ann = new Buyer().Orders().Pays().After(5.1);
        Assert.Equal("order-delayed", ann.Templates.Last());

        ann.Staff("ship", "cannot ship");
        Assert.Equal("Order A is cancelled: we can not deliver it, we are sorry.", ann.Text("order-cancelled"));
        Assert.Equal([("cancelled", 6100L)], ann.Owed);
        Assert.Equal(CaseStatus.Completed, ann.IsPaidBack("cancelled:A").Case.Status);
    }
}
