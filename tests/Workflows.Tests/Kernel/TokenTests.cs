using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Flows;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Token-based flowcharts: what each merge mode waits for.</summary>
public sealed class TokenTests
{
    private static CaseKit Run(JsonObject flow, params (string Name, JsonNode? Value)[] variables) => CaseKit.Started(ByTokens(flow, variables));

    private static string Said(CaseKit kit) => string.Join(' ', kit.Lines);

    /// <summary>Two ways from s to j, one of which waits for an event.</summary>
    private static JsonObject Two(string mode) => Flow("s>a s>wait wait>b a>j b>j j>end", Act("Elsa.Start", "s"), Say("a"), Event("wait", "go"), Say("b"), Say("j").Merging(mode), Say("end"));

    [Theory]
    [InlineData("None", "a", "a b j end")]
    [InlineData("Stream", "a", "a b j end")]
    [InlineData("merge", "a", "a b j end")]
    [InlineData("Converge", "a", "a b j end")]
    [InlineData("Cascade", "a j end", "a j end b")]
    [InlineData("Race", "a j end", "a j end b")]
    public void Each_merge_mode_waits_for_what_it_says(string mode, string before, string after)
    {
        var flow = Two(mode);
        if (mode is "None" or "Stream") flow = Flow("s>a s>b a>j b>j j>end", Act("Elsa.Start", "s"), Say("a"), Event("b", "go"), Say("j").Merging(mode), Say("end"));
        var kit = Run(flow);
        Assert.Equal((CaseStatus.Active, before), (kit.State.Status, Said(kit)));
        kit.Send("go");
        Assert.Equal((CaseStatus.Completed, mode is "None" or "Stream" ? "a j end" : after), (kit.State.Status, Said(kit)));
    }

    [Theory]
    [InlineData("Stream", CaseStatus.Completed, "a j")]
    [InlineData("Merge", CaseStatus.Active, "a")]
    [InlineData("Converge", CaseStatus.Active, "a")]
    [InlineData("Cascade", CaseStatus.Completed, "a j")]
    [InlineData("Race", CaseStatus.Completed, "a j")]
    public void A_way_that_is_not_taken_blocks_those_that_need_all(string mode, CaseStatus status, string lines)
    {
        var kit = Run(Flow("s>a s>d d:True>b a>j b>j", Act("Elsa.Start", "s"), Say("a"), Decide("d", "false"), Say("b"), Say("j").Merging(mode)));
        Assert.Equal((status, lines), (kit.State.Status, Said(kit)));
    }

    [Fact]
    public void A_race_ends_what_waits_and_a_cascade_does_not()
    {
        static CaseKit Late(string mode)
        {
            var kit = Run(Flow("s>e s>g e>j g>j", Act("Elsa.Start", "s"), Event("e", "e"), Event("g", "g"), Say("j").Merging(mode)));
            kit.Send("e");
            return kit;
        }

        var (race, cascade) = (Late("Race"), Late("Cascade"));
        Assert.Equal((CaseStatus.Completed, ItemState.Terminated), (race.State.Status, race.Of("g")!.Value));
        Assert.Equal((CaseStatus.Active, ItemState.Active), (cascade.State.Status, cascade.Of("g")!.Value));
        cascade.Send("g");
        Assert.Equal((CaseStatus.Completed, "j"), (cascade.State.Status, Said(cascade)));
    }

