using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Kernel.Migrations;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel.Migrations;

/// <summary>Stages: what goes on, what comes, what ends, and what is remembered.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void To_a_version_that_says_the_same_nothing_but_the_version_changes()
    {
        static JsonObject Root() => Stage("S", Task("A"), Task("B").Entry("A.complete & C.complete"), Task("C"), Delay("D", "10:00:00"), Stage("T", Task("E")).Exit("B.complete"), Event("V", "go").Control("repetition"));
        var kit = CaseKit.Of(Root());
        kit.Complete("A");
        var count = kit.Facts.Count();

        var report = kit.MoveTo(Root());

        Assert.Equal(new CaseMigrated(kit.State.Id, 1, 2, CaseKit.Mover), Assert.Single(kit.Facts.Skip(count)));
        Assert.Equal((0, 0, 0, 0), (report.Added.Length, report.Dropped.Length, report.Told.Length, report.Evaluated.Length));
        kit.Complete("C");
        Assert.Equal(ItemState.Active, kit.Of("B"));
    }

    [Fact]
    public void What_comes_in_addition_starts_where_nothing_keeps_it_and_what_is_gone_ends_with_all_that_is_in_it()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Stage("T", Task("B"), Delay("D", "01:00:00"))));

        var report = kit.MoveTo(Stage("S", Task("A"), Task("N"), Task("W").Entry("A.complete"), Milestone("M")));

        Assert.Equal(["S", "A"], report.Kept.Select(k => k.Node));
        Assert.Equal(["T", "B", "D"], report.Dropped.Select(k => k.Node));
        Assert.Equal([("M", ItemState.Completed), ("N", ItemState.Active), ("W", ItemState.Available)], report.Added.Select(a => (a.Node, a.State)));
        Assert.Equal([("M", ItemTransition.Occur), ("N", ItemTransition.Start)], report.Evaluated.Select(e => (e.Node, e.Transition)).Order());
        Assert.Equal((ItemState.Terminated, ItemState.Terminated, null), (kit.Of("T"), kit.Of("B"), kit.Newest("D")!.Due));
        kit.Complete("A");
        Assert.Equal(ItemState.Active, kit.Of("W"));
    }

    [Fact]
    public void Children_end_before_the_stage_that_they_are_in_and_the_move_says_who_did_it()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Stage("T", Task("B"))));
        kit.MoveTo(Stage("S", Task("A")));

        var ends = kit.Facts.OfType<ItemTransitioned>().Where(t => t.Transition == ItemTransition.Exit).ToArray();
        Assert.Equal([kit.Newest("B")!.Ordinal, kit.Newest("T")!.Ordinal], ends.Select(e => e.Item));
        Assert.All(ends, e => Assert.Equal(("kim", "new rules"), (e.Rule.By, e.Rule.Reason)));
    }

    [Fact]
    public void What_a_criterion_has_heard_counts_on_wherever_the_new_version_puts_it()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), Task("X").Entry("A.complete & B.complete")));
        kit.Complete("A");

        kit.MoveTo(Stage("S", Task("A"), Task("B"), Task("C"), Task("X").Entry("C.complete").Entry("B.complete & A.complete")));

        Assert.Equal([("X.entry2", 1)], kit.Newest("X")!.OnParts.ToArray());
    }

    [Fact]
    public void What_it_has_heard_of_the_case_file_does_so_too()
    {
        static JourneyPlan Of(params FilePartPlan[] parts) => JourneyPlan.Of("filed", parts.Length, "filed", new StageNode("S", "Journey.Stage",
        [
            new UserListenerNode("L", "Journey.UserEventListener"),
            new MilestoneNode("M", "Journey.Milestone") { Control = ItemControlPlan.None with { Entry = [new SentryPlan("in", [new OnPartPlan("L", ItemTransition.Occur)], null) { FileParts = [.. parts] }] } },
        ], false)).WithCaseFile([new CaseFileItemPlan("f", "f", "f", Multiplicity.ZeroOrOne)]);
        FilePartPlan created = new("f", CaseFileTransition.Create), deleted = new("f", CaseFileTransition.Delete);
        var kit = new CaseKit(Of(created));
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null, null));
        kit.Hand(new Stimulus.SetVariables(1, ValueMap.Empty.With("f", Value.True)));

        var report = kit.MoveTo(Of(deleted, created));

        Assert.Empty(report.Told);
        Assert.Equal([("in", 2)], kit.Newest("M")!.OnParts.ToArray());
    }

    [Fact]
    public void A_criterion_of_the_same_id_that_no_longer_waits_for_something_forgets_it_and_says_so()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), Task("X").Entry("A.complete & B.complete")));
        kit.Complete("A");

        var report = kit.MoveTo(Stage("S", Task("A"), Task("B"), Task("X").Entry("B.complete & B.start")));

        Assert.Empty(kit.Newest("X")!.OnParts);
        Assert.Equal(MigrationCodes.MemoryLost, Assert.Single(report.Told).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_criterion_that_waits_for_less_is_satisfied_by_what_it_has_heard(bool exit)
    {
        JsonObject X(string parts) => exit ? Task("X").Exit(parts) : Task("X").Entry(parts);
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), X("A.complete & B.complete")));
        kit.Complete("A");

        kit.MoveTo(Stage("S", Task("A"), Task("B"), X("A.complete")));

        Assert.Equal(exit ? ItemState.Terminated : ItemState.Active, kit.Of("X"));
    }

    [Fact]
    public void What_waits_for_criteria_that_are_gone_begins()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("X").Entry("A.complete"), Milestone("M").Entry("A.complete"), Delay("D", "01:00:00").Entry("A.complete"), Event("E", "go").Entry("A.complete")));
        kit.MoveTo(Stage("S", Task("A"), Task("X"), Milestone("M"), Delay("D", "01:00:00"), Event("E", "go")));

        Assert.Equal((ItemState.Active, ItemState.Completed, ItemState.Available), (kit.Of("X"), kit.Of("M"), kit.Of("D")));
        Assert.NotNull(kit.Newest("D")!.Due);
        kit.Send("go");
        Assert.Equal(ItemState.Completed, kit.Of("E"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stage_that_now_completes_by_itself_does_so_at_the_move(bool required)
    {
        static JsonObject Inner(bool auto) => auto ? AutoStage("T", Task("A"), Task("B").Entry("Z.complete")) : Stage("T", Task("A"), Task("B").Entry("Z.complete"));
        var kit = CaseKit.Of(Stage("S", Task("Z"), Inner(false)));
        kit.Complete("A");
        Assert.Equal(ItemState.Active, kit.Of("T"));

        kit.MoveTo(Stage("S", Task("Z"), required ? Inner(true).Control("required") : Inner(true)));

        Assert.Equal(ItemState.Completed, kit.Of("T"));
    }

    [Fact]
    public void Conditions_of_the_new_version_are_looked_at_once()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("X").Entry(null, "vars.n > 5")), ("n", 3));
        var report = kit.MoveTo(Stage("S", Task("A"), Task("X").Entry(null, "vars.n > 2")), ("n", 3));
        Assert.Equal("X", Assert.Single(report.Evaluated).Node);
    }

    [Fact]
    public void A_suspended_case_stays_suspended_and_looks_when_it_is_resumed()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), Task("X").Exit("A.complete & B.complete")));
        kit.Complete("A");
        kit.Act(CaseTransition.Suspend);

        var report = kit.MoveTo(Stage("S", Task("B"), Task("N"), Milestone("M"), Task("X").Exit("A.complete"), Task("A")));

        Assert.Equal(CaseStatus.Suspended, report.Status);
        Assert.Equal([("M", ItemState.Suspended), ("N", ItemState.Suspended)], report.Added.Select(a => (a.Node, a.State)));
        Assert.Equal(ItemState.Suspended, kit.Of("X"));
        kit.Act(CaseTransition.Reactivate);
        Assert.Equal((ItemState.Active, ItemState.Completed, ItemState.Terminated), (kit.Of("N"), kit.Of("M"), kit.Of("X")));
    }

    [Fact]
    public void A_stage_that_rests_gets_what_is_new_at_rest()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Stage("T", Task("B"))));
        kit.Act("T", ItemTransition.Suspend);
        kit.MoveTo(Stage("S", Task("A"), Stage("T", Task("B"), Task("N"))));
        Assert.Equal(ItemState.Suspended, kit.Of("N"));
        kit.Act("T", ItemTransition.Resume);
        Assert.Equal((ItemState.Active, ItemState.Active), (kit.Of("N"), kit.Of("B")));
        Assert.NotNull(kit.Newest("N")!.Task);
    }

    [Fact]
    public void A_stage_that_has_nothing_left_to_wait_for_is_complete()
    {
        var kit = CaseKit.Of(Stage("S", Task("Z"), AutoStage("T", Task("A"), Task("B"))));
        kit.Complete("A");
        kit.MoveTo(Stage("S", Task("Z"), AutoStage("T", Task("A"))));
        Assert.Equal(ItemState.Completed, kit.Of("T"));
    }

    [Fact]
    public void A_case_that_failed_moves_and_can_be_tried_again_with_what_was_put_right()
    {
        var kit = CaseKit.Of(Stage("S", Task("Z"), SetVariable("X", "n", "1 / vars.n")), ("n", 0));
        Assert.Equal(CaseStatus.Failed, kit.State.Status);

        var report = kit.MoveTo(Stage("S", Task("Z"), SetVariable("X", "n", "1")), ("n", 0));

        Assert.Equal(CaseStatus.Failed, report.Status);
        Assert.Null(kit.Hand(new Stimulus.Retry(kit.Newest("X")!.Ordinal, CaseKit.ByPerson)).Refusal);
        Assert.Equal((CaseStatus.Active, ItemState.Completed), (kit.State.Status, kit.Of("X")));
    }

    [Fact]
    public void An_incident_of_what_ends_is_settled_with_it()
    {
        var journey = Journey(Stage("S", Task("Z"), SetVariable("X", "n", "1 / 0")), ("n", 0)).Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" });
        var kit = CaseKit.Started(journey);
        Assert.Single(kit.State.Incidents);
        kit.MoveTo(Stage("S", Task("Z")), ("n", 0));
        Assert.Empty(kit.State.Incidents);
        Assert.Equal(ItemState.Terminated, kit.Of("X"));
    }

    [Fact]
    public void Names_and_what_is_required_are_those_of_the_new_version()
    {
        var kit = CaseKit.Of(Stage("S", Task("Z"), AutoStage("T", Task("A"), Task("B").Entry("Z.complete"))));
        kit.MoveTo(Stage("S", Task("Z"), AutoStage("T", Task("A").Set("name", "The first"), Task("B").Entry("Z.complete").Control("required"))));
        Assert.Equal(("The first", true), (kit.Newest("A")!.Name, kit.Newest("B")!.Required));
        kit.Complete("A");
        Assert.Equal(ItemState.Active, kit.Of("T"));
    }

    [Fact]
    public void What_an_item_interrupted_goes_on_when_the_new_version_does_not_interrupt_it()
    {
        var kit = CaseKit.Of(Stage("S", Stage("T", Task("A")), Event("E", "storm"), Task("I").Entry("E.occur").Set("interrupts", List("T"))));
        kit.Send("storm");
        Assert.Equal(ItemState.Suspended, kit.Of("A"));
        kit.MoveTo(Stage("S", Stage("T", Task("A")), Event("E", "storm"), Task("I").Entry("E.occur")));
        Assert.Equal((ItemState.Active, ItemState.Active), (kit.Of("T"), kit.Of("A")));
    }

    [Fact]
    public void What_was_dropped_is_heard_of_by_nobody()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), Task("X").Entry("A.exit")));
        Assert.Equal(ItemState.Available, kit.Of("X"));
        kit.MoveTo(Stage("S", Task("B"), Task("X").Entry("B.complete")));
        Assert.Equal((ItemState.Terminated, ItemState.Available), (kit.Of("A"), kit.Of("X")));
    }

    [Fact]
    public void What_has_ended_is_left_alone_whatever_the_new_version_makes_of_it()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B"), Stage("T", Task("Z"))));
        kit.Complete("A");
        kit.Complete("B");
        var report = kit.MoveTo(Stage("S", Milestone("A"), Stage("T", Task("Z"), Task("B"))));
        Assert.Equal((ItemState.Completed, ItemState.Completed, 1), (kit.Of("A"), kit.Of("B"), kit.State.Items.Count(i => i.Node == "B")));
        Assert.Equal(MigrationCodes.NotAgain, Assert.Single(report.Told).Code);
    }

    [Fact]
    public void What_only_waited_waits_anew_in_another_container()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("W").Entry("A.complete"), Stage("T", Task("Z"))));
        var report = kit.MoveTo(Stage("S", Task("A"), Stage("T", Task("Z"), Task("W").Entry("A.complete"))));
        Assert.Equal(MigrationCodes.Waited, Assert.Single(report.Told).Code);
        kit.Complete("A");
        Assert.Equal((ItemState.Active, kit.Newest("T")!.Ordinal), (kit.Of("W"), kit.Newest("W")!.Parent));
    }
}
