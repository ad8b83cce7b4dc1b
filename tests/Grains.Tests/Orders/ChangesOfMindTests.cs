using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Orders;

/// <summary>Cancellation, another address, collection, returns, refunds, and what the customer says of it all.</summary>
public sealed class ChangesOfMindTests
{
    [Fact]
    public void Given_nothing_has_left_when_the_customer_cancels_then_all_is_paid_back_and_parcels_are_not_followed_any_more()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").Cancels();
        Assert.Equal(["https://warehouse.example/orders", "https://payments.example/refunds"], ann.Requests.Select(r => r.Url));
        Assert.Equal("Order A is cancelled, as you wished.", ann.Text("order-cancelled"));
        Assert.Equal(ItemState.Terminated, ann.StateOf("delivery"));

        Assert.Equal(CaseStatus.Completed, ann.IsPaidBack("cancelled:A").Case.Status);
        Assert.Empty(ann.State.Topics);
    }

    [Fact]
    public void Given_an_unpaid_order_when_the_customer_cancels_then_there_is_nothing_to_pay_back()
    {
        var ann = new Buyer().Orders().Cancels().After(8);

        Assert.Empty(ann.Owed);
        Assert.Equal(CaseStatus.Completed, ann.Case.Status);
    }

    [Fact]
    public void Given_a_parcel_on_its_way_when_the_customer_cancels_then_it_is_refused_with_what_to_do()
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").Parcel("lamp", "handed-over").Cancels();

        Assert.Equal("Order A has left already. Refuse it at the door, or send it back free of charge.", ann.Last);
        Assert.Equal(ItemState.Active, ann.StateOf("delivery"));
    }

    [Fact]
    public void Given_nothing_has_left_when_the_address_changes_then_the_warehouse_is_told()
    {
        var ann = new Buyer().Orders().Pays().Moves("Ufer 2");

        Assert.Equal("Order A goes to Ufer 2.", ann.Last);
        Assert.Equal("Ufer 2", ann.Var("address").AsMap()["line"].AsString());
        Assert.Equal("order.readdressed", ann.Requests.Single().Body.AsMap()["type"].AsString());
    }

    [Theory]
    [InlineData("redirected", "Your parcels go to Ufer 2 now.")]
    [InlineData("not possible", "Your parcels can not be redirected any more.")]
    public void Given_a_parcel_on_its_way_when_the_address_changes_then_a_person_asks_the_carrier(string outcome, string text)
    {
        var ann = new Buyer().Orders().Pays().IsPacked("lamp").Parcel("lamp", "handed-over").Moves("Ufer 2").Staff("redirect", outcome);

        Assert.Equal(text, ann.Last);
    }

    [Fact]
    public void Given_an_order_for_a_store_when_it_is_ready_then_it_is_told_reminded_of_and_collected()
    {
        var ann = new Buyer().Orders(store: "Kiel").Pays().IsReady();
        Assert.Equal("Order A is ready in Kiel, code 4711, until 2026-03-09.", ann.Last);

        ann.After(5.5);
        Assert.Equal("collect-reminder", ann.Templates.Last());

        ann.Collects().After(3.1);
        Assert.Equal("order-review", ann.Templates.Last());
        Assert.Contains("Collected in store", ann.Milestones);
        Assert.Equal(CaseStatus.Completed, ann.After(12).Case.Status);
    }

    [Fact]
    public void Given_an_order_that_nobody_collects_when_its_time_is_over_then_it_goes_back_and_the_money_too()
    {
        var ann = new Buyer().Orders(store: "Kiel").Pays().IsReady().After(7.1);

        Assert.Equal("Order A is cancelled: nobody collected it.", ann.Text("order-cancelled"));
        Assert.Equal([("cancelled", 6100L)], ann.Owed);
        Assert.Equal(CaseStatus.Completed, ann.IsPaidBack("cancelled:A").Case.Status);
    }

    [Fact]
    public void Given_a_delivered_order_when_a_part_comes_back_then_each_thing_is_paid_back_by_its_condition()
    {
        var ann = Buyer.WhoHasTheLamp().SendsBack("R1").After(2).ReturnArrives("R1", (600, 2, "as-new"), (1000, 1, "used"), (4900, 1, "damaged"));

        Assert.Equal([("returned", 1800L)], ann.Owed);
        Assert.Equal(CaseStatus.Active, ann.After(15).Case.Status);   // not paid yet
        ann.Staff("payUnanswered", "paid");
        Assert.Equal("We have paid back 18.00 € for order A.", ann.Last);
        Assert.Equal((CaseStatus.Completed, "arrived, fewContacts"), (ann.Case.Status, string.Join(", ", ann.Goal!.Reached)));
    }

    [Fact]
    public void Given_two_returns_when_they_cross_then_each_is_paid_for_itself()
    {
        var ann = Buyer.WhoHasTheLamp().SendsBack("R1").SendsBack("R2", "defective").ReturnArrives("R2", (600, 1, "damaged")).ReturnArrives("R1", (600, 1, "as-new"));

        Assert.Equal([("returned", 600L), ("returned", 600L)], ann.Owed);
        ann.IsPaidBack("return:R1").RefundFails("return:R2");
        Assert.Equal(["Refund return:R2 failed: pay 6.00 € by hand"], ann.OpenTasks.Select(t => t.Task!.Title));
        ann.Staff("payByHand", "paid").After(15);
        Assert.Equal((2, CaseStatus.Completed), (ann.Templates.Count(t => t == "refund-paid"), ann.Case.Status));
    }

    [Theory]
    [InlineData(14, "changed-mind", true)]
    [InlineData(15, "changed-mind", false)]
    [InlineData(15, "defective", true)]
    public void Given_a_delivered_order_when_it_is_to_go_back_then_the_table_says_whether_it_may(int days, string reason, bool accepted)
    {
        // an open return keeps the order alive past its fourteen days
        var ann = Buyer.WhoHasTheLamp().SendsBack("R0").After(days).SendsBack("R1", reason);

        Assert.Equal(accepted ? "return-label" : "return-refused", ann.Templates.Last());
        if (!accepted) Assert.Equal("Order A: the fourteen days to send it back are over.", ann.Last);
    }

    [Fact]
    public void Given_nothing_has_come_when_something_is_to_go_back_then_it_is_refused() =>
        Assert.Equal("Order A: nothing has come yet that could be sent back.", new Buyer().Orders().Pays().SendsBack().Last);

    [Fact]
    public void Given_an_announced_return_when_it_never_comes_then_it_lapses_after_three_weeks_and_the_order_closes()
    {
        var ann = Buyer.WhoHasTheLamp().After(2).SendsBack().After(22);

        Assert.Equal("return-lapsed", ann.Templates.Last());
        Assert.Equal(CaseStatus.Completed, ann.Case.Status);
    }

    [Fact]
    public void Given_a_return_that_is_worth_nothing_when_it_comes_then_it_is_said()
    {
        var ann = Buyer.WhoHasTheLamp().SendsBack().ReturnArrives("R1", (4900, 1, "damaged"));

        Assert.Equal("Return R1 came damaged: nothing is paid back for it.", ann.Last);
        Assert.Empty(ann.Owed);
    }

    [Fact]
    public void Given_everything_came_when_the_customer_is_asked_and_likes_it_then_the_goal_is_reached()
    {
        var ann = Buyer.WhoHasTheLamp().After(3.1);
        Assert.Equal("How do you like what came with order A?", ann.Last);

        ann.Reviews(5).After(12);
        Assert.Equal((CaseStatus.Completed, 4), (ann.Case.Status, ann.Goal!.Reached.Length));
        Assert.Contains("Content customer", ann.Milestones);
    }

    [Fact]
    public void Given_everything_came_when_the_customer_says_nothing_and_keeps_it_then_that_counts_as_content() =>
        Assert.Equal(["Kept", "Content customer", "Order closed"], Buyer.WhoHasTheLamp().After(15).Milestones[^3..]);

    [Fact]
    public void Given_everything_came_when_the_review_is_bad_then_a_care_case_begins()
    {
        var ann = Buyer.WhoHasTheLamp().After(4).Reviews(1).After(12);

        Assert.Equal("A", Assert.Single(ann.Running("care-case")).Key);
        Assert.DoesNotContain("content", ann.Goal!.Reached);
    }

    [Fact]
    public void Given_a_complaint_when_the_order_is_delivered_then_nobody_asks_for_a_review()
    {
        var ann = Buyer.WhoHasTheLamp().Complains().After(15);

        Assert.DoesNotContain("order-review", ann.Templates);
        Assert.DoesNotContain("Content customer", ann.Milestones);
    }
}
