using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class TaskTests
{
    private static Person Offered() => new Person(Journeys.Of("care", null, "always", Journeys.Trigger("complained"), Journeys.Task("call", "'Call ' + customer.id"))).Hears("complained");

    private static Person Act(Person person, TaskAction action, string by, string? to = null, string? outcome = null) =>
        person.Gets(new Input.ActOnTask(person.Cases[0].Id, ItemOf(person), action, by, to, outcome, Value.Null));

    private static int ItemOf(Person person) => person.Cases[0].Items.Values.Single(i => i.Node == "call").Ordinal;

    private static TaskView Shown(Person person)
    {
        var row = Assert.Single(person.Record.Tasks);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(person.Keys.Open(person.State.Key)!.TryOpen(row.Sealed, bytes));
        var view = TaskCodec.Read(bytes.WrittenSpan);
        Assert.Equal((row.Id, row.Role), (view.Id, view.Role));
        return view;
    }

    [Fact]
    public void An_offered_task_is_in_the_shared_inbox()
    {
        var view = Shown(Offered());

        Assert.Equal(("1-1-t3", "Call ann", "adviser", "open"), (view.Id, view.Title, view.Role, view.Status));
        Assert.Equal(["reached", "missed"], view.Outcomes.AsEnumerable());
    }

    [Fact]
    public void Claimed_released_and_claimed_by_another()
    {
        var ann = Act(Offered(), TaskAction.Claim, "eve");
        Assert.Equal(("claimed", "eve"), (Shown(ann).Status, Shown(ann).Assignee));

        Act(ann, TaskAction.Release, "eve");
        Assert.Equal(("open", null), (Shown(ann).Status, Shown(ann).Assignee));

        Act(ann, TaskAction.Claim, "joe");
        Assert.Equal("joe", Shown(ann).Assignee);
    }

    [Fact]
    public void Delegated_it_belongs_to_the_other()
    {
        var ann = Act(Act(Offered(), TaskAction.Claim, "eve"), TaskAction.Delegate, "eve", "joe");

        Assert.Equal("joe", Shown(ann).Assignee);
        Assert.Equal(ReceiptKind.Refused, Act(ann, TaskAction.Complete, "eve", outcome: "reached").Receipt.Kind);
    }

    [Fact]
    public void Completed_the_case_goes_on_and_the_rule_names_the_person()
    {
        var ann = Act(Offered(), TaskAction.Complete, "eve", outcome: "reached");

        Assert.Equal(CaseStatus.Completed, ann.Cases[0].Status);
        Assert.Equal("done", Assert.Single(ann.Record.Tasks).Status);
        Assert.Equal(("reached", "eve"), ann.Facts<TaskCompleted>().Select(f => (f.Outcome, f.Rule.By)).Single());
    }

    [Fact]
    public void A_cancelled_case_takes_its_task_out_of_the_inbox()
    {
        var ann = Offered();
        ann.Gets(new Input.ActOnCase(ann.Cases[0].Id, CaseTransition.Terminate, "eve", null));

        Assert.Equal("gone", Assert.Single(ann.Record.Tasks).Status);
    }

    [Theory]
    [InlineData(TaskAction.Claim, "joe", null, null)]
    [InlineData(TaskAction.Release, "joe", null, null)]
    [InlineData(TaskAction.Delegate, "joe", "sue", null)]
    [InlineData(TaskAction.Delegate, "eve", "", null)]
    [InlineData(TaskAction.Complete, "joe", null, "reached")]
    public void A_wrong_person_is_refused_and_changes_nothing(TaskAction action, string by, string? to, string? outcome)
    {
        var ann = Act(Act(Offered(), TaskAction.Claim, "eve"), action, by, to, outcome);

        Assert.Equal((ReceiptKind.Refused, "/task"), (ann.Receipt.Kind, ann.Receipt.Problem!.Field));
        Assert.Null(ann.Entry);
    }

    [Theory]
    [InlineData("shouted", "unknown-outcome")]
    [InlineData(null, "missing")]
    public void An_outcome_that_the_task_does_not_have_is_a_flaw_of_the_input_and_changes_nothing(string? outcome, string code)
    {
        var ann = Act(Act(Offered(), TaskAction.Claim, "eve"), TaskAction.Complete, "eve", outcome: outcome);

        Assert.Equal((ReceiptKind.Invalid, "/outcome", code), (ann.Receipt.Kind, ann.Receipt.Problem!.Field, ann.Receipt.Problem.Code));
        Assert.Null(ann.Entry);
    }

    [Fact]
    public void A_task_that_is_done_stays_done()
    {
        var ann = Act(Act(Offered(), TaskAction.Complete, "eve", outcome: "reached"), TaskAction.Claim, "joe");

        Assert.Equal(ReceiptKind.Refused, ann.Receipt.Kind);
    }

    [Fact]
    public void A_task_there_is_not_is_unknown()
    {
        var ann = Offered();
        ann.Gets(new Input.ActOnTask(ann.Cases[0].Id, 99, TaskAction.Claim, "eve", null, null, Value.Null));
        Assert.Equal(ReceiptKind.Unknown, ann.Receipt.Kind);

        ann.Gets(new Input.ActOnTask(new CaseId(1, 77, 0), 3, TaskAction.Claim, "eve", null, null, Value.Null));
        Assert.Equal(ReceiptKind.Unknown, ann.Receipt.Kind);
    }
}
