using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Tests.Readers;
using JourneyOrchestrator.Workflows.Writers;
using JourneyOrchestrator.Workflows.Writers.Cmmn;
using JourneyOrchestrator.Workflows.Writers.Elsa;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Shelf;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>Workflows that run workflows, in both formats and back.</summary>
public sealed class CallRoundTripTests
{
    private static JsonObject Bulk(JsonObject? completed, JsonObject? faulted = null) =>
        Act("Elsa.BulkDispatchWorkflows", "bulk", ("workflowDefinitionId", Literal("refund")), ("items", Cel("[1, 2]")), ("childCompleted", completed), ("childFaulted", faulted));

    [Fact]
    public void Calls_have_their_ports_with_them()
    {
        var inner = Bulk(Line("deep")).Set("id", "inner");
        var plan = Written.Both(Written.Plan(Journey(Stage("root", Bulk(inner, Task("look").Set("priority", 3)).Set("definition", "d"), Act("Elsa.ExecuteWorkflow", "call", ("workflowDefinitionId", "refund"))))));
        Assert.IsType<WriteLineNode>(Assert.IsType<BulkCallNode>(((BulkCallNode)plan.Nodes["bulk"]).ChildCompleted).ChildCompleted);
    }

    [Fact]
    public void A_stage_in_a_port_is_said_in_elsa_json_and_no_flow_is_said_in_either()
    {
        var stage = Written.Plan(Journey(Stage("root", Bulk(Stage("inner", Task("a")).Exit(null, "false").Set("exitCriteria", null)))));
        Written.Elsa(stage);
        Assert.Equal([("J721", "inner")], Written.Refused(CmmnWriter.Write(stage)));
        var flow = Written.Plan(Journey(Stage("root", Bulk(Sequence("steps", Task("a"))))));
        Assert.Equal([("J721", "steps")], Written.Refused(ElsaWriter.Write(flow)));
        Assert.Equal([("J721", "steps")], Written.Refused(CmmnWriter.Write(flow)));
    }

    private static readonly JsonObject Ask = Usable("ask", Sequence("s", Line("asked")), "word when", "Answer", ("x", 1)).Set("inputs", List(new JsonObject { ["name"] = "word" }, new JsonObject { ["name"] = "when", ["typeName"] = "DateTimeOffset", ["value"] = "2026-01-01T00:00:00Z" }));

    private static JsonObject Using() => Journey(Stage("root", Use("one", "ask", ("word", Cel("vars.y")), ("answer", Keep("y"))).Entry(null, "vars.y == 'now'"), Use("two", "ask", ("when", Literal("2026-03-01T10:00:00+01:00", "DateTimeOffset")))), ("y", "w"));

    [Fact]
    public void A_workflow_that_is_used_is_written_as_its_use_in_the_version_that_it_is()
    {
        var library = new DefinitionLibrary([Published(Ask, 1), Published(Ask.DeepClone().AsObject().Set("name", "Newer"), 2, version: 2)]);
        var plan = ElsaReader.Read(Encoding.UTF8.GetBytes(Using().ToJsonString()), library: library, at: 1).Plan!;
        // Written later, when there is a newer version.
        var written = ElsaWriter.Write(plan, library: library);
        Assert.Empty(written.Diagnostics);
        var again = ElsaReader.Read(written.Document, library: library);
        Assert.DoesNotContain(again.Diagnostics, d => d.Code != "J501");
        Assert.Null(PlanDifference.First(plan, again.Plan!));
        Assert.DoesNotContain("asked", Encoding.UTF8.GetString(written.Document!), StringComparison.Ordinal);
        Assert.All(again.Plan!.Uses, use => Assert.Equal(1, use.Version));
        // Without the workflow nobody can tell whether it is the same.
        Assert.All(Written.Refused(ElsaWriter.Write(plan)), r => Assert.Equal("J801", r.Code));
    }

    [Fact]
    public void In_cmmn_a_use_is_refused_with_what_to_do()
    {
        var library = new DefinitionLibrary([Published(Ask)]);
        var written = DefinitionWriter.Convert(Encoding.UTF8.GetBytes(Using().ToJsonString()), DefinitionFormat.Cmmn, library: library);
        Assert.Equal([("J721", "one"), ("J721", "two")], Written.Refused(written));
        Assert.All(written.Diagnostics, d => Assert.Contains("ProcessTask", d.Fix, StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_activity_of_cmmn_calls_may_be_a_bare_text_but_its_ports_hold_no_flow()
    {
        static CmmnReading Read(JsonObject activity) => CmmnReader.Read(Encoding.UTF8.GetBytes(CmmnReaderTests.Document(
            $"""<planItem id="a" definitionRef="t"/><task id="t"><extensionElements><j:activity xmlns:j="urn:journey-orchestrator:cmmn"><![CDATA[{activity.ToJsonString()}]]></j:activity></extensionElements></task>""")));
        Assert.Empty(Read(Act("Elsa.DispatchWorkflow", "x", ("workflowDefinitionId", "refund"))).Diagnostics);
        Assert.Empty(Read(Bulk(Line("done"))).Diagnostics);
        Assert.Contains(Read(Bulk(Sequence("steps", Line("done")))).Diagnostics, d => d is { Code: "J726", Node: "a" });
        Assert.Contains(Read(Use("x", "ask")).Diagnostics, d => d is { Code: "J726", Node: "a" });
    }
}
