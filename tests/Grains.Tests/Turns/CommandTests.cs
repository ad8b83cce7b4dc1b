using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class CommandTests
{
    private static Person Customer(string policy = "always") => new(
        Journeys.Of("care", 1, null, policy, Journeys.Trigger("complained"), Journeys.Task("old")),
        Journeys.Of("care", 2, null, policy, Journeys.Trigger("complained"), Journeys.Task("call"), Journeys.Score("judge", "value", "vars.got.points"), Journeys.Task("end")));

    private static Person Start(Person person, string journey = "care", int? version = null, string? key = null) =>
        person.Gets(new Input.StartCase(journey, version, key, ValueMap.Empty, "eve"));

    private static Person Act(Person person, CaseTransition transition) => person.Gets(new Input.ActOnCase(person.Cases[0].Id, transition, "eve", "asked for"));

    [Fact]
    public void A_case_started_by_hand_runs_the_newest_version_and_names_who_did_it()
    {
        var ann = Start(Customer());

        Assert.Equal("1-1", ann.Receipt.Created);
        Assert.Equal(2, ann.Cases[0].Version);
        Assert.Equal("eve", ann.Facts<CaseStarted>().Single().Rule.By);
    }

    [Fact]
    public void A_version_can_be_asked_for() => Assert.Equal(1, Start(Customer(), version: 1).Cases[0].Version);

    [Theory]
    [InlineData("care", 3)]
    [InlineData("nothing", null)]
    public void A_journey_there_is_not_is_unknown(string journey, int? version)
    {
        var ann = Start(Customer(), journey, version);

        Assert.Equal((ReceiptKind.Unknown, "/journey"), (ann.Receipt.Kind, ann.Receipt.Problem!.Field));
    }

    [Fact]
    public void The_entry_policy_binds_people_too()
    {
        var ann = Start(Start(Customer("oneAtATime")));

        Assert.Equal((ReceiptKind.Refused, "already-running"), (ann.Receipt.Kind, ann.Receipt.Problem!.Code));
        Assert.Null(ann.Entry);
    }

    [Fact]
    public void A_journey_that_runs_once_per_key_is_not_started_without_one()
    {
        var ann = Start(new Person(Journeys.Of("care", "signal.data.booking", "onePerKey", Journeys.Trigger("complained"), Journeys.Task("call"))));

        Assert.Equal((ReceiptKind.Invalid, "/key", "missing"), (ann.Receipt.Kind, ann.Receipt.Problem!.Field, ann.Receipt.Problem.Code));
        Assert.Null(ann.Entry);
    }

    [Fact]
    public void A_suspended_case_hears_nothing_until_it_is_resumed()
    {
        var ann = new Person(Journeys.Of("care", null, "oneAtATime", Journeys.Trigger("begin"), Journeys.Event("wait", "go"), Journeys.Task("call"))).Hears("begin");

        Act(ann, CaseTransition.Suspend).Hears("go");
        Assert.DoesNotContain(ann.Cases[0].Items.Values, i => i.Node == "call");

        Act(ann, CaseTransition.Reactivate).Hears("go");
        Assert.Contains(ann.Cases[0].Items.Values, i => i.Node == "call");
    }

    [Theory]
    [InlineData(CaseTransition.Reactivate)]
    [InlineData(CaseTransition.Close)]
    public void What_the_state_does_not_allow_is_refused_and_changes_nothing(CaseTransition transition)
    {
        var ann = Act(Customer().Hears("complained"), transition);

        Assert.Equal((ReceiptKind.Refused, "wrong-state"), (ann.Receipt.Kind, ann.Receipt.Problem!.Code));
        Assert.Null(ann.Entry);
    }

    [Fact]
    public void A_case_of_somebody_else_is_unknown()
    {
        var ann = Customer().Hears("complained").Gets(new Input.ActOnCase(new CaseId(2, 1, 0), CaseTransition.Terminate, "eve", null));

        Assert.Equal(ReceiptKind.Unknown, ann.Receipt.Kind);
    }

    private static Person Failed()
    {
        var ann = Customer().Hears("complained", """{"points":"many"}""");
        var task = ann.Cases[0].Items.Values.Single(i => i.Node == "call").Ordinal;
        return ann.Gets(new Input.ActOnTask(ann.Cases[0].Id, task, TaskAction.Complete, "eve", null, "reached", Value.Null));
    }

    [Fact]
    public void A_definition_that_fails_at_run_time_makes_an_incident_and_the_turn_is_kept()
    {
        var ann = Failed();

        Assert.Equal(ReceiptKind.Accepted, ann.Receipt.Kind);
        Assert.Single(ann.Cases[0].Incidents);
    }

    [Fact]
    public void An_incident_is_skipped_by_a_person_and_the_case_goes_on()
    {
        var ann = Failed();
        ann.Gets(new Input.ActOnItem(ann.Cases[0].Id, "judge", ItemAction.Skip, "eve", "no score needed"));

        Assert.Equal(ReceiptKind.Accepted, ann.Receipt.Kind);
        Assert.Empty(ann.Cases[0].Incidents);
        Assert.Contains(ann.Cases[0].Items.Values, i => i.Node == "end" && i.State == ItemState.Active);
    }

    [Theory]
    [InlineData("call", ItemAction.Start, ReceiptKind.Refused)]
    [InlineData("call", ItemAction.Retry, ReceiptKind.Refused)]
    [InlineData("call", ItemAction.Repeat, ReceiptKind.Refused)]
    [InlineData("nothing", ItemAction.Start, ReceiptKind.Unknown)]
    [InlineData("99", ItemAction.Start, ReceiptKind.Unknown)]
    public void Items_refuse_what_is_not_possible(string item, ItemAction action, ReceiptKind expected)
    {
        var ann = Customer().Hears("complained");
        ann.Gets(new Input.ActOnItem(ann.Cases[0].Id, item, action, "eve", null));

        Assert.Equal(expected, ann.Receipt.Kind);
        Assert.Null(ann.Entry);
    }
}
