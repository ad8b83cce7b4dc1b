using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>What a plan says of a definition.</summary>
public sealed class PlanTests
{
    private static JourneyPlan Plan(JsonObject journey, int? version = null) => ElsaReader.Read(Encoding.UTF8.GetBytes(journey.ToJsonString()), version).Plan!;

    private static FlowchartNode Flow(JsonNode connections, params JsonNode[] activities) =>
        (FlowchartNode)Plan(Journey(Act("Elsa.Flowchart", "f", ("activities", List(activities)), ("connections", connections)))).Root;

    private static JsonObject Options(string name, string value) =>
        Journey(Sequence("root", Line("a"))).Set("options", new JsonObject { [name] = value });

    [Fact]
    public void Every_activity_that_the_format_guide_lists_is_known()
    {
        var guide = File.ReadAllText(Path.Combine(DiagnosticTests.Root(), "docs", "journey-format.md"));
        var start = guide.IndexOf("## Activities of Elsa", StringComparison.Ordinal);
        var sentence = guide[start..guide.IndexOf(". `Elsa.Event` takes", start, StringComparison.Ordinal)].Split('\n', 2)[1];
        string[] elsa = [.. sentence.Split(',').Select(n => "Elsa." + n.Split('(')[0].Trim())];
        string[] ours = [.. guide.Split('`').Where(t => t.StartsWith("Journey.", StringComparison.Ordinal)).Distinct()];
        Assert.Equal((36, 17), (elsa.Length, ours.Length));
        Assert.All(elsa.Concat(ours), type => Assert.IsNotType<UnknownNode>(Plan(Journey(Act(type, "a"))).Root));
        Assert.All(elsa.Concat(ours), type => Assert.Contains(
            ElsaReader.Read(Encoding.UTF8.GetBytes(Journey(Act(type.ToUpperInvariant(), "a")).ToJsonString())).Diagnostics, d => d.Code == "J106" && d.Fix == $"Did you mean '{type}'?"));
    }

    [Theory]
    [InlineData("""[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}]""")]
    [InlineData("""[{"source":"a","sourcePort":"Done","target":"b","targetPort":"In"}]""")]
    [InlineData("""{"source":{"activity":"a","port":"Done"},"target":{"activity":"b"}}""")]
    [InlineData("""{"$values":[{"source":"a","sourcePort":"Done","target":"b"},{"source":"a","sourcePort":"Done","target":"b"}]}""")]
    public void Connections_are_read_in_all_their_spellings_and_duplicates_once(string connections) =>
        Assert.Equal(new ConnectionPlan(0, 0, "Done", 1, false, true), Assert.Single(Flow(JsonNode.Parse(connections)!, Act("Elsa.Start", "a"), Act("Elsa.End", "b")).Connections));

    [Theory]
    [InlineData("Elsa.Start", false, 1)]
    [InlineData("Elsa.WriteLine", true, 1)]
    [InlineData("Elsa.WriteLine", false, 0)]
    public void A_flowchart_starts_at_the_start_else_at_a_trigger_else_at_what_nothing_leads_to(string type, bool marked, int start)
    {
        var second = Act(type, "b").Set("customProperties", new JsonObject { ["canStartWorkflow"] = marked });
        Assert.Equal(start, Flow(JsonNode.Parse("""[{"source":"a","target":"b"}]""")!, Line("x").Set("id", "a"), second).Flows[0].Start);
    }

    [Theory]
    [InlineData("s>a a>b b>a a>c b>c", false)]
    [InlineData("s>a a>b b>a b>x x>c b>c", false)]
    [InlineData("s>a a>b b>a b>c s>c", true)]
    [InlineData("s>a a>b b>a b>j s>j j>c", false)]
    [InlineData("s>a a>b b>a b>x x>c s>y y>c", true)]
    [InlineData("s>a s>b a>c b>c", false)]
    public void Ways_that_meet_behind_a_loop_are_told_when_one_of_them_is_gone_only_once(string edges, bool told)
    {
        var connections = edges.Split(' ').Select(e => e.Split('>')).Select(e => (JsonNode)new JsonObject { ["source"] = e[0], ["target"] = e[1] });
        var activities = edges.Split(' ', '>').Distinct().Select(id => (JsonNode)Act(id switch { "s" => "Elsa.Start", "j" => "Elsa.FlowJoin", _ => "Elsa.WriteLine" }, id));
        var flow = Act("Elsa.Flowchart", "f", ("activities", new JsonArray([.. activities])), ("connections", new JsonArray([.. connections])));
        Assert.Equal(told ? ["J309"] : [], ElsaReader.Read(Encoding.UTF8.GetBytes(Journey(flow).ToJsonString())).Diagnostics.Select(d => d.Code).Where(c => c != "J501"));
    }

