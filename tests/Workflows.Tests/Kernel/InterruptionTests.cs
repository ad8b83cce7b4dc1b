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

    [Theory]
    [InlineData("task")]
    [InlineData("line")]
    [InlineData("sequence")]
    [InlineData("delay")]
    public void What_the_signal_of_the_disruption_started_in_the_same_step_is_run_when_the_stage_goes_on(string what)
    {
        JsonObject started = what switch
        {
            "task" => Task("A"),
            "line" => Line("A").Set("id", "A"),
            "sequence" => Sequence("A", Line("in")),
            _ => Sequence("A", Delay("wait", "01:00:00")),
        };
        var kit = Case(started.Entry("Bad.occur"));
        kit.Send("bad");
        Assert.Equal(ItemState.Suspended, kit.Of("A"));
        kit.Complete("Care");
        if (what == "task") Assert.NotNull(kit.Newest("A")!.Task);
        else if (what == "delay") Assert.NotNull(kit.Newest("wait")!.Due);
        else Assert.Equal((ItemState.Completed, 1), (kit.Of("A"), kit.Lines.Count()));
    }

    [Fact]
    public void What_has_begun_is_not_begun_again()
    {
        var kit = Case(Sequence("A", Line("first"), Event("L", "go"), Line("last")), Task("T"));
        kit.Send("bad");
        kit.Complete("Care");
        kit.Send("go");
        Assert.Equal("first last", string.Join(' ', kit.Lines));
        Assert.Single(kit.Facts.OfType<Workflows.Facts.TaskOffered>(), f => kit.State.Item(f.Item)?.Node == "T");
    }

    [Fact]
    public void R70_the_end_of_the_case_does_not_let_what_rests_go_on()
    {
        var kit = Case(Delay("D1", "01:00:00"), Milestone("M").Entry("D1.occur"));
        kit.Send("bad");
        kit.Wait(TimeSpan.FromHours(2));
        kit.Act(CaseTransition.Terminate);
        Assert.Equal((ItemState.Terminated, ItemState.Terminated), (kit.Of("D1"), kit.Of("M")));
    }

    [Fact]
    public void An_interruption_that_is_interrupted_itself_still_keeps_its_stage_at_rest()
    {
        var kit = CaseKit.Of(Stage("P", Stage("A travel", Task("A")), Event("small", "small"), Event("large", "large"),
            AutoStage("S", Task("small care")).Entry("small.occur").Set("interrupts", new JsonArray("A travel")),
            AutoStage("L", Task("large care")).Entry("large.occur").Set("interrupts", new JsonArray("A travel", "S"))));
        kit.Send("small");
        kit.Send("large");
        kit.Complete("large care");
        Assert.Equal((ItemState.Active, ItemState.Suspended), (kit.Of("S"), kit.Of("A travel")));
        kit.Complete("small care");
        Assert.Equal(ItemState.Active, kit.Of("A travel"));
    }

    [Fact]
    public void What_failed_in_a_stage_that_rests_is_neither_retried_nor_skipped_before_it_goes_on()
    {
        var failing = Sequence("seq", SetVariable("F", "x", "1 / vars.x"), Line("after"));
        var journey = Journey(Stage("P", [Stage("Travel", failing), .. Disruption.Select(d => d.DeepClone())]), ("x", 0))
            .Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" });
        var kit = CaseKit.Started(journey);
        kit.Send("bad");
        var failed = kit.Newest("F")!.Ordinal;
        kit.Refused(new Stimulus.Skip(failed, CaseKit.ByPerson));
        kit.Refused(new Stimulus.Retry(failed, CaseKit.ByPerson));
        kit.Complete("Care");
        Assert.Null(kit.Hand(new Stimulus.Skip(failed, CaseKit.ByPerson)).Refusal);
        Assert.Equal(["after"], kit.Lines);
    }
}
