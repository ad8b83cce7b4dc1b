using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Flows;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Outputs, and workflows within workflows.</summary>
public sealed class CompositeTests
{
    private static JsonObject SetOutput(string name, string cel) => Act("Elsa.SetOutput", $"set {name}", ("outputName", Literal(name)), ("outputValue", Cel(cel)));

    private static JsonArray Names(params string[] names) => new([.. names.Select(n => (JsonNode)new JsonObject { ["name"] = n, ["type"] = "Object" })]);

    private static JsonObject Keep(string id) => new() { ["memoryReference"] = new JsonObject { ["id"] = id } };

    private static JsonObject Composite(string id, JsonObject root, params string[] outputs) => Act("Elsa.Workflow", id, ("root", root), ("outputs", Names(outputs)));

    [Fact]
    public void An_output_of_the_case_is_kept_replaced_and_read()
    {
        var kit = CaseKit.Of(Sequence("s", SetOutput("total", "1"), Act("Elsa.SetOutput", "again", ("outputName", Literal("total")), ("outputValue", Cel("case.outputs.total + 1")))));
        Assert.Equal(2L, kit.State.Outputs["total"].AsInt());
    }

    [Fact]
    public void An_activitys_output_may_be_kept_in_one_of_the_journey()
    {
        var task = Task("t").Set("outcome", Keep("answer"));
        var kit = CaseKit.Started(Journey(Sequence("s", task)).Set("outputs", Names("answer")));
        kit.Complete("t");
        Assert.Equal("Done", kit.State.Outputs["answer"].AsString());
    }

    [Fact]
    public void A_composite_keeps_its_output_where_its_surroundings_say_and_the_case_gets_the_others()
    {
        var inner = Composite("c", Sequence("i", SetOutput("mine", "'a'"), SetOutput("other", "'b'")), "mine").Set("mine", Keep("got"));
        var kit = CaseKit.Of(Sequence("s", inner, Act("Elsa.WriteLine", "w", ("text", Cel("vars.got")))), ("got", null));
        Assert.Equal(("a", 1, "b"), (Assert.Single(kit.Lines), kit.State.Outputs.Count, kit.State.Outputs["other"].AsString()));
    }

    [Fact]
    public void Complete_ends_one_composite_with_its_outcomes_and_what_runs_in_it()
    {
        var complete = Act("Elsa.Complete", "stop", ("outcomes", new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Cel", ["value"] = "['Good']" } }));
        var loop = Act("Elsa.While", "loop", ("condition", Literal(true, "Boolean")), ("body", Sequence("body", complete, Say("never"))));
        var inner = Composite("inner", Act("Elsa.Parallel", "p", ("activities", List(Event("e", "e"), loop))));
        var kit = CaseKit.Of(Flow("outer:Good>good outer>bad", Composite("outer", Flow2(inner)), Say("good"), Say("bad")));
        Assert.Equal((CaseStatus.Completed, "yes bad"), (kit.State.Status, string.Join(' ', kit.Lines)));
        Assert.Equal(ItemState.Terminated, kit.Of("e"));

        static JsonObject Flow2(JsonObject inner) => NamedFlow("flow2", "inner:Good>yes inner>no", inner, Say("yes"), Say("no"));
    }

    [Fact]
    public void Complete_without_a_composite_ends_the_case()
    {
        var kit = CaseKit.Of(Sequence("s", Sequence("t", Act("Elsa.Complete", "stop"), Say("x")), Say("y")));
        Assert.Equal((CaseStatus.Completed, 0), (kit.State.Status, kit.Lines.Count()));
    }

    [Fact]
    public void A_wrapper_runs_its_body_and_a_break_passes_through_it()
    {
        var body = Act("Elsa.FlowNode", "n", ("body", Act("Elsa.Break", "b")));
        var loop = Act("Elsa.While", "loop", ("condition", Literal(true, "Boolean")), ("body", body));
        var kit = CaseKit.Of(Sequence("s", Act("Elsa.FlowNode", "empty"), Act("Elsa.FlowNode", "full", ("body", Say("in"))), loop, Say("after")));
        Assert.Equal((CaseStatus.Completed, "in after"), (kit.State.Status, string.Join(' ', kit.Lines)));
    }
}