    [Fact]
    public void The_condition_of_a_case_may_be_bare_or_wrapped()
    {
        static JsonNode Bare() => new JsonObject { ["type"] = "Cel", ["value"] = "vars.total > 5" };
        static JsonNode Case(JsonNode condition) => new JsonObject { ["label"] = "a", ["condition"] = condition, ["activity"] = Line("x") };
        foreach (var condition in new[] { Bare(), new JsonObject { ["typeName"] = "Boolean", ["expression"] = Bare() } })
            Assert.IsType<PlanInput.Expression>(Assert.IsType<SwitchNode>(Plan(Journey(Act("Elsa.Switch", "s", ("cases", List(Case(condition)))), ("total", 1))).Root).Cases[0].Condition);
    }

    [Fact]
    public void A_mode_may_be_written_plain_or_wrapped()
    {
        Assert.True(((SwitchNode)Plan(Journey(Act("Elsa.Switch", "s", ("mode", Literal("MatchAny"))))).Root).MatchAny);
        Assert.True(((FlowSwitchNode)Plan(Journey(Act("Elsa.FlowSwitch", "s", ("mode", "MatchAny")))).Root).MatchAny);
        Assert.Equal(JoinMode.WaitAny, ((FlowJoinNode)Plan(Journey(Act("Elsa.FlowJoin", "j"))).Root).Mode);
    }

    [Theory]
    [InlineData("", EntryPolicy.Always)]
    [InlineData("AllowAlways", EntryPolicy.Always)]
    [InlineData("Elsa.Workflows.Activities.SingletonStrategy, Elsa.Workflows.Core", EntryPolicy.OneAtATime)]
    [InlineData("CorrelatedSingletonStrategy", EntryPolicy.OnePerKey)]
    public void Elsas_activation_strategies_become_entry_policies(string strategy, EntryPolicy policy) =>
        Assert.Equal(policy, Plan(Options("activationStrategyType", strategy)).Policy);

    [Theory]
    [InlineData("", IncidentStrategy.Fault)]
    [InlineData("ContinueWithIncidentsStrategy", IncidentStrategy.Continue)]
    [InlineData("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", IncidentStrategy.Fault)]
    public void Incident_strategies_are_read_short_and_long(string strategy, IncidentStrategy expected) =>
        Assert.Equal(expected, Plan(Options("incidentStrategyType", strategy)).Incidents);

    [Fact]
    public void Children_of_a_stage_come_in_their_order_then_by_id()
    {
        var stage = Plan(Journey(Stage("s", Task("z").Set("order", 1), Task("b"), Task("a")))).Root;
        Assert.Equal(["a", "b", "z"], stage.Children.Select(c => c.Id));
    }

    [Fact]
    public void An_on_part_knows_who_listens_to_it_exits_and_entries()
    {
        var plan = Plan(Journey(Stage("s", Task("a"), Task("b").Entry("a.complete"), Task("c").Exit("a.complete"))));
        var listeners = Assert.Single(plan.Listeners).Value;
        Assert.Equal([("b", false), ("c", true)], listeners.Select(l => (l.Node.Id, l.Exit)));
    }

    [Fact]
    public void An_unknown_activity_and_what_is_around_it_are_kept()
    {
        var plan = Plan(Journey(Sequence("root", Act("Acme.Fly", "fly"), Line("a"))));
        Assert.Equal(("Acme.Fly", "root"), (Assert.IsType<UnknownNode>(plan.Nodes["fly"]).Type, plan.Parents["fly"].Id));
    }

    [Fact]
    public void The_version_is_that_of_the_document_unless_another_is_given()
    {
        var journey = Journey(Line("a")).Set("version", 7);
        Assert.Equal((7, 9), (Plan(journey).Version, Plan(journey, 9).Version));
    }

    [Fact]
    public void A_decision_does_not_follow_a_connection_that_names_no_port()
    {
        var flow = Act("Elsa.Flowchart", "f", ("activities", List(Act("Elsa.FlowDecision", "d", ("condition", Literal(true, "Boolean"))), Line("x"), Line("y"))),
            ("connections", JsonNode.Parse("""[{"source":{"activity":"d"},"target":{"activity":"line x"}},{"source":{"activity":"d","port":"True"},"target":{"activity":"line y"}}]""")));
        Assert.Equal(["y"], CaseKit.Of(flow).Lines);
    }
}