    [Fact]
    public void A_join_that_waits_for_any_ends_what_has_begun_to_wait_since()
    {
        // The event is still queued when the join is: only when that runs the event waits.
        var kit = Run(Flow("s>a s>e a>j e>j j>end", Act("Elsa.Start", "s"), Say("a"), Event("e", "e"), Act("Elsa.FlowJoin", "j"), Say("end")));
        Assert.Equal((CaseStatus.Completed, "a end", ItemState.Terminated), (kit.State.Status, Said(kit), kit.Of("e")!.Value));
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public void Other_joins_wait_for_all(string mode)
    {
        var kit = Run(Flow("s>a s>e a>j e>j j>end", Act("Elsa.Start", "s"), Say("a"), Event("e", "e"), Join("j", mode), Say("end")));
        Assert.Equal("a", Said(kit));
        kit.Send("e");
        Assert.Equal((CaseStatus.Completed, "a end"), (kit.State.Status, Said(kit)));
    }

    [Fact]
    public void Ways_of_different_length_race_and_the_flowchart_still_ends()
    {
        var kit = Run(Flow("s>a s>b b>c c>d a>j d>j j>end", Act("Elsa.Start", "s"), Say("a"), Say("b"), Say("c"), Say("d"), Say("j").Merging("Race"), Say("end")));
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
        Assert.Equal((1, 1), (kit.Lines.Count(l => l == "j"), kit.Lines.Count(l => l == "end")));
    }

    [Theory]
    [InlineData("Race")]
    [InlineData("Merge")]
    [InlineData("Stream")]
    public void A_loop_goes_round_whatever_its_head_waits_for(string mode)
    {
        var kit = Run(Flow("s>add add>d d:True>add d:False>end", Act("Elsa.Start", "s"), SetVariable("add", "n", "vars.n + 1").Merging(mode), Decide("d", "vars.n < 4"), Say("end")), ("n", 0));
        Assert.Equal((CaseStatus.Completed, 4L, "end"), (kit.State.Status, kit.State.Item(1)!.Variables["n"].AsInt(), Said(kit)));
    }

    [Fact]
    public void Sides_of_a_decision_meet_anew_in_each_round()
    {
        // The first round goes one way, the second the other: what was not taken has blocked nothing.
        var flow = Flow("s>add add>d d:True>a d:False>j a>j j>say say>more more:True>add", Act("Elsa.Start", "s"), SetVariable("add", "n", "vars.n + 1"), Decide("d", "vars.n == 2"),
            Say("a"), Act("Elsa.FlowJoin", "j"), Say("say"), Decide("more", "vars.n < 3"));
        var kit = Run(flow, ("n", 0));
        Assert.Equal((CaseStatus.Completed, "say a say say"), (kit.State.Status, Said(kit)));
    }

    [Fact]
    public void Going_back_needs_no_gate()
    {
        // By counters this connection would be invalid: not all ways to c pass b.
        var flow = Flow("s>a s>b a>c b>c c>d d:True>b", Act("Elsa.Start", "s"), Say("a"), Say("b"), SetVariable("c", "n", "vars.n + 1"), Decide("d", "vars.n < 3"));
        var kit = Run(flow, ("n", 0));
        Assert.Equal((CaseStatus.Completed, 3L), (kit.State.Status, kit.State.Item(1)!.Variables["n"].AsInt()));
    }

    [Fact]
    public void Ways_that_cross_run_each_activity_once_in_order()
    {
        var kit = Run(Flow("1>2 1>3 2>4 2>5 3>5 3>6 4>7 5>7 6>7", [.. Enumerable.Range(1, 7).Select(i => Say($"{i}"))]));
        Assert.Equal((CaseStatus.Completed, "1 2 3 4 5 6 7"), (kit.State.Status, Said(kit)));
    }

    [Fact]
    public void An_end_drops_all_tokens_and_a_nested_flowchart_has_its_own()
    {
        var inner = NamedFlow("inner", "x>y x>e", Say("x"), Act("Elsa.End", "y"), Event("e", "never"));
        var kit = Run(Flow("inner>after", inner, Say("after")));
        Assert.Equal((CaseStatus.Completed, "x after"), (kit.State.Status, Said(kit)));
    }

    [Fact]
    public void A_failed_activity_holds_the_flowchart_until_somebody_skips_it()
    {
        var flow = Flow("s>a s>bad a>j bad>j", Act("Elsa.Start", "s"), Say("a"), Act("Elsa.Fault", "bad", ("message", Literal("no"))), Say("j").Merging("Merge"));
        var kit = CaseKit.Started(ByTokens(flow).Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" }));
        Assert.Equal((CaseStatus.Active, "a"), (kit.State.Status, Said(kit)));
        Assert.Null(kit.Hand(new Stimulus.Skip(kit.Newest("bad")!.Ordinal, CaseKit.ByPerson)).Refusal);
        Assert.Equal((CaseStatus.Completed, "a j"), (kit.State.Status, Said(kit)));
    }

    [Fact]
    public void What_a_person_ends_takes_its_tokens_with_it()
    {
        var kit = Run(Flow("s>t s>e t>j e>j", Act("Elsa.Start", "s"), Task("t"), Event("e", "e"), Say("j").Merging("Merge")));
        kit.Send("e");
        kit.Act("t", ItemTransition.Terminate);
        Assert.Equal(CaseStatus.Active, kit.State.Status); // the token of the event still waits for that of the task
        Assert.Equal(1, Assert.Single(kit.State.Item(1)!.Tokens!.Places).Waiting);
    }

    [Theory]
    [InlineData("Cascade")]
    [InlineData("Stream")]
    public void Tokens_that_multiply_meet_the_limit_of_steps(string mode)
    {
        var many = Enumerable.Range(0, 40).Select(i => $"m{i}").ToArray();
        var flow = Flow(string.Join(' ', many.SelectMany(m => new[] { $"s>{m}", $"{m}>back" })) + " back>s", [Say("s").Merging(mode), Say("back").Merging(mode), .. many.Select(m => Say(m).Merging(mode))]);
        var kit = Run(flow);
        Assert.NotEmpty(kit.State.Incidents);
        Assert.InRange(kit.Facts.Count(), 1, 12 * CaseEngine.StepsMax);
    }

    [Fact]
    public void A_fact_of_each_move_is_told()
    {
        var kit = Run(Flow("s>e s>g e>j g>j", Act("Elsa.Start", "s"), Event("e", "e"), Event("g", "g"), Say("j").Merging("Cascade")));
        kit.Send("e");
        kit.Send("g");
        Assert.Equal([TokenMove.Put, TokenMove.Put, TokenMove.Put, TokenMove.Take, TokenMove.Block, TokenMove.Take, TokenMove.Put, TokenMove.Take, TokenMove.Swallow],
            kit.Facts.OfType<TokenMoved>().Select(t => t.Move));
    }
}
