using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Flows;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Flowcharts beyond what the conformance cases show.</summary>
public sealed class FlowchartTests
{
    private static JsonObject Trigger(string id) => Event(id, id).Set("customProperties", new JsonObject { ["canStartWorkflow"] = true });

    [Fact]
    public void Nothing_waits_for_a_connection_from_an_activity_that_is_never_reached()
    {
        var kit = CaseKit.Of(Flow("s>a orphan>a a>b", Act("Elsa.Start", "s"), Say("a"), Say("b"), Say("orphan")));
        Assert.Equal((CaseStatus.Completed, "a b"), (kit.State.Status, string.Join(' ', kit.Lines)));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    public void Each_of_several_triggers_starts_its_own_way_through(string trigger)
    {
        var kit = CaseKit.Started(Journey(Flow("one>a two>a a>end", Trigger("one"), Trigger("two"), Say("a"), Say("end"))), trigger);
        Assert.Equal((CaseStatus.Completed, "a end"), (kit.State.Status, string.Join(' ', kit.Lines)));
    }

    [Fact]
    public void A_loop_that_only_the_second_trigger_can_reach_goes_round()
    {
        var again = SetVariable("add", "n", "vars.n + 1");
        var decision = Act("Elsa.FlowDecision", "more", ("condition", Cel("vars.n < 3", "Boolean")));
        var flow = Flow("one>x two>add add>more", Trigger("one"), Trigger("two"), Say("x"), again, decision);
        ((JsonArray)flow["connections"]!).Add(new JsonObject { ["source"] = "more", ["sourcePort"] = "True", ["target"] = "add" });
        var kit = CaseKit.Started(Journey(flow, ("n", 0)), "two");
        Assert.Equal((CaseStatus.Completed, 3L), (kit.State.Status, kit.State.Item(1)!.Variables["n"].AsInt()));
    }

    [Fact]
    public void A_break_without_a_loop_ends_the_flowchart_around_it()
    {
        var kit = CaseKit.Of(Flow("s>b b>never", Act("Elsa.Start", "s"), Act("Elsa.Break", "b"), Say("never")));
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
        Assert.Empty(kit.Lines);
    }

    [Fact]
    public void Bodies_that_run_at_the_same_time_each_see_their_own_item()
    {
        var body = Sequence("body", Event("go", "go"), Act("Elsa.WriteLine", "w", ("text", Cel("string(vars.CurrentIndex) + vars.CurrentValue + vars.own"))))
            .Set("variables", new JsonArray(new JsonObject { ["id"] = "own", ["name"] = "own", ["value"] = "!" }));
        var kit = CaseKit.Of(Sequence("s", Act("Elsa.ParallelForEach", "p", ("items", Cel("['a', 'b']")), ("body", body)), Say("after")));
        Assert.Equal(2, kit.Count("go", ItemState.Active));
        kit.Send("go");
        Assert.Equal("0a! 1b! after", string.Join(' ', kit.Lines));
    }

    private static JsonObject Claim(bool joined)
    {
        var decision = Act("Elsa.FlowDecision", "small", ("condition", Literal(false, "Boolean")));
        var flow = Flow("ask>check join>pay", decision, Task("check", "approved", "unclear"), Say("ask"), Act("Elsa.FlowJoin", "join"), Say("pay"));
        void Connect(string source, string port, string target) => ((JsonArray)flow["connections"]!).Add(new JsonObject { ["source"] = source, ["sourcePort"] = port, ["target"] = target });
        Connect("small", "True", joined ? "join" : "pay");
        Connect("small", "False", "check");
        Connect("check", "approved", joined ? "join" : "pay");
        Connect("check", "unclear", "ask");
        if (joined) return flow;
        ((JsonArray)flow["activities"]!).RemoveAt(3);
        ((JsonArray)flow["connections"]!).RemoveAt(1);
        return flow;
    }

    [Theory]
    [InlineData(true, "ask pay")]
    [InlineData(false, "ask")]
    public void Behind_a_loop_a_way_around_it_is_met_by_a_join_that_waits_for_any(bool joined, string lines)
    {
        // As in Elsa: what counts visits sees the loop twice and the way around it once, and waits for the second visit of that.
        var kit = CaseKit.Of(Claim(joined));
        kit.Complete("check", "unclear");
        kit.Complete("check", "approved");
        Assert.Equal((CaseStatus.Completed, lines), (kit.State.Status, string.Join(' ', kit.Lines)));
    }
}
