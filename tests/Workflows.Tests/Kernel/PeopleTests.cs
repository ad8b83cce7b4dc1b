using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

public sealed class PeopleTests
{
    [Fact]
    public void A_task_is_claimed_released_and_completed_with_an_outcome()
    {
        var kit = CaseKit.Of(Stage("S", Task("A", "approve", "refuse"), Task("Z")));
        var item = kit.Newest("A")!.Ordinal;
        kit.Hand(new Stimulus.AssignTask(item, "kim", CaseKit.ByPerson));
        Assert.Equal(("claimed", "kim"), (kit.Newest("A")!.Task!.Status, kit.Newest("A")!.Task!.Assignee));
        kit.Hand(new Stimulus.AssignTask(item, null, CaseKit.ByPerson));
        Assert.Equal("open", kit.Newest("A")!.Task!.Status);
        kit.Refused(new Stimulus.CompleteTask(item, "perhaps", default, CaseKit.ByPerson));
        kit.Complete("A", "approve");
        Assert.Equal((ItemState.Completed, "done"), (kit.Of("A"), kit.Newest("A")!.Task!.Status));
        kit.Refused(new Stimulus.CompleteTask(item, "approve", default, CaseKit.ByPerson));
    }

    [Fact]
    public void Cancelling_a_case_ends_everything_in_it()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Delay("D", "01:00:00"), Event("E", "go")));
        kit.Act(CaseTransition.Terminate);
        Assert.Equal(CaseStatus.Terminated, kit.State.Status);
        Assert.All(kit.State.Items.Values, i => Assert.True(i.Ended && i.Due is null));
        kit.Refused(new Stimulus.ActOnCase(CaseTransition.Terminate, CaseKit.ByPerson));
    }

    [Fact]
    public void R71_a_reopened_case_starts_nothing_by_itself_and_can_be_closed_again()
    {
        var kit = CaseKit.Of(AutoStage("S", Task("A")));
        kit.Complete("A");
        kit.Act(CaseTransition.Reactivate);
        Assert.Equal((CaseStatus.Active, 0), (kit.State.Status, kit.Count("A", ItemState.Active)));
        kit.Act(CaseTransition.Terminate);
        kit.Act(CaseTransition.Close);
        Assert.Equal(CaseStatus.Closed, kit.State.Status);
    }

    [Theory]
    [InlineData(ItemTransition.ManualStart)]
    [InlineData(ItemTransition.Reenable)]
    [InlineData(ItemTransition.Resume)]
    [InlineData(ItemTransition.Occur)]
    public void R1_a_request_that_is_not_in_the_tables_is_refused_and_changes_nothing(ItemTransition transition)
    {
        var kit = CaseKit.Of(Stage("S", Task("A")));
        kit.Refused(new Stimulus.ActOnItem(kit.Newest("A")!.Ordinal, transition, CaseKit.ByPerson));
    }

    [Theory]
    [InlineData(ItemTransition.Terminate)]
    [InlineData(ItemTransition.Suspend)]
    [InlineData(ItemTransition.Resume)]
    [InlineData(ItemTransition.Disable)]
    public void R2_what_is_done_to_a_case_is_asked_of_the_case_and_not_of_its_outermost_item(ItemTransition transition)
    {
        var kit = CaseKit.Of(Stage("S", Task("A")));
        Assert.Contains("suspend, resume, cancel, reopen or close the case", kit.Refused(new Stimulus.ActOnItem(1, transition, CaseKit.ByPerson)), StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Active, kit.State.Status);
    }

    [Fact]
    public void R40_a_stage_is_completed_by_hand_only_when_nothing_active_or_required_is_left()
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Control("manualActivation")));
        kit.Act(CaseTransition.Complete);
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
        var busy = CaseKit.Of(Stage("S", Task("A")));
        busy.Refused(new Stimulus.ActOnCase(CaseTransition.Complete, CaseKit.ByPerson));
    }

    [Fact]
    public void What_a_person_did_names_the_person_in_its_rule()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B")));
        kit.Complete("A");
        Assert.Contains(kit.Facts, f => f is ItemTransitioned { Transition: ItemTransition.Complete, Rule: { Kind: RuleKind.Person, By: "kim" } });
    }
}
