using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

public sealed class IncidentTests
{
    private static JsonObject Continuing(JsonObject root, params (string, JsonNode?)[] variables) =>
        Journey(root, variables).Set("options", new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" });

    private static JsonObject Failing(string id) => SetVariable(id, "x", "1 / vars.x");

    [Fact]
    public void A_failing_activity_fails_its_case_where_nothing_else_is_said()
    {
        var kit = CaseKit.Of(Sequence("S", Failing("F"), Line("after")), ("x", 0));
        Assert.Equal((CaseStatus.Failed, ItemState.Failed), (kit.State.Status, kit.Of("F")));
        Assert.Contains("division by zero", Assert.Single(kit.State.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_other_strategy_the_rest_goes_on()
    {
        var kit = CaseKit.Started(Continuing(Act("Elsa.Parallel", "P", ("activities", List(Sequence("S1", Failing("F"), Line("never")), Sequence("S2", Line("one"), Line("two"))))), ("x", 0)));
        Assert.Equal(["one", "two"], kit.Lines);
        Assert.Equal(CaseStatus.Active, kit.State.Status);
    }

    [Fact]
    public void A_person_skips_the_failed_activity_and_the_case_goes_on()
    {
        var kit = CaseKit.Started(Continuing(Sequence("S", Failing("F"), Line("after")), ("x", 0)));
        kit.Hand(new Stimulus.Skip(kit.Newest("F")!.Ordinal, CaseKit.ByPerson));
        Assert.Equal((CaseStatus.Completed, 0), (kit.State.Status, kit.State.Incidents.Length));
        Assert.Equal(["after"], kit.Lines);
    }

    [Fact]
    public void A_person_retries_and_it_fails_again_with_a_new_incident()
    {
        var kit = CaseKit.Started(Continuing(Sequence("S", Failing("F")), ("x", 0)));
        kit.Hand(new Stimulus.Retry(kit.Newest("F")!.Ordinal, CaseKit.ByPerson));
        Assert.Equal(2, Assert.Single(kit.State.Incidents).Ordinal);
        Assert.Contains(kit.Facts, f => f is IncidentResolved { Incident: 1, How: "retried" });
    }

    [Fact]
    public void A_case_that_failed_as_a_whole_is_active_again_after_a_skip()
    {
        var kit = CaseKit.Of(Sequence("S", Failing("F"), Line("after")), ("x", 0));
        kit.Hand(new Stimulus.Skip(kit.Newest("F")!.Ordinal, CaseKit.ByPerson));
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void An_endless_loop_ends_as_an_incident_of_this_case()
    {
        var kit = CaseKit.Started(Continuing(Act("Elsa.While", "W", ("condition", Literal(true, "Boolean")), ("body", Line("again")))));
        Assert.Contains("loops without waiting", Assert.Single(kit.State.Incidents).Message, StringComparison.Ordinal);
        Assert.InRange(kit.Lines.Count(), 1000, CaseEngine.StepsMax);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_incident_of_an_endless_loop_is_the_loops_own_and_who_skips_it_goes_on_behind_it(int lines)
    {
        var body = Sequence("body", [.. Enumerable.Range(0, lines).Select(i => Line($"{i}"))]);
        var kit = CaseKit.Started(Continuing(Sequence("S", Act("Elsa.While", "W", ("condition", Literal(true, "Boolean")), ("body", body)), Line("after"))));
        Assert.Equal(kit.Newest("W")!.Ordinal, Assert.Single(kit.State.Incidents).Item);
        kit.Hand(new Stimulus.Skip(kit.Newest("W")!.Ordinal, CaseKit.ByPerson));
        Assert.Equal((CaseStatus.Completed, "after"), (kit.State.Status, kit.Lines.Last()));
    }

    [Fact]
    public void What_was_started_when_the_limit_ended_its_turn_begins_when_a_person_has_dealt_with_the_loop()
    {
        var endless = Act("Elsa.While", "W", ("condition", Literal(true, "Boolean")), ("body", Line("again")));
        var kit = CaseKit.Started(Continuing(Act("Elsa.Parallel", "P", ("activities", List(endless, Act("Elsa.For", "F", ("start", 1), ("end", 4000), ("body", Line("count"))))))));
        kit.Hand(new Stimulus.Skip(kit.Newest("W")!.Ordinal, CaseKit.ByPerson));
        Assert.Equal((CaseStatus.Completed, 4000), (kit.State.Status, kit.Lines.Count(l => l == "count")));
    }

    [Fact]
    public void An_item_that_has_not_failed_is_not_retried() =>
        CaseKit.Of(Stage("S", Task("A"))).Refused(new Stimulus.Retry(2, CaseKit.ByPerson));
}
