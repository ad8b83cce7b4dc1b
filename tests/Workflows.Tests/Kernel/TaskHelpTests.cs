using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Tasks that escalate while nobody does them, and tasks that more than one pair of eyes must see.</summary>
public sealed class TaskHelpTests
{
    private static Rule By(string who) => new(RuleKind.Person) { By = who };

    private static Stimulus.CompleteTask Done(CaseKit kit, string node, string who, string outcome = "Done") => new(kit.Newest(node)!.Ordinal, outcome, default, By(who));

    private static Stimulus.AssignTask Claim(CaseKit kit, string node, string who) => new(kit.Newest(node)!.Ordinal, who, By(who));

    private static JsonObject Escalating(string json, string? due = null) => Task("A").Set("escalation", JsonNode.Parse(json)).Set("due", due is null ? null : Literal(due));

    [Fact]
    public void A_task_that_nobody_does_in_time_goes_to_others_step_by_step()
    {
        var kit = CaseKit.Of(Stage("S", Escalating("""[{"after":"00:30:00","priority":2},{"after":"02:00:00","role":"lead","assignee":"lea","priority":5}]""", "01:00:00")));
        kit.Hand(Claim(kit, "A", "kim"));
        kit.Wait(TimeSpan.FromMinutes(89));
        Assert.Null(kit.Newest("A")!.Task!.Marks);
        kit.Wait(TimeSpan.FromMinutes(1));
        var task = kit.Newest("A")!.Task!;
        Assert.Equal(("adviser", "kim", 2, 1, kit.At), (task.Role, task.Assignee, task.Marks!.Priority, task.Marks.Escalations, task.Marks.EscalatedAt));
        kit.Wait(TimeSpan.FromHours(2));
        task = kit.Newest("A")!.Task!;
        Assert.Equal(("lead", "lea", "claimed", 5, 2), (task.Role, task.Assignee, task.Status, task.Marks!.Priority, task.Marks.Escalations));
        Assert.Equal([RuleKind.Timer, RuleKind.Timer], kit.Facts.OfType<TaskEscalated>().Select(f => f.Rule.Kind));
        Assert.Null(kit.Newest("A")!.Due);
        Assert.Null(kit.Hand(Done(kit, "A", "lea") with { Actor = new Actor("lea", ["lead"]) }).Refusal);
    }

    [Fact]
    public void Another_role_means_that_the_task_is_open_again_for_it()
    {
        var kit = CaseKit.Of(Stage("S", Escalating("""{"after":"01:00:00","role":"lead"}""")));
        kit.Hand(Claim(kit, "A", "kim"));
        kit.Wait(TimeSpan.FromHours(1));
        Assert.Equal(("lead", "open", null), (kit.Newest("A")!.Task!.Role, kit.Newest("A")!.Task!.Status, kit.Newest("A")!.Task!.Assignee));
        Assert.Equal("lead", Assert.Single(kit.Hand(Done(kit, "A", "kim") with { Actor = new Actor("kim", ["adviser"]) }).Needs));
    }

    [Fact]
    public void A_task_that_is_done_escalates_no_more_and_one_that_rests_does_so_when_it_goes_on()
    {
        var done = CaseKit.Of(Stage("S", Escalating("""{"after":"01:00:00","priority":1}"""), Task("Z")));
        done.Hand(Done(done, "A", "kim"));
        Assert.Contains(done.Facts, f => f is TimerEnded { Fired: false });
        done.Wait(TimeSpan.FromHours(2));
        Assert.Empty(done.Facts.OfType<TaskEscalated>());
        var resting = CaseKit.Of(Stage("S", Escalating("""{"after":"01:00:00","priority":1}""")));
        resting.Act(CaseTransition.Suspend);
        resting.Wait(TimeSpan.FromHours(2));
        Assert.Empty(resting.Facts.OfType<TaskEscalated>());
        resting.Act(CaseTransition.Reactivate);
        Assert.Equal(1, resting.Newest("A")!.Task!.Marks!.Escalations);
    }

