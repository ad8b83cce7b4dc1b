using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Shelf;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Workflows used as activities: part of the plan, with names of their own.</summary>
public sealed class WorkflowActivityTests
{
    private static JsonObject Say(string id, JsonObject text) => Act("Elsa.WriteLine", id, ("text", text));

    private static JsonObject SetOutput(string name, JsonObject value) => Act("Elsa.SetOutput", $"set {name}", ("outputName", Literal(name)), ("outputValue", value));

    [Fact]
    public void Inputs_are_those_of_the_nearest_workflow_and_are_seen_from_around_it()
    {
        var inner = Usable("inner", Sequence("s", Say("w", JavaScript("`inner ${getWord()}`"))), "word");
        var outer = Usable("outer", Sequence("s", Use("i", "inner", ("word", JavaScript("getWord() + '!'"))), Say("w", JavaScript("`outer ${getWord()} ${getInput('more')}`"))), "word more");
        var journey = Usable("j", Sequence("s", Use("o", "outer", ("word", Cel("vars.word"))), Say("w", JavaScript("`journey ${getWord()}`"))), "word", "", ("word", "b"));
        journey["root"]!["activities"]![1] = Say("w", new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Input", ["value"] = new JsonObject { ["name"] = "word" } } });

        var kit = Run(journey, ValueMap.Empty.With("word", Value.Of("a")), inner, outer);
        Assert.Equal(["inner b!", "outer b null", "a"], kit.Lines);
    }

    [Fact]
    public void Outputs_go_outwards_one_level_at_a_time()
    {
        var inner = Usable("inner", Sequence("s", SetOutput("Answer", Cel("42")), SetOutput("Other", Cel("'kept by the case'"))), "", "Answer");
        var outer = Usable("outer", Sequence("s", Use("i", "inner", ("answer", Keep("Result")))), "", "Result");
        var kit = Run(Usable("j", Sequence("s", Use("o", "outer", ("result", Keep("Result")))), "", "Result"), inner, outer);

        Assert.Equal((CaseStatus.Completed, 42L), (kit.State.Status, kit.State.Outputs["Result"].AsInt()));
        Assert.Equal(["Other", "Result"], kit.State.Outputs.Select(o => o.Key.AsString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Variables_of_the_same_id_are_not_mixed_up()
    {
        var inner = Usable("inner", Sequence("s", SetVariable("v", "x", "'inner'"), SetOutput("Out", Cel("vars.x + '!'")), Say("w", Cel("vars.x"))), "", "Out", ("x", "new"));
        var kit = Run(Journey(Sequence("s", Use("a", "inner", ("out", Keep("x"))), Say("w", Cel("vars.x"))), ("x", "outer")), inner);
        Assert.Equal(["inner", "inner!"], kit.Lines);
    }

    [Fact]
    public void Criteria_and_items_are_named_as_the_workflow_names_them_also_where_it_is_used_twice()
    {
        var inner = Usable("inner", AutoStage("stage", Task("a"), Task("b").Entry("a.complete", "case.items.a.state == 'completed' && item.id == 'b'")));
        var kit = Run(Journey(Act("Elsa.Parallel", "p", ("activities", List(Use("one", "inner"), Use("two", "inner"))))), inner);

        kit.Complete("one:a");
        Assert.Equal((ItemState.Active, ItemState.Available), (kit.Of("one:b"), kit.Of("two:b")));
        kit.Complete("one:b");
        kit.Complete("two:a");
        kit.Complete("two:b");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void The_exit_of_its_case_plan_ends_the_workflow_and_not_the_case()
    {
        var inner = Usable("inner", Stage("stage", Event("e", "leave"), Task("a")).Exit("e.occur"));
        var kit = Run(Journey(Sequence("s", Use("use", "inner"), Line("after"))), inner);
        kit.Send("leave");
        Assert.Equal((CaseStatus.Completed, ItemState.Terminated, "after"), (kit.State.Status, kit.Of("use:a"), Assert.Single(kit.Lines)));
    }

    [Fact]
    public void What_is_said_about_the_activity_itself_is_seen_from_around_it()
    {
        var inner = Usable("inner", Sequence("s", Task("a")), "", "", ("x", "inner"));
        var kit = Run(Journey(AutoStage("stage", Event("e", "leave"), Use("use", "inner").Exit("e.occur", "vars.x == 'outer' && case.items.use.state == 'active'"), Task("b")), ("x", "outer")), inner);
        kit.Send("leave");
        Assert.Equal((ItemState.Terminated, ItemState.Terminated, ItemState.Active), (kit.Of("use"), kit.Of("use:a"), kit.Of("b")));
    }

    [Fact]
    public void An_input_that_fails_is_an_incident_and_is_tried_again_as_it_was()
    {
        var inner = Usable("inner", Sequence("s", Say("w", JavaScript("`got ${getValue()}`"))), "value", "", ("n", 5));
        var kit = Run(Journey(Sequence("s", Use("use", "inner", ("value", Cel("10 / vars.n")))), ("n", 0)), inner);
        Assert.Equal("Failed to evaluate activity input 'value': division by zero", Assert.Single(kit.State.Incidents).Message, ignoreCase: true);

        kit.Hand(new Stimulus.SetVariables(1, ValueMap.Empty.With("n", Value.Of(2))));
        kit.Hand(new Stimulus.Retry(kit.Newest("use")!.Ordinal, CaseKit.ByPerson));
        Assert.Equal((CaseStatus.Completed, "got 5"), (kit.State.Status, Assert.Single(kit.Lines)));
    }

    [Theory]
    [InlineData("TokenBased", null, true)]
    [InlineData("TokenBased", "CounterBased", false)]
    [InlineData(null, "TokenBased", true)]
    [InlineData(null, null, false)]
    public void Its_flowcharts_run_as_it_says_else_as_those_of_the_journey(string? journey, string? workflow, bool byTokens)
    {
        var inner = Mode(Usable("inner", Act("Elsa.Flowchart", "f", ("activities", List(Line("a"))))), workflow);
        var plan = Plan(Mode(Journey(Sequence("s", Use("use", "inner"))), journey), inner);
        Assert.Equal(byTokens, ((FlowchartNode)plan.Nodes["use:f"]).ByTokens);

        static JsonObject Mode(JsonObject definition, string? mode) => mode is null ? definition : definition.Set("customProperties", new JsonObject { ["Flowchart:ExecutionMode"] = mode });
    }

    [Fact]
    public void Its_triggers_start_no_case_of_the_user_and_wait_in_it()
    {
        var inner = Usable("inner", Sequence("s", Event("e", "go").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true }), Line("gone")));
        var kit = Run(Journey(Sequence("s", Use("use", "inner"))), inner);
        Assert.Empty(Plan(Journey(Sequence("s", Use("use", "inner"))), inner).Starts);
        kit.Send("go");
        Assert.Equal(("gone", CaseStatus.Completed), (Assert.Single(kit.Lines), kit.State.Status));
    }

    [Fact]
    public void Outcomes_are_ports_and_a_case_goes_on_inside_from_its_snapshot()
    {
        var inner = Usable("inner", Sequence("s", Task("ask"), Act("Elsa.Complete", "c", ("outcomes", Literal("Refused", "Object")))));
        var kit = Run(Journey(Flows.Flow("use:Refused>no use:Done>yes", Use("use", "inner"), Say("no", Literal("no")), Say("yes", Literal("yes")))), inner).Continued();
        kit.Complete("use:ask");
        Assert.Equal((CaseStatus.Completed, "no"), (kit.State.Status, Assert.Single(kit.Lines)));
    }
}
