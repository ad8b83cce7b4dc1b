using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Values;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>ParallelForEach, faults and cancellation as Elsa has them (elsa/FORMAT.md, 5.1 and 8 of the shared notes).</summary>
public sealed class BurstTests
{
    private static JsonObject Each(JsonObject body, string items = "['a', 'b', 'c']") => Act("Elsa.ParallelForEach", "each", ("items", Cel(items)), ("body", body));

    private static JsonObject Show(string cel) => Act("Elsa.WriteLine", "show", ("text", Cel(cel)));

    private static JsonObject Fault(string message) => Act("Elsa.Fault", "fault", ("message", Literal(message)));

    private static JsonObject Continuing(JsonObject root) => Journey(root).Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" });

    private static JsonObject When(string cel, JsonObject then) => Act("Elsa.If", "if", ("condition", Cel(cel, "Boolean")), ("then", then));

    [Fact]
    public void Bodies_run_at_the_same_time_and_wait_each_for_itself()
    {
        var hears = Event("wait", "go").Set("condition", "signal.data == vars.CurrentValue");
        var kit = CaseKit.Of(Sequence("s", Each(Sequence("body", Show("'begin ' + vars.CurrentValue").Set("id", "first"), hears, Show("string(vars.CurrentIndex) + vars.CurrentValue"))), Line("after")));
        Assert.Equal(["begin a", "begin b", "begin c"], kit.Lines);
        foreach (var item in (string[])["c", "a", "b"]) kit.Send("go", Value.Of(item));
        Assert.Equal(["2c", "0a", "1b", "after"], kit.Lines.Skip(3));
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void A_body_that_fails_leaves_the_others_and_the_loop_open_until_a_person_sees_to_it()
    {
        var kit = CaseKit.Started(Continuing(Sequence("s", Each(Sequence("body", When("vars.CurrentValue == 'b'", Fault("no b")), Show("vars.CurrentValue"))), Line("after"))));
        Assert.Equal((CaseStatus.Active, ItemState.Active, "no b"), (kit.State.Status, kit.Of("each"), Assert.Single(kit.State.Incidents).Message));
        Assert.Equal(["a", "c"], kit.Lines);
        kit.Hand(new Stimulus.Skip(kit.Newest("fault")!.Ordinal, CaseKit.ByPerson));
        Assert.Equal((CaseStatus.Completed, "b after"), (kit.State.Status, string.Join(' ', kit.Lines.Skip(2))));
    }

    [Fact]
    public void A_break_is_not_caught_by_it_but_by_the_loop_around_it()
    {
        var loop = Act("Elsa.ForEach", "outer", ("items", Cel("[1, 2]")), ("body", Each(Sequence("body", Act("Elsa.Break", "break"), Line("never")))));
        var kit = CaseKit.Of(Sequence("s", loop, Line("after")));
        Assert.Equal((CaseStatus.Completed, "after"), (kit.State.Status, Assert.Single(kit.Lines)));
    }

    [Fact]
    public void A_fault_fails_the_case_once_what_was_begun_has_been_done_and_nothing_is_heard_afterwards()
    {
        var kit = CaseKit.Of(Act("Elsa.Parallel", "p", ("activities", List(Fault("broken"), Sequence("one", Line("a"), Line("b")), Sequence("two", Event("e", "go"), Line("never"))))));
        Assert.Equal((CaseStatus.Failed, "broken"), (kit.State.Status, Assert.Single(kit.State.Incidents).Message));
        Assert.Equal(["a", "b"], kit.Lines);
        kit.Send("go");
        Assert.Equal((CaseStatus.Failed, 2), (kit.State.Status, kit.Lines.Count()));
    }

    [Fact]
    public void Cancelling_a_case_ends_all_that_waits_in_it()
    {
        var kit = CaseKit.Of(Sequence("s", Each(Sequence("body", Event("e", "go"), Delay("d", "01:00:00"))), Line("never")));
        kit.Send("go");
        kit.Act(CaseTransition.Terminate);
        Assert.Equal(CaseStatus.Terminated, kit.State.Status);
        Assert.All(kit.State.Items.Values, i => Assert.True(i.Ended && i.Due is null));
        kit.Wait(TimeSpan.FromHours(2));
        Assert.Empty(kit.Lines);
        kit.Refused(new Stimulus.ActOnCase(CaseTransition.Terminate, CaseKit.ByPerson));
    }

    [Fact]
    public void A_cancelled_branch_of_a_flowchart_counts_as_a_way_that_was_not_taken()
    {
        var kit = CaseKit.Of(Flows.Flow("start>a start>b a>join b>join join>end", Act("Elsa.Start", "start"), Event("a", "go"), Event("b", "b"), Flows.Join("join", "WaitAllActive"), Flows.Say("end")));
        kit.Act("b", ItemTransition.Terminate);
        Assert.Empty(kit.Lines);
        kit.Send("go");
        Assert.Equal((CaseStatus.Completed, "end"), (kit.State.Status, Assert.Single(kit.Lines)));
    }
}
