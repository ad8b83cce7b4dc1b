using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Care;

/// <summary>The care case: triage, several actors, refunds with four eyes, escalation, the customer's answers, and what comes up again.</summary>
public sealed class CareCaseTests
{
    private static LetDown WithRefundOf(int cents) => new LetDown().Complains("Broken.").Does("callBack", "kim", "refund", $$"""{"amount":{{cents}}}""");

    [Theory]
    [InlineData("settled")]
    [InlineData("voucher")]
    [InlineData("no answer")]
    public void Given_a_bad_review_when_the_call_settles_it_then_the_case_is_over(string outcome)
    {
        var ann = new LetDown().Rates(1, "Nobody told me.");
        Assert.Equal("Call back: booking B1 was rated 1, \"Nobody told me.\"", ann.Task.Title);

        ann.Does("callBack", "kim", outcome);
        Assert.Equal((CaseStatus.Completed, "B1"), (ann.Case.Status, ann.Case.Key));
        Assert.Equal(["The customer was heard"], ann.Milestones);
        Assert.Equal(2, ann.Goal!.Reached.Length);
    }

    [Theory]
    [InlineData(null, 24)]
    [InlineData("injury", 2)]
    [InlineData("data", 2)]
    public void Given_a_complaint_when_it_comes_then_the_table_says_how_fast_somebody_calls(string? about, int hours)
    {
        var ann = new LetDown().Complains("Broken.", about);

        Assert.Equal(("Call back: order A was complained about, \"Broken.\"", ann.Now.AddHours(hours)), (ann.Task.Title, ann.Task.Due));
    }

    [Fact]
    public void Given_a_case_that_was_settled_when_the_same_order_comes_up_again_then_somebody_calls_sooner()
    {
        var ann = new LetDown().Complains("Broken.").Does("callBack", "kim", "settled").Complains("Broken again.");

        Assert.Equal(2, ann.State.Cases.Count);
        Assert.Equal(ann.Now.AddHours(4), ann.Task.Due);
    }

    [Fact]
    public void Given_a_call_that_nobody_makes_when_it_is_overdue_then_it_goes_to_the_manager()
    {
        var ann = new LetDown().Complains("Broken.").After(25.9);
        Assert.Equal("care", ann.Task.Role);

        Assert.Equal("manager", ann.After(0.2).Task.Role);
    }

    [Fact]
    public void Given_a_hard_case_when_expert_and_partner_are_asked_then_the_adviser_decides_with_what_they_said()
    {
        var ann = new LetDown().Complains("Broken.").Does("callBack", "kim", "ask expert");
        Assert.Equal(("expert", "expert"), (ann.Open.Single().Node, ann.Task.Role));

        ann.Does("expert", "eva", "answered").Does("decide", "kim", "ask partner");
        Assert.Equal("partner", ann.Task.Role);

        ann.Does("partner", "pat", "not ours").Does("decide", "kim", "voucher");
        Assert.Equal(["The customer was heard", "Settled"], ann.Milestones);
    }

    [Theory]
    [InlineData(2000, null)]
    [InlineData(2001, "approve")]
    [InlineData(20000, "approve")]
    [InlineData(20001, "approveTwice")]
    public void Given_a_refund_when_it_is_proposed_then_the_table_says_who_has_to_agree(int cents, string? task)
    {
        var ann = WithRefundOf(cents);

        Assert.Equal(task, ann.Open.SingleOrDefault().Node);
        Assert.Equal(task is null ? 1 : 0, ann.Requests.Count);
    }

    [Fact]
    public void Given_a_proposed_refund_when_who_proposed_it_approves_it_then_that_is_refused()
    {
        var ann = WithRefundOf(5000).Does("approve", "kim", "approved");
        Assert.Equal(ReceiptKind.Refused, ann.Receipt.Kind);
        Assert.Empty(ann.Requests);

        ann.Does("approve", "mo", "approved").IsPaid();
        Assert.Equal("We have paid back 50.00 € for order A. We are sorry.", ann.Last);
        Assert.Equal("Settled", ann.Milestones[^1]);
    }

    [Fact]
    public void Given_a_large_refund_when_it_is_approved_then_two_different_persons_have_done_so()
    {
        var ann = WithRefundOf(30_000).Does("approveTwice", "mo", "approved");
        Assert.Empty(ann.Requests);
        Assert.Equal(ReceiptKind.Refused, ann.Does("approveTwice", "mo", "approved").Receipt.Kind);

        Assert.Single(ann.Does("approveTwice", "max", "approved").Requests);
    }

