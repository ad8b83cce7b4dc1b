using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Flows;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Machines;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Elsa 3.8's state machine.</summary>
public sealed class StateMachineTests
{
    private static JsonObject Order()
    {
        var machine = Machine("new", ["new", "paid", "closed"], "new>paid new>closed paid>closed");
        machine.State("new").Set("entry", Say("enter-new")).Set("exit", Say("exit-new"));
        machine.State("paid").Set("entry", Say("enter-paid"));
        machine.Transition("new>paid").Set("action", Say("pay"));
        return machine;
    }

    private static (string State, string Lines) Now(CaseKit kit) => (kit.Newest("m")!.MachineState!, string.Join(' ', kit.Lines));

    [Fact]
    public void Entry_triggers_action_exit_and_the_next_entry_follow_each_other()
    {
        var kit = CaseKit.Of(Sequence("s", Order(), Say("after")));
        Assert.Equal(("new", "enter-new"), Now(kit));
        kit.Send("new-paid");
        Assert.Equal(("paid", "enter-new pay exit-new enter-paid"), Now(kit));
        Assert.Equal(ItemState.Terminated, kit.Of("new-closed"));
        kit.Send("new-closed");
        Assert.Equal("paid", Now(kit).State);
        kit.Send("paid-closed");
        Assert.Equal((CaseStatus.Completed, "closed", "enter-new pay exit-new enter-paid after"), (kit.State.Status, Now(kit).State, Now(kit).Lines));
        Assert.Equal(["new", "paid", "closed"], kit.Facts.OfType<StateEntered>().Select(f => f.State));
        Assert.Equal("new:new>paid->paid", kit.Facts.OfType<StateEntered>().ElementAt(1).Rule.Ref);
    }

    [Fact]
    public void A_condition_that_does_not_hold_lets_its_trigger_wait_again_and_the_others_wait_on()
    {
        var machine = Order();
        machine.Transition("new>paid").Set("condition", Cel("vars.rich", "Boolean"));
        var kit = CaseKit.Of(Sequence("s", Act("Elsa.Parallel", "p", ("activities", List(machine, Sequence("q", Event("win", "win"), SetVariable("set", "rich", "true")))))), ("rich", false));
        kit.Send("new-paid");
        Assert.Equal(("new", "enter-new"), Now(kit));
        Assert.Equal((ItemState.Active, ItemState.Active), (kit.Of("new-paid")!.Value, kit.Of("new-closed")!.Value));
        kit.Send("win");
        kit.Send("new-paid");
        Assert.Equal("paid", Now(kit).State);
        Assert.Contains(kit.Facts.OfType<StateEntered>(), f => f.State == "paid");
    }

    [Fact]
    public void A_machine_goes_round_and_round()
    {
        var kit = CaseKit.Of(Machine("a", ["a", "b"], "a>b b>a"));
        for (var i = 0; i < 5; i++)
        {
            kit.Send("a-b");
            Assert.Equal("b", kit.Newest("m")!.MachineState);
            kit.Send("b-a");
            Assert.Equal("a", kit.Newest("m")!.MachineState);
        }
        Assert.Equal(CaseStatus.Active, kit.State.Status);
    }

    [Fact]
    public void Two_transitions_of_one_event_take_the_first_whose_condition_holds()
    {
        var machine = Machine("a", ["a", "b", "c"], "a>b a>c");
        machine.Transition("a>b").Set("trigger", Event("t1", "go")).Set("condition", new JsonObject { ["type"] = "Cel", ["value"] = "false" });
        machine.Transition("a>c").Set("trigger", Event("t2", "go"));
        var kit = CaseKit.Of(machine);
        kit.Send("go");
        Assert.Equal((CaseStatus.Completed, "c"), (kit.State.Status, kit.Newest("m")!.MachineState!));
    }

    [Fact]
    public void A_loop_that_never_waits_ends_at_the_limit_of_steps()
    {
        var machine = Machine("a", ["a"], "a>a");
        machine.Transition("a>a").Set("trigger", Say("again"));
        Assert.NotEmpty(CaseKit.Of(machine).State.Incidents);
    }

    [Fact]
    public void A_condition_that_fails_is_an_incident_and_a_retry_waits_for_the_triggers_anew()
    {
        var machine = Machine("a", ["a", "b"], "a>b");
        machine.State("a").Set("entry", Say("enter"));
        machine.Transition("a>b").Set("condition", Cel("vars.missing.x > 0", "Boolean"));
        var kit = CaseKit.Started(Journey(machine, ("missing", null)).Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" }));
        kit.Send("a-b");
        Assert.Equal(ItemState.Failed, kit.Of("m"));
        Assert.Null(kit.Hand(new Stimulus.Retry(kit.Newest("m")!.Ordinal, CaseKit.ByPerson)).Refusal);
        Assert.Equal((ItemState.Active, "enter"), (kit.Of("a-b")!.Value, string.Join(' ', kit.Lines)));
    }

    [Fact]
    public void A_failed_action_is_skipped_and_the_machine_goes_on()
    {
        var machine = Machine("a", ["a", "b"], "a>b");
        machine.Transition("a>b").Set("action", Act("Elsa.Fault", "bad", ("message", Literal("no"))));
        var kit = CaseKit.Of(machine);
        kit.Send("a-b");
        Assert.Equal("a", kit.Newest("m")!.MachineState);
        Assert.Null(kit.Hand(new Stimulus.Skip(kit.Newest("bad")!.Ordinal, CaseKit.ByPerson)).Refusal);
        Assert.Equal((CaseStatus.Completed, "b"), (kit.State.Status, kit.Newest("m")!.MachineState!));
    }

    [Fact]
    public void When_a_person_ends_the_last_trigger_nothing_can_come_any_more()
    {
        var kit = CaseKit.Of(Machine("a", ["a", "b", "c"], "a>b a>c"));
        kit.Act("a-b", ItemTransition.Terminate);
        Assert.Equal(CaseStatus.Active, kit.State.Status);
        kit.Act("a-c", ItemTransition.Terminate);
        Assert.Equal((CaseStatus.Completed, "a"), (kit.State.Status, kit.Newest("m")!.MachineState!));
    }

    [Fact]
    public void What_state_a_machine_is_in_can_be_asked_and_waited_for()
    {
        var told = Say("told").Entry(null, "case.items.m.machineState == 'b'");
        var kit = CaseKit.Of(Stage("s", Machine("a", ["a", "b", "c"], "a>b b>c"), told));
        Assert.Empty(kit.Lines);
        kit.Send("a-b");
        Assert.Equal(["told"], kit.Lines);
    }

    [Fact]
    public void States_hold_flowcharts_and_times()
    {
        var machine = Machine("a", ["a", "b"], "a>b");
        machine.State("a").Set("entry", NamedFlow("inner", "x>y", Say("x"), Say("y")));
        machine.Transition("a>b").Set("trigger", Delay("patience", "1.00:00:00"));
        var kit = CaseKit.Of(machine);
        Assert.Equal(("a", "x y"), Now(kit));
        kit.Wait(TimeSpan.FromDays(2));
        Assert.Equal((CaseStatus.Completed, "b"), (kit.State.Status, Now(kit).State));
    }
}
