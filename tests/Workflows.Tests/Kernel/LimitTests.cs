using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>What a definition may not do to the process: without the limits these would exhaust the stack or the memory, or never end.</summary>
public sealed class LimitTests
{
    private static JsonObject Forever(params JsonNode[] body) => Act("Elsa.While", "loop", ("condition", Literal(true, "Boolean")), ("body", Sequence("body", body)));

    private static JsonObject Flow(JsonArray activities, JsonArray connections) => Act("Elsa.Flowchart", "f", ("activities", activities), ("connections", connections));

    private static JsonObject Edge(string source, string port, string target) => new() { ["source"] = source, ["sourcePort"] = port, ["target"] = target };

    public static TheoryData<string, string> Repeating => new()
    {
        { "Journey.Milestone", "{}" },
        { "Elsa.Delay", """{"timeSpan":{"typeName":"TimeSpan","expression":{"type":"Cel","value":"duration('0s')"}}}""" },
        { "Elsa.Timer", """{"interval":{"typeName":"TimeSpan","expression":{"type":"Cel","value":"duration('-1s')"}}}""" },
        { "Elsa.StartAt", """{"dateTime":{"typeName":"DateTime","expression":{"type":"Cel","value":"now"}}}""" },
        { "Elsa.WriteLine", """{"text":"again"}""" },
    };

    [Theory]
    [MemberData(nameof(Repeating))]
    public void What_repeats_at_once_for_as_long_as_a_condition_holds_becomes_an_incident(string type, string members)
    {
        var item = Act(type, "again").Control("repetition", "vars.go");
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject()) item[name] = value!.DeepClone();
        var kit = CaseKit.Of(Stage("S", item, Task("other")), ("go", true));
        Assert.Contains("more than 10000 steps", Assert.Single(kit.State.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_path_of_any_length_is_skipped_to_its_end()
    {
        const int length = 6000;
        var activities = new JsonArray([Act("Elsa.FlowDecision", "d", ("condition", Literal(true, "Boolean"))), Line("yes"), .. Enumerable.Range(0, length).Select(i => Act("Elsa.Start", $"n{i}").Set("type", "Elsa.WriteLine"))]);
        var connections = new JsonArray([Edge("d", "True", "line yes"), Edge("d", "False", "n0"), .. Enumerable.Range(1, length - 1).Select(i => Edge($"n{i - 1}", "Done", $"n{i}"))]);
        var kit = CaseKit.Of(Flow(activities, connections));
        Assert.Equal((CaseStatus.Completed, "yes"), (kit.State.Status, Assert.Single(kit.Lines)));
    }

    [Fact]
    public void Dead_paths_count_as_steps_of_the_loop_that_skips_them_again_and_again()
    {
        const int length = 1000;
        var activities = new JsonArray([Act("Elsa.Start", "s"), Act("Elsa.FlowDecision", "d", ("condition", Literal(true, "Boolean"))), .. Enumerable.Range(0, length).Select(i => Act("Elsa.WriteLine", $"n{i}"))]);
        var connections = new JsonArray([Edge("s", "Done", "d"), Edge("d", "True", "d"), Edge("d", "False", "n0"), .. Enumerable.Range(1, length - 1).Select(i => Edge($"n{i - 1}", "Done", $"n{i}"))]);
        var kit = CaseKit.Of(Flow(activities, connections));
        Assert.Equal(CaseStatus.Failed, kit.State.Status);
        Assert.InRange(kit.Facts.OfType<ActivityVisited>().Count(), 1, 2 * CaseEngine.StepsMax);
    }

    [Fact]
    public void A_loop_that_makes_many_items_each_time_ends_by_what_it_makes()
    {
        var stage = AutoStage("S", [.. Enumerable.Range(0, 500).Select(i => Milestone($"m{i}"))]);
        var kit = CaseKit.Of(Forever(stage));
        Assert.InRange(kit.Facts.OfType<ItemCreated>().Count(), 500, 2 * CaseEngine.StepsMax);
    }

    [Theory]
    [InlineData("vars")]
    [InlineData("case")]
    [InlineData("[vars.x]")]
    [InlineData("{1: vars.x}")]
    [InlineData("optional.of(vars.x)")]
    public void Values_that_hold_themselves_nest_only_so_deep(string cel)
    {
        // The kit reads each state back from its snapshot, in which maps with other keys take three levels for one.
        var kit = CaseKit.Of(Forever(SetVariable("set", "x", cel == "case" ? "[vars.x, case]" : cel)), ("x", 1));
        Assert.Contains("deeper than 64", Assert.Single(kit.State.Incidents).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vars.x + 'a'")]
    [InlineData("vars.x")]
    [InlineData("vars.list.map(i, i).size()")]
    public void A_loop_of_costly_expressions_ends_long_before_its_steps_are_used_up(string cel)
    {
        var kit = CaseKit.Of(Forever(SetVariable("set", "y", cel)), ("x", new string('x', 500_000)), ("y", null), ("list", new JsonArray([.. Enumerable.Range(0, 20_000).Select(i => JsonValue.Create(i))])));
        Assert.Equal(CaseStatus.Failed, kit.State.Status);
        Assert.InRange(kit.Facts.OfType<VariableSet>().Count(), 1, 200);
    }

    [Fact]
    public void More_bodies_at_the_same_time_than_a_turn_can_run_are_not_begun()
    {
        var each = Act("Elsa.ParallelForEach", "p", ("items", Cel("vars.list")), ("body", Line("x")));
        var kit = CaseKit.Of(each, ("list", new JsonArray([.. Enumerable.Range(0, CaseEngine.StepsMax + 1).Select(i => JsonValue.Create(i))])));
        Assert.Equal((CaseStatus.Failed, 1), (kit.State.Status, kit.State.Items.Count));
    }
}
