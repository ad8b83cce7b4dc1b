using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>What CMMN does not have: going on as if something were done, running it once more, moving the case to it.</summary>
public sealed class InterventionTests
{
    private static Rule Why(string what) => new(RuleKind.Person, what) { By = "kim", Reason = "because" };

    private static void Skip(CaseKit kit, string node) => Assert.Null(kit.Hand(new Stimulus.Skip(kit.Newest(node)!.Ordinal, Why("skip"))).Refusal);

    private static void Repeat(CaseKit kit, string node) => Assert.Null(kit.Hand(new Stimulus.Repeat(kit.Newest(node)!.Ordinal, Why("repeat"))).Refusal);

    private static void Move(CaseKit kit, string node, bool endOthers = false) => Assert.Null(kit.Hand(new Stimulus.Move(node, endOthers, Why("move"))).Refusal);

    [Fact]
    public void What_is_skipped_counts_as_done_for_what_waits_for_it_and_nobody_has_its_task_any_more()
    {
        var kit = CaseKit.Of(Stage("S", Task("A", "yes", "no"), Task("B").Entry("A.complete"), Task("Z")));
        Skip(kit, "A");
        Assert.Equal((ItemState.Completed, "open", ItemState.Active), (kit.Of("A"), kit.Newest("A")!.Task!.Status, kit.Of("B")));
        kit.Refused(new Stimulus.CompleteTask(kit.Newest("A")!.Ordinal, "yes", default, CaseKit.ByPerson));
        Assert.Equal("skip", kit.Facts.OfType<ItemTransitioned>().Last(f => f is { Transition: ItemTransition.Complete }).Rule.Ref);
    }

    [Fact]
    public void What_has_not_begun_is_skipped_without_being_run()
    {
        var kit = CaseKit.Of(Stage("S", Act("Elsa.WriteLine", "L", ("text", Literal("written"))).Entry("Z.complete"), Milestone("M").Entry("L.complete"), Task("Z")));
        Skip(kit, "L");
        Assert.Equal((ItemState.Completed, ItemState.Completed), (kit.Of("L"), kit.Of("M")));
        Assert.Empty(kit.Lines);
    }

    [Fact]
    public void A_stage_is_skipped_with_all_that_is_in_it()
    {
        var kit = CaseKit.Of(Stage("S", Stage("A", Task("in").Control("required")), Task("B").Entry("A.complete")));
        Skip(kit, "A");
        Assert.Equal((ItemState.Completed, ItemState.Terminated, ItemState.Active), (kit.Of("A"), kit.Of("in"), kit.Of("B")));
    }

    [Fact]
    public void What_is_skipped_in_a_sequence_is_followed_by_the_next()
    {
        var kit = CaseKit.Of(Sequence("S", Task("A"), Task("B")));
        Skip(kit, "A");
        Assert.Equal(ItemState.Active, kit.Of("B"));
    }

    [Fact]
    public void An_item_that_interrupts_lets_the_others_go_on_when_it_is_skipped()
    {
        var kit = CaseKit.Of(Stage("S", Stage("trip", Task("in")), Task("A").Set("interrupts", List("trip"))));
        Assert.Equal(ItemState.Suspended, kit.Of("trip"));
        Skip(kit, "A");
        Assert.Equal((ItemState.Active, ItemState.Active), (kit.Of("trip"), kit.Of("in")));
    }