    [Fact]
    public void An_escalation_starts_another_item_and_starts_it_once_more()
    {
        var tell = Act("Elsa.WriteLine", "tell", ("text", Literal("late"))).Control("manualActivation");
        var kit = CaseKit.Of(Stage("S", Escalating("""[{"after":"01:00:00","start":"tell"},{"after":"01:00:00","start":"tell"}]"""), tell));
        Assert.Equal(ItemState.Enabled, kit.Of("tell"));
        kit.Wait(TimeSpan.FromHours(1));
        Assert.Equal(["late"], kit.Lines);
        kit.Wait(TimeSpan.FromHours(1));
        Assert.Equal(["late", "late"], kit.Lines);
        Assert.Equal(("A", RuleKind.Timer), (kit.Facts.OfType<ItemCreated>().Last().Rule.Ref, kit.Facts.OfType<ItemCreated>().Last().Rule.Kind));
    }

    [Fact]
    public void An_escalation_that_can_t_be_evaluated_is_an_incident_of_its_task()
    {
        var kit = CaseKit.Of(Stage("S", Escalating("""{"after":{"typeName":"TimeSpan","expression":{"type":"Cel","value":"'soon'"}},"priority":1}"""), Task("Z")));
        Assert.Equal(ItemState.Failed, kit.Of("A"));
        Assert.Contains("'soon' is no duration", kit.Facts.OfType<IncidentRaised>().Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_completes_is_somebody_else_than_who_completed_what_went_before()
    {
        var kit = CaseKit.Of(Stage("S", Task("propose"), Task("approve", "yes", "no").Entry("propose.complete").Set("fourEyes", new JsonObject { ["differsFrom"] = List("propose") }), Task("Z")));
        kit.Hand(Done(kit, "propose", "kim"));
        foreach (var refused in new Stimulus[] { Claim(kit, "approve", "kim"), Claim(kit, "approve", " KIM"), Done(kit, "approve", "kim", "yes") })
            Assert.Matches("(?i)^ ?kim completed 'propose'; somebody else", kit.Refused(refused));
        Assert.Null(kit.Hand(Claim(kit, "approve", "lee")).Refusal);
        Assert.Null(kit.Hand(Done(kit, "approve", "lee", "yes")).Refusal);
        Assert.Equal(ItemState.Completed, kit.Of("approve"));
    }

    [Fact]
    public void Two_persons_complete_it_with_the_same_outcome()
    {
        var kit = CaseKit.Of(Stage("S", Task("approve", "yes", "no").Set("fourEyes", true), Task("Z")));
        kit.Hand(Claim(kit, "approve", "kim"));
        Assert.Null(kit.Hand(Done(kit, "approve", "kim", "yes")).Refusal);
        var task = kit.Newest("approve")!.Task!;
        Assert.Equal((ItemState.Active, "open", null), (kit.Of("approve"), task.Status, task.Assignee));
        Assert.Equal("kim", Assert.Single(task.Marks!.Signers));
        foreach (var refused in new Stimulus[] { Claim(kit, "approve", "kim"), Done(kit, "approve", "kim", "yes"), Done(kit, "approve", "kim", "no") })
            Assert.StartsWith("kim has completed the task already", kit.Refused(refused), StringComparison.Ordinal);
        // They don't agree: whoever says something else begins anew.
        Assert.Null(kit.Hand(Done(kit, "approve", "lee", "no")).Refusal);
        Assert.Equal((ItemState.Active, "lee"), (kit.Of("approve"), Assert.Single(kit.Newest("approve")!.Task!.Marks!.Signers)));
        Assert.Null(kit.Hand(Done(kit, "approve", "kim", "no")).Refusal);
        Assert.Equal((ItemState.Completed, "no"), (kit.Of("approve"), kit.Facts.OfType<TaskCompleted>().Single().Outcome));
    }

    [Fact]
    public void What_others_are_compared_with_is_the_last_completion_of_a_task_that_ran_again()
    {
        var kit = CaseKit.Of(Stage("S", Task("propose").Control("repetition"), Task("approve").Set("fourEyes", new JsonObject { ["differsFrom"] = List("propose") }), Task("Z")));
        kit.Hand(Done(kit, "propose", "kim"));
        kit.Hand(Done(kit, "propose", "lee"));
        kit.Refused(Done(kit, "approve", "lee"));
        Assert.Null(kit.Hand(Done(kit, "approve", "kim")).Refusal);
    }
}
