using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

/// <summary>A customer has so many running cases and no more. <see cref="Person"/> checks at each turn that the fold gives the live state.</summary>
public sealed class RunningCaseTests
{
    private static JourneyPlan Orders(string policy = "always") => Journeys.Of("order", "signal.data.order", policy, Journeys.Trigger("ordered"), Journeys.Task("pack"));

    private static Person Buyer(int max, params JourneyPlan[] journeys) => new(new FakeKeys(), "ann", journeys) { RunningCasesMax = max };

    private static void Order(Person ann, string number) => ann.Hears("ordered", $$"""{"order":"{{number}}"}""");

    [Fact]
    public void An_event_beyond_them_is_kept_and_says_what_was_not_started()
    {
        var ann = Buyer(2, Orders());
        foreach (var number in new[] { "1", "2", "3" }) Order(ann, number);

        Assert.Equal((ReceiptKind.Accepted, 3), (ann.Receipt.Kind, ann.Receipt.Seq));
        Assert.Equal(["1", "2"], ann.Cases.Select(c => c.Key));
        Assert.Equal(new CaseRefused("order", 1, "3", new Rule(RuleKind.Policy, "running-cases")), ann.Facts<CaseRefused>().Single());
    }

    [Fact]
    public void One_that_ends_makes_room()
    {
        var ann = Buyer(2, Orders());
        foreach (var number in new[] { "1", "2", "3" }) Order(ann, number);
        ann.Gets(new Input.ActOnCase(ann.Cases[0].Id, CaseTransition.Terminate, "eve", null));

        Order(ann, "4");

        Assert.Equal(["1", "2", "4"], ann.Cases.Select(c => c.Key));
    }

    [Fact]
    public void Those_that_wait_for_a_person_count()
    {
        var ann = Buyer(1, Orders());
        Order(ann, "1");
        ann.Gets(new Input.ActOnCase(ann.Cases[0].Id, CaseTransition.Suspend, "eve", null));

        Order(ann, "2");

        Assert.Single(ann.Facts<CaseRefused>());
    }

    [Fact]
    public void A_command_beyond_them_is_refused_and_changes_nothing()
    {
        var ann = Buyer(1, Orders());
        Order(ann, "1");

        ann.Gets(new Input.StartCase("order", null, "2", ValueMap.Empty, "eve"));

        Assert.Equal((ReceiptKind.Refused, "too-many-cases", "/journey"), (ann.Receipt.Kind, ann.Receipt.Problem!.Code, ann.Receipt.Problem.Field));
        Assert.Null(ann.Entry);
    }

    [Fact]
    public void A_case_that_replaces_another_is_not_beyond_them()
    {
        var ann = Buyer(1, Orders("restart"));
        Order(ann, "1");
        var first = ann.Cases[0].Id;

        Order(ann, "1");
        Assert.Empty(ann.Facts<CaseRefused>());
        ann.Gets(new Input.StartCase("order", null, "1", ValueMap.Empty, "eve"));

        Assert.Equal(ReceiptKind.Accepted, ann.Receipt.Kind);
        Assert.DoesNotContain(ann.Cases, c => c.Id == first && c.Running);
        Assert.Single(ann.Cases, c => c.Running);
    }

    [Fact]
    public void A_call_beyond_them_fails_with_an_incident_and_can_be_tried_again()
    {
        var ann = Buyer(2, Orders(), Journeys.Of("calls", null, "always", Journeys.Trigger("called"), Journeys.CaseTask("ask", "order")));
        Order(ann, "1");
        ann.RunningCasesMax = 1;   // the case that calls would be the second
        ann.Hears("called", "{}");
        Assert.Equal("calls", ann.Facts<CaseRefused>().Single().Journey);
        ann.RunningCasesMax = 2;
        ann.Hears("called", "{}");

        Assert.Equal("The customer would have more than 2 running cases.", ann.Facts<IncidentRaised>().Single().Message);
        ann.RunningCasesMax = 3;
        var calls = ann.Cases.Single(c => c.Journey == "calls").Id;
        ann.Gets(new Input.ActOnItem(calls, "ask", ItemAction.Retry, "eve", null));

        Assert.Equal(2, ann.Cases.Count(c => c.Journey == "order"));
    }
}
