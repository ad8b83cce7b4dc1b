using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>A disruption suspends what runs and, when it is over, what ran goes on where it was.</summary>
public sealed class InterruptionTests
{
    private static readonly JsonObject[] Disruption =
    [
        Event("Bad", "bad").Control("repetition"),
        AutoStage("D", Task("Care")).Entry("Bad.occur").Control("repetition").Set("interrupts", new JsonArray("Travel")),
    ];

    private static CaseKit Case(params JsonNode[] travel) =>
        CaseKit.Of(Stage("P", [Stage("Travel", travel), .. Disruption.Select(d => d.DeepClone())]));

    [Fact]
    public void The_named_stage_and_all_in_it_rest_while_the_disruption_runs_and_go_on_after_it()
    {
        var kit = Case(Task("A"), Task("E").Control("manualActivation"));
        kit.Send("bad");
        Assert.Equal((ItemState.Suspended, ItemState.Suspended, ItemState.Suspended, ItemState.Active), (kit.Of("Travel"), kit.Of("A"), kit.Of("E"), kit.Of("Care")));
        kit.Complete("Care");
        Assert.Equal((ItemState.Active, ItemState.Active, ItemState.Enabled), (kit.Of("Travel"), kit.Of("A"), kit.Of("E")));
    }

    [Fact]
    public void A_signal_for_what_rests_is_not_heard()
    {
        var kit = Case(Event("L", "go"));
        kit.Send("bad");
        kit.Send("go");
        kit.Complete("Care");
        Assert.Equal(ItemState.Available, kit.Of("L"));
    }

    [Fact]
    public void R51_a_timer_that_falls_due_meanwhile_fires_when_the_stage_goes_on()
    {
        var kit = Case(Delay("D1", "01:00:00"), Task("A").Entry("D1.occur"));
        kit.Send("bad");
        kit.Wait(TimeSpan.FromHours(2));
        Assert.Equal(ItemState.Suspended, kit.Of("D1"));
        kit.Complete("Care");
        Assert.Equal((ItemState.Completed, ItemState.Active), (kit.Of("D1"), kit.Of("A")));
    }

    [Fact]
    public void R54_what_a_person_had_suspended_before_stays_suspended()
    {
        var kit = Case(Task("A"), Task("B"));
        kit.Act("A", ItemTransition.Suspend);
        kit.Send("bad");
        kit.Complete("Care");
        Assert.Equal((ItemState.Suspended, ItemState.Active), (kit.Of("A"), kit.Of("B")));
    }

    [Fact]
    public void A_second_disruption_before_the_end_of_the_first_keeps_the_stage_at_rest_until_both_are_over()
    {
        var kit = Case(Task("A"));
        kit.Send("bad");
        kit.Send("bad");
        kit.Complete("Care");
        Assert.Equal(ItemState.Suspended, kit.Of("Travel"));
        var other = kit.State.Items.Values.First(i => i.Node == "Care" && i.State == ItemState.Active);
        kit.Hand(new Stimulus.CompleteTask(other.Ordinal, "Done", default, CaseKit.ByPerson));
        Assert.Equal(ItemState.Active, kit.Of("Travel"));
    }

    [Fact]
    public void Suspending_and_resuming_the_case_gives_each_item_its_state_back()
    {
        var kit = CaseKit.Of(Stage("P", Task("A"), Task("B").Control("manualActivation"), Event("L", "go")));
        kit.Act(CaseTransition.Suspend);
        Assert.All(kit.State.Items.Values, i => Assert.Equal(ItemState.Suspended, i.State));
        kit.Send("go");
        kit.Act(CaseTransition.Reactivate);
        Assert.Equal((ItemState.Active, ItemState.Enabled, ItemState.Available), (kit.Of("A"), kit.Of("B"), kit.Of("L")));
    }
}
