using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Stages, sentries, repetition and completion, after the numbered rules of the CMMN notes.</summary>
public sealed class StageTests
{
    [Fact]
    public void R7_an_item_waits_until_all_on_parts_have_occurred_in_any_order()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), Task("C").Entry("A.complete & B.complete")));
        kit.Complete("B");
        Assert.Equal(ItemState.Available, kit.Of("C"));
        kit.Complete("A");
        Assert.Equal(ItemState.Active, kit.Of("C"));
    }

    [Fact]
    public void R8_several_criteria_are_an_or_and_the_second_changes_nothing()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), Task("C").Entry("A.complete").Entry("B.complete")));
        kit.Complete("A");
        kit.Complete("B");
        Assert.Equal(1, kit.State.Items.Values.Count(i => i.Node == "C"));
    }

    [Fact]
    public void R11_an_if_part_that_is_false_is_looked_at_again_when_data_change()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Event("E", "set"), SetVariable("V", "x", "120").Entry("E.occur"), Task("B").Entry("A.complete", "vars.x >= 100")), ("x", 99));
        kit.Complete("A");
        Assert.Equal(ItemState.Available, kit.Of("B"));
        kit.Send("set");
        Assert.Equal(ItemState.Active, kit.Of("B"));
    }

    [Fact]
    public void R12_a_condition_alone_enters_in_the_first_step() =>
        Assert.Equal(ItemState.Active, CaseKit.Of(Stage("S", Task("B").Entry(null, "vars.x > 100")), ("x", 101)).Of("B"));

    [Fact]
    public void R13_a_missing_variable_makes_an_if_part_false() =>
        Assert.Equal(ItemState.Available, CaseKit.Of(Stage("S", Task("A"), Task("B").Entry(null, "vars.nothing.deep > 1")), ("nothing", null)).Of("B"));

    [Fact]
    public void R18_a_satisfied_exit_is_acted_on_before_an_entry()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("C").Entry("A.complete").Exit("A.complete")));
        kit.Complete("A");
        Assert.Equal(ItemState.Terminated, kit.Of("C"));
    }

    [Fact]
    public void R20_a_milestone_occurs_in_the_step_that_satisfies_it()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("Z"), Milestone("M").Entry("A.complete")));
        kit.Complete("A");
        Assert.Equal(ItemState.Completed, kit.Of("M"));
    }

    [Fact]
    public void R22_exit_of_a_stage_ends_what_is_in_it_and_keeps_what_was_complete()
    {
        var kit = CaseKit.Of(Stage("P", Task("A"), Stage("S", Task("B"), Task("C"), Milestone("M").Entry("C.complete")).Exit("A.complete"), Task("Z")));
        kit.Complete("C");
        kit.Complete("A");
        Assert.Equal((ItemState.Terminated, ItemState.Terminated, ItemState.Completed, ItemState.Completed), (kit.Of("S"), kit.Of("B"), kit.Of("C"), kit.Of("M")));
    }

    [Fact]
    public void R25_exit_withdraws_a_timer()
    {
        var kit = CaseKit.Of(Stage("P", Task("A"), Stage("S", Delay("D", "10:00:00")).Exit("A.complete"), Task("Z")));
        Assert.NotNull(kit.Newest("D")!.Due);
        kit.Complete("A");
        Assert.Null(kit.Newest("D")!.Due);
    }

    [Fact]
    public void R27_repetition_gives_one_new_item_for_each_new_satisfaction()
    {
        var kit = CaseKit.Of(Stage("S", Event("E", "go").Control("repetition"), Task("B").Entry("E.occur").Control("repetition")));
        kit.Send("go");
        Assert.Equal((1, 1), (kit.Count("B", ItemState.Active), kit.Count("B", ItemState.Available)));
        kit.Send("go");
        Assert.Equal((2, 1), (kit.Count("B", ItemState.Active), kit.Count("B", ItemState.Available)));
    }

    [Fact]
    public void R28_repetition_without_criteria_begins_anew_when_the_item_ends()
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Control("repetition", "vars.go"), Event("Stop", "stop"), SetVariable("V", "go", "false").Entry("Stop.occur"), Task("Z")), ("go", true));
        kit.Complete("A");
        Assert.Equal(1, kit.Count("A", ItemState.Active));
        kit.Send("stop");
        kit.Complete("A");
        Assert.Equal(0, kit.Count("A", ItemState.Active));
    }

    [Fact]
    public void R30_a_repeating_condition_fires_once_each_time_it_turns_true()
    {
        var kit = CaseKit.Of(Stage("S", Event("E", "set").Control("repetition").Set("result", new System.Text.Json.Nodes.JsonObject { ["memoryReference"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "x" } }),
            Task("B").Entry(null, "vars.x > 5").Control("repetition")), ("x", 0));
        foreach (var (value, expected) in new[] { (6, 1), (7, 1), (3, 1), (8, 2) })
        {
            kit.Send("set", Value.Of(value));
            Assert.Equal(expected, kit.Count("B", ItemState.Active));
        }
    }

    [Fact]
    public void R34_manual_activation_is_decided_when_entry_is_met()
    {
        var kit = CaseKit.Of(Stage("S", Task("B").Control("manualActivation", "vars.x"), Task("C").Control("manualActivation", "!vars.x")), ("x", true));
        Assert.Equal((ItemState.Enabled, ItemState.Active), (kit.Of("B"), kit.Of("C")));
        kit.Act("B", ItemTransition.ManualStart);
        Assert.Equal(ItemState.Active, kit.Of("B"));
    }

    [Fact]
    public void R37_a_required_item_holds_up_an_automatic_stage_until_it_is_disabled()
    {
        var kit = CaseKit.Of(AutoStage("S", Task("A").Control("required").Control("manualActivation"), Task("B")));
        kit.Complete("B");
        Assert.Equal(CaseStatus.Active, kit.State.Status);
        kit.Act("A", ItemTransition.Disable);
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void R38_an_automatic_stage_ends_what_is_not_required()
    {
        var kit = CaseKit.Of(AutoStage("S", Task("A").Control("manualActivation"), Task("B")));
        kit.Complete("B");
        Assert.Equal((CaseStatus.Completed, ItemState.Terminated), (kit.State.Status, kit.Of("A")));
    }

    [Fact]
    public void R39_another_stage_waits_for_all_its_children()
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Control("manualActivation"), Task("B")));
        kit.Complete("B");
        Assert.Equal(CaseStatus.Active, kit.State.Status);
    }

    [Fact]
    public void R42_a_sentry_that_the_last_completion_satisfies_comes_before_the_completion_of_the_stage()
    {
        var kit = CaseKit.Of(AutoStage("S", Task("A"), Task("B").Entry("A.complete")));
        kit.Complete("A");
        Assert.Equal((CaseStatus.Active, ItemState.Active), (kit.State.Status, kit.Of("B")));
    }

    [Fact]
    public void R43_a_sibling_hears_the_first_transition_of_another_that_comes_later_in_the_model() =>
        Assert.Equal(ItemState.Active, CaseKit.Of(Stage("S", Task("B").Entry("A.start").Set("order", 1), Task("A").Set("order", 2))).Of("B"));

    [Fact]
    public void R52_a_signal_sent_before_the_stage_is_active_is_lost()
    {
        var kit = CaseKit.Of(Stage("P", Task("A"), Stage("S", Event("E", "go"), Task("B").Entry("E.occur")).Entry("A.complete")));
        kit.Send("go");
        kit.Complete("A");
        Assert.Equal(ItemState.Available, kit.Of("B"));
        kit.Send("go");
        Assert.Equal(ItemState.Active, kit.Of("B"));
    }

    [Fact]
    public void A_listener_with_an_entry_criterion_listens_only_once_that_is_met()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Event("E", "go").Entry("A.complete"), Task("B").Entry("E.occur")));
        kit.Send("go");
        Assert.Equal(ItemState.Available, kit.Of("E"));
        kit.Complete("A");
        kit.Send("go");
        Assert.Equal(ItemState.Active, kit.Of("B"));
    }

    [Fact]
    public void R23_an_exit_criterion_of_the_root_ends_the_case()
    {
        var kit = CaseKit.Of(Stage("P", Event("Leave", "leave"), Stage("S", Task("A"))).Exit("Leave.occur"));
        kit.Send("leave");
        Assert.Equal((CaseStatus.Terminated, ItemState.Terminated, ItemState.Terminated), (kit.State.Status, kit.Of("A"), kit.Of("P")));
    }

    [Fact]
    public void R23_a_condition_alone_may_end_the_case()
    {
        var kit = CaseKit.Of(Stage("P", Event("E", "go"), SetVariable("V", "over", "true").Entry("E.occur"), Task("A")).Exit(null, "vars.over"), ("over", false));
        Assert.Equal(ItemState.Active, kit.Of("A"));
        kit.Send("go");
        Assert.Equal(CaseStatus.Terminated, kit.State.Status);
    }
}