    [Fact]
    public void Something_done_is_run_once_more_as_if_its_criteria_were_met()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B").Entry("A.complete"), Task("Z")));
        kit.Complete("A");
        kit.Complete("B");
        Repeat(kit, "B");
        Assert.Equal((ItemState.Active, 2, "open"), (kit.Of("B"), kit.Newest("B")!.Number, kit.Newest("B")!.Task!.Status));
        var created = kit.Facts.OfType<ItemCreated>().Last();
        Assert.Equal(("B", RuleKind.Person, "repeat", "kim", "because"), (created.Node, created.Rule.Kind, created.Rule.Ref, created.Rule.By, created.Rule.Reason));
        kit.Complete("B");
        Repeat(kit, "B");
        Assert.Equal(3, kit.Newest("B")!.Number);
    }

    [Fact]
    public void Of_manual_activation_it_is_enabled_and_what_repeats_runs_beside_itself()
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Control("manualActivation"), Task("R").Control("repetition"), Task("Z")));
        kit.Act("A", ItemTransition.ManualStart);
        kit.Complete("A");
        Repeat(kit, "A");
        Assert.Equal(ItemState.Enabled, kit.Of("A"));
        Repeat(kit, "R");
        Assert.Equal(2, kit.Count("R", ItemState.Active));
    }

    [Fact]
    public void A_timer_that_runs_once_more_is_not_wound_up_again_by_its_criterion()
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Control("repetition"), Delay("D", "01:00:00").Entry("A.complete"), Task("Z")));
        kit.Complete("A");
        kit.Wait(TimeSpan.FromHours(1));
        Assert.Equal(ItemState.Completed, kit.Of("D"));
        Repeat(kit, "D");
        var due = kit.Newest("D")!.Due;
        Assert.NotNull(due);
        kit.Wait(TimeSpan.FromMinutes(30));
        kit.Complete("A");
        Assert.Equal(due, kit.Newest("D")!.Due);
    }

    [Fact]
    public void R18_what_runs_once_more_is_ended_first_where_its_exit_criterion_is_satisfied()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Act("Elsa.WriteLine", "L", ("text", Literal("written"))).Entry("A.complete").Exit(null, "vars.stop == true"), Task("Z")), ("stop", false));
        kit.Complete("A");
        Assert.Single(kit.Lines);
        kit.Hand(new Stimulus.SetVariables(1, ValueMap.Empty.With("stop", Value.True)));
        Repeat(kit, "L");
        Assert.Equal(ItemState.Terminated, kit.Of("L"));
        Assert.Single(kit.Lines);
    }

    [Fact]
    public void R3_what_rests_exits_when_the_case_moves_on_without_it()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), Task("C").Entry("B.complete")));
        kit.Act("A", ItemTransition.Suspend);
        Move(kit, "C", endOthers: true);
        Assert.Equal((ItemTransition.Exit, ItemTransition.Terminate), (LastOf(kit, "A"), LastOf(kit, "B")));
        Assert.Equal(ItemState.Active, kit.Of("C"));
    }

    private static ItemTransition LastOf(CaseKit kit, string node) => kit.Facts.OfType<ItemTransitioned>().Last(f => f.Item == kit.Newest(node)!.Ordinal).Transition;

    [Fact]
    public void A_listener_listens_once_more_and_a_branch_runs_once_more()
    {
        var kit = CaseKit.Of(Stage("S", Event("E", "go"), Task("Z")));
        kit.Send("go");
        Repeat(kit, "E");
        kit.Send("go");
        Assert.Equal(ItemState.Completed, kit.Of("E"));
        var branches = CaseKit.Of(Act("Elsa.Parallel", "P", ("activities", List(Task("A"), Task("B")))));
        branches.Complete("A");
        Repeat(branches, "A");
        branches.Complete("B");
        Assert.Equal(CaseStatus.Active, branches.State.Status);
        branches.Complete("A");
        Assert.Equal(CaseStatus.Completed, branches.State.Status);
    }

    [Fact]
    public void What_ended_in_a_stage_that_ended_too_or_where_one_follows_from_the_other_is_not_repeated()
    {
        var kit = CaseKit.Of(Stage("S", AutoStage("done", Task("A")), Task("Z")));
        kit.Complete("A");
        Assert.Contains("'done' is completed", kit.Refused(new Stimulus.Repeat(kit.Newest("A")!.Ordinal, Why("repeat"))), StringComparison.Ordinal);
        var sequence = CaseKit.Of(Sequence("S", Task("A"), Task("B")));
        sequence.Complete("A");
        Assert.Contains("Elsa.Sequence", sequence.Refused(new Stimulus.Repeat(sequence.Newest("A")!.Ordinal, Why("repeat"))), StringComparison.Ordinal);
    }

    [Fact]
    public void After_reopening_a_completed_case_goes_on_by_repeating()
    {
        var kit = CaseKit.Of(AutoStage("S", Task("A")));
        kit.Complete("A");
        kit.Act(CaseTransition.Reactivate);
        Repeat(kit, "A");
        Assert.Equal((CaseStatus.Active, ItemState.Active), (kit.State.Status, kit.Of("A")));
        kit.Complete("A");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void A_case_moves_to_what_waits_and_what_runs_goes_on_or_ends()
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Control("repetition"), Stage("B", Task("in")).Entry("never.complete"), Task("never")));
        Move(kit, "B");
        Assert.Equal((ItemState.Active, ItemState.Active, ItemState.Active), (kit.Of("A"), kit.Of("B"), kit.Of("in")));
        kit.Act("B", ItemTransition.Terminate);
        Move(kit, "B", endOthers: true);
        Assert.Equal((ItemState.Terminated, ItemState.Terminated, ItemState.Active), (kit.Of("A"), kit.Of("never"), kit.Of("B")));
        Assert.Equal(2, kit.Newest("B")!.Number);
        Assert.Equal("move", kit.Facts.OfType<ItemTransitioned>().Last(f => f.Transition == ItemTransition.Terminate).Rule.Ref);
    }

    [Fact]
    public void In_a_sequence_a_case_moves_forth_and_back()
    {
        var kit = CaseKit.Of(Sequence("S", Task("A"), Task("B"), Task("C")));
        Move(kit, "C");
        Assert.Equal((ItemState.Terminated, null, ItemState.Active), (kit.Of("A"), kit.Of("B"), kit.Of("C")));
        Move(kit, "A");
        Assert.Equal((ItemState.Active, ItemState.Terminated), (kit.Of("A"), kit.Of("C")));
        foreach (var node in new[] { "A", "B", "C" }) kit.Complete(node);
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Theory]
    [InlineData("nowhere", "has no 'nowhere'")]
    [InlineData("S", "the case as a whole")]
    [InlineData("A", "The item is active; 'move' is not possible then. Possible: terminate, skip, suspend.")]
    [InlineData("E", "so that it occurs")]
    [InlineData("M", "so that it occurs")]
    [InlineData("in B", "'B' is available; it must be active, so move the case to it first")]
    [InlineData("in F", "'F' is available")]
    public void A_case_is_not_moved_where_it_can_t_be(string to, string why)
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Event("E", "go"), Milestone("M").Entry("never.complete"), Task("never"), Stage("B", Task("in B")).Entry("never.complete"),
            Act("Elsa.Flowchart", "F", ("activities", List(Task("in F"))), ("connections", List())).Entry("never.complete")));
        Assert.Contains(why, kit.Refused(new Stimulus.Move(to, false, Why("move"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_is_not_moved_within_a_flowchart_nor_while_it_rests()
    {
        var kit = CaseKit.Of(Act("Elsa.Flowchart", "F", ("activities", List(Task("A"), Task("B"))),
            ("connections", List(new System.Text.Json.Nodes.JsonObject { ["source"] = new System.Text.Json.Nodes.JsonObject { ["activity"] = "A", ["port"] = "Done" }, ["target"] = new System.Text.Json.Nodes.JsonObject { ["activity"] = "B" } }))));
        Assert.Contains("Elsa.Flowchart", kit.Refused(new Stimulus.Move("B", false, Why("move"))), StringComparison.Ordinal);
        var resting = CaseKit.Of(Stage("S", Task("A"), Task("B").Entry("A.complete")));
        resting.Act(CaseTransition.Suspend);
        Assert.Contains("The case is suspended", resting.Refused(new Stimulus.Move("B", false, Why("move"))), StringComparison.Ordinal);
    }

    [Fact]
    public void R54_what_a_person_suspended_does_not_go_on_before_what_it_is_in()
    {
        var kit = CaseKit.Of(Stage("S", Stage("T", Task("A")), Task("Z")));
        kit.Act("A", ItemTransition.Suspend);
        kit.Act("T", ItemTransition.Suspend);
        Assert.Contains("'T' is suspended", kit.Refused(new Stimulus.ActOnItem(kit.Newest("A")!.Ordinal, ItemTransition.Resume, CaseKit.ByPerson)), StringComparison.Ordinal);
        kit.Act("T", ItemTransition.Resume);
        Assert.Equal(ItemState.Suspended, kit.Of("A"));
        kit.Act("A", ItemTransition.Resume);
        Assert.Equal(ItemState.Active, kit.Of("A"));
    }
}
