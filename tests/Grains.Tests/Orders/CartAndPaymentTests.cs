using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Orders;

/// <summary>The order journey up to the payment.</summary>
public sealed class CartAndPaymentTests
{
    [Fact]
    public void Given_a_cart_when_nobody_touches_it_for_four_hours_then_it_is_reminded_of_once_and_closed_after_three_days()
    {
        var ann = new Buyer().FillsCart().After(0.1);
        Assert.Empty(ann.Told);

        ann.FillsCart().After(0.1);   // touched again: the four hours begin anew
        Assert.Empty(ann.Told);

        ann.After(0.1);
        Assert.Equal(["Your cart is still here: Lamp."], ann.Told.Select(t => t.Text));
        Assert.Equal(CaseStatus.Active, ann.Case.Status);

        ann.After(3);
        Assert.Equal((CaseStatus.Completed, 1), (ann.Case.Status, ann.Told.Count));
        Assert.Equal(["Cart abandoned"], ann.Milestones);
    }

    [Fact]
    public void Given_no_consent_when_a_cart_is_left_then_nothing_is_written_and_the_reason_is_kept()
    {
        var ann = new Buyer("en", "delivery").FillsCart().After(4);

        Assert.Empty(ann.Told);
        Assert.Equal([("cart-reminder", "no-consent")], ann.Suppressed);
    }

    [Fact]
    public void Given_a_cart_when_it_is_emptied_then_the_case_ends_without_a_reminder()
    {
        var ann = new Buyer().FillsCart().EmptiesCart().After(4);

        Assert.Equal((CaseStatus.Completed, 0), (ann.Case.Status, ann.Told.Count));
    }

    [Fact]
    public void Given_a_cart_when_it_is_ordered_then_the_same_case_goes_on_and_nobody_is_reminded_of_the_cart()
    {
        var ann = new Buyer().FillsCart().Orders().Pays().After(4);

        Assert.Single(ann.State.Cases);
        Assert.Equal(["order-confirmation"], ann.Templates);
        Assert.Equal(["Ordered", "Paid"], ann.Milestones);
    }

    [Fact]
    public void Given_two_orders_when_one_is_paid_then_only_that_one_moves()
    {
        var ann = new Buyer().Orders("A").Orders("B").Orders("B").Pays("B");

        Assert.Equal(2, ann.Running("order-to-delivery").Count());
        Assert.Equal(["Ordered", "Ordered", "Paid"], ann.Milestones);
        Assert.Equal("B", ann.Running("order-to-delivery").Single(c => c.Items.Values.Any(i => i.Node == "delivery" && i.State == ItemState.Active)).Key);
    }

    [Fact]
    public void Given_an_order_when_the_payment_fails_then_it_is_told_with_the_reason_and_a_second_try_counts()
    {
        var ann = new Buyer().Orders().FailsToPay();
        Assert.Equal("Your payment for order A failed (card declined). We keep it for you until 2026-03-05.", ann.Last);
        Assert.Equal("payment:A", ann.Messages[^1].SupersessionKey);

        ann.FailsToPay("no cover").Pays().After(4);
        Assert.Equal(["order-confirmation", "payment-failed", "payment-failed"], ann.Templates);
        Assert.Equal(["Ordered", "Paid"], ann.Milestones);
    }

    [Fact]
    public void Given_an_order_when_nobody_pays_then_it_is_reminded_of_cancelled_after_three_days_and_closed()
    {
        var ann = new Buyer("de").Orders().After(3.5);
        Assert.Equal(["order-confirmation", "payment-reminder", "order-cancelled"], ann.Templates);
        Assert.Equal("Die Bestellung A wartet auf deine Zahlung von 61.00 €.", ann.Text("payment-reminder"));
        Assert.Equal("Die Bestellung A ist storniert: es kam keine Zahlung.", ann.Last);
        Assert.Empty(ann.Owed);

        Assert.Equal(CaseStatus.Completed, ann.After(8).Case.Status);
    }

    [Fact]
    public void Given_an_order_cancelled_for_want_of_payment_when_the_money_comes_after_all_then_it_is_paid_back()
    {
        var ann = new Buyer().Orders().After(4).Pays();
        Assert.Equal([("cancelled", 6100)], ann.Owed);
        Assert.Equal(CaseStatus.Active, ann.Case.Status);

        ann.IsPaidBack("cancelled:A");
        Assert.Equal("We have paid back 61.00 € for order A.", ann.Last);
        Assert.Equal(CaseStatus.Completed, ann.Case.Status);
    }
}