    [Fact]
    public void Given_a_proposed_refund_when_it_is_refused_then_the_adviser_decides_anew()
    {
        var ann = WithRefundOf(5000).Does("approve", "mo", "refused");

        Assert.Equal(("decide", "care"), (ann.Open.Single().Node, ann.Task.Role));
        Assert.Empty(ann.Requests);
    }

    [Fact]
    public void Given_an_approval_that_nobody_gives_when_it_is_overdue_then_it_goes_to_the_direction() =>
        Assert.Equal("direction", WithRefundOf(5000).After(12.1).Task.Role);

    [Fact]
    public void Given_a_refund_without_an_amount_when_it_is_proposed_then_nothing_is_paid_and_the_adviser_decides_anew()
    {
        var ann = new LetDown().Complains("Broken.").Does("callBack", "kim", "refund");

        Assert.Equal("decide", ann.Open.Single().Node);
        Assert.Empty(ann.Requests);
    }

    [Fact]
    public void Given_a_refund_that_is_never_answered_when_five_days_have_passed_then_finance_pays_by_hand()
    {
        var ann = WithRefundOf(1500).After(5 * 24 + 0.1);

        Assert.Contains(("payUnanswered", "finance"), ann.Open.Select(o => (o.Node, o.Role)));
        Assert.Equal("care-refund", ann.Does("payUnanswered", "fred", "paid").Templates.Last());
    }

    [Fact]
    public void Given_a_question_to_the_customer_when_the_answer_takes_days_then_the_promised_time_stands_still_meanwhile()
    {
        var ann = new LetDown().Complains("Broken.").Does("callBack", "kim", "ask customer", """{"question":"Which lamp?"}""");
        Assert.Equal("Which lamp?", ann.Last);
        Assert.Equal(ItemState.Suspended, ann.StateOf("counting"));

        ann.After(6 * 24);   // five days were promised
        Assert.Empty(ann.Open);

        ann.Answers("The red one.");
        Assert.Equal("Decide on order A, \"Broken.\", answer: \"The red one.\"", ann.Task.Title);
        Assert.Equal(ItemState.Active, ann.StateOf("counting"));

        ann.After(4 * 24);
        Assert.DoesNotContain("takeOver", ann.Open.Select(o => o.Node));
        Assert.Contains("takeOver", ann.After(25).Open.Select(o => o.Node));
    }

    [Fact]
    public void Given_a_question_to_the_customer_when_no_answer_comes_for_a_week_then_the_adviser_decides_without_it()
    {
        var ann = new LetDown().Complains("Broken.").Does("callBack", "kim", "ask customer").After(7 * 24 + 0.1);

        Assert.Equal("Could you tell us more about order A?", ann.Told.Single().Text);
        Assert.Equal("decide", ann.Open.Single().Node);
    }

    [Fact]
    public void Given_a_case_that_drags_on_when_the_promised_time_is_over_then_a_manager_takes_over_and_the_goal_is_missed()
    {
        var ann = new LetDown().Complains("Broken.").Does("callBack", "kim", "ask expert").After(5 * 24 + 0.1);
        Assert.Contains(("takeOver", "manager"), ann.Open.Select(o => (o.Node, o.Role)));

        ann.Does("takeOver", "mo", "taken over").Does("expert", "eva", "answered").Does("decide", "mo", "settled").After(15 * 24);
        Assert.Equal((CaseStatus.Completed, "called"), (ann.Case.Status, string.Join(",", ann.Goal!.Reached)));
    }

    [Fact]
    public void Given_a_settled_case_when_it_comes_up_again_within_two_weeks_then_the_same_case_is_taken_up_again()
    {
        var ann = WithRefundOf(1500).IsPaid().After(10 * 24).Complains("Broken again.");
        Assert.Equal((1, "decide", "Decide on order A, \"Broken again.\""), (ann.State.Cases.Count, ann.Open.Single().Node, ann.Task.Title));

        ann.Does("decide", "kim", "refund", """{"amount":1000}""").IsPaid(round: 2);
        Assert.Equal(["The customer was heard", "Settled", "Reopened", "Settled"], ann.Milestones);
        Assert.Equal(CaseStatus.Active, ann.After(13 * 24).Case.Status);
        Assert.Equal(CaseStatus.Completed, ann.After(2 * 24).Case.Status);
    }

    [Fact]
    public void Given_a_case_of_one_order_when_another_order_is_complained_about_then_that_is_another_case()
    {
        var ann = new LetDown().Complains("Broken.").Complains("Late.", order: "B");

        Assert.Equal(["A", "B"], ann.Running("care-case").Select(c => c.Key));
    }
}
