using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Tests.Readers;
using JourneyOrchestrator.Workflows.Writers;
using JourneyOrchestrator.Workflows.Writers.Cmmn;
using JourneyOrchestrator.Workflows.Writers.Elsa;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>What a format has no words for is refused with the activity; what our extension holds wrongly, too.</summary>
public sealed class RefusalTests
{
    private static WriteResult ToCmmn(JsonObject journey) => DefinitionWriter.Convert(Encoding.UTF8.GetBytes(journey.ToJsonString()), DefinitionFormat.Cmmn);

    [Fact]
    public void A_flow_inside_of_a_stage_is_refused_by_its_id()
    {
        var refused = Written.Refused(ToCmmn(Journey(Stage("root", Task("a"), Act("Elsa.Flowchart", "flow", ("activities", List(Line("x")))), Stage("s", Sequence("steps", Line("y")))))));
        Assert.Equal([("J721", "flow"), ("J721", "steps")], refused);
        Assert.Equal([("J721", "root")], Written.Refused(ToCmmn(Journey(Sequence("root", Line("x"))))));
    }

    [Fact]
    public void A_draft_with_errors_is_refused_with_them()
    {
        var draft = Journey(Stage("root", Act("Elsa.WriteLine", "w", ("text", Cel("vars.")))));
        Assert.Equal([("J202", "w")], Written.Refused(ToCmmn(draft)));
        var plan = ElsaReader.Read(Encoding.UTF8.GetBytes(draft.ToJsonString())).Plan!;
        Assert.Contains(("J722", "w"), Written.Refused(ElsaWriter.Write(plan)));
        Assert.Contains(("J722", "w"), Written.Refused(CmmnWriter.Write(plan)));
    }

    [Fact]
    public void A_character_that_xml_can_not_hold_is_refused_where_it_is()
    {
        Assert.Equal([("J723", "a")], Written.Refused(ToCmmn(Journey(Stage("root", Task("a").Set("name", "bell\u0007"))))));
        Assert.Equal([("J723", "a")], Written.Refused(ToCmmn(Journey(Stage("root", Task("a").Entry(null, "'\u0001' == 'x'"))))).Distinct());
        // In the JSON of our extension it can be escaped; and what is outside of the basic plane is no trouble.
        Written.Both(Written.Plan(Journey(Stage("root", Act("Elsa.WriteLine", "w", ("text", Literal("a\u0001b\r\n\t]]>"))), Task("t").Set("name", "🚆 <&\"'\r\n\tx")))));
    }

    [Fact]
    public void One_definition_for_two_different_activities_is_refused()
    {
        var journey = Journey(Stage("root", Task("a").Set("definition", "d"), Task("b", "yes").Set("definition", "d")));
        Assert.Contains(("J724", "a"), Written.Refused(ToCmmn(journey)));
    }

    [Fact]
    public void What_would_be_read_otherwise_is_not_handed_out()
    {
        // A criterion of this id on a timer is how a start trigger is read; as a second one it has no word that keeps it.
        var plan = Written.Plan(Journey(Stage("root", Task("a"))));
        var nameless = plan with { Root = plan.Root with { Name = "" } };
        Assert.Equal([("J725", "")], Written.Refused(CmmnWriter.Write(nameless)));
        Assert.Contains("root.name", CmmnWriter.Write(nameless).Diagnostics.Single().Message, StringComparison.Ordinal);
        Assert.Equal([("J725", "")], Written.Refused(ElsaWriter.Write(nameless)));
    }

    private const string Journeys = "xmlns:j=\"urn:journey-orchestrator:cmmn\"";

    public static TheoryData<string, string, string> Extensions() => new()
    {
        { "J726", "a", Activity("{ not json") },
        { "J726", "a", Activity("[]") },
        { "J726", "a", Activity("""{"type":"Elsa.WriteLine","type":"Elsa.Finish"}""") },
        { "J726", "a", Activity("""{"type":"Elsa.Sequence","activities":[]}""") },
        { "J106", "a", Activity("""{"type":"Journey.Nothing"}""") },
        { "J403", "a", Activity("""{"type":"Elsa.Finish","entryCriteria":[{"ifPart":"true"}]}""") },
        { "J107", "a", Activity("""{"type":"Journey.SetTrait"}""") },
        { "J109", "a", Activity("""{"type":"Elsa.SetVariable","variable":{"id":"x"},"value":1}""") },
        { "J202", "a", """<planItem id="a" definitionRef="t"><entryCriterion id="e" sentryRef="s"/></planItem><sentry id="s"><ifPart><condition language="https://github.com/google/cel-spec">vars.</condition></ifPart></sentry><task id="t"/>""" },
        { "J201", "a", """<planItem id="a" definitionRef="t"><entryCriterion id="e" sentryRef="s"/></planItem><sentry id="s"><ifPart><condition language="groovy">x</condition></ifPart></sentry><task id="t"/>""" },
        { "J406", "a", $"""<planItem id="a" definitionRef="t"><extensionElements><j:interrupts {Journeys} itemRef="none"/></extensionElements></planItem><task id="t"><extensionElements><j:activity {Journeys}>{"{"}"type":"Elsa.Finish"{"}"}</j:activity></extensionElements></task>""" },
    };

    private static string Activity(string json) => $"""<planItem id="a" definitionRef="t"/><task id="t"><extensionElements><j:activity {Journeys}>{json}</j:activity></extensionElements></task>""";

    [Theory]
    [MemberData(nameof(Extensions))]
    public void What_an_extension_of_ours_holds_is_checked_as_in_elsa_json(string code, string node, string model)
    {
        var read = CmmnReader.Read(Encoding.UTF8.GetBytes(CmmnReaderTests.Document(model)), PlanDialect.Cmmn);
        Assert.Contains((code, node), read.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => (d.Code, d.Node)));
    }

    [Fact]
    public void Properties_in_an_extension_hold_for_the_journey_and_are_checked()
    {
        static CmmnReading Read(string json) => CmmnReader.Read(Encoding.UTF8.GetBytes($"""
            <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" targetNamespace="t"><case id="c" {Journeys}><extensionElements><j:properties>{json}</j:properties></extensionElements>
            <casePlanModel id="m"><planItem id="a" definitionRef="t"/><task id="t"/></casePlanModel></case></definitions>
            """));
        var plan = Read("""{"customProperties":{"journey":{"key":"signal.data.k","dialect":"camunda"}},"variables":[{"name":"x","value":3}]}""").Plans.Single();
        Assert.Equal(("signal.data.k", PlanDialect.Camunda, false, "x", IncidentStrategy.Fault), (plan.Key!.Text, plan.Dialect, plan.InputsAreVariables, plan.Variables.Single().Name, plan.Incidents));
        Assert.Contains(Read("""{"customProperties":{"journey":{"entryPolicy":"sometimes"}}}""").Diagnostics, d => d.Code == "J506");
        Assert.Contains(Read("""{"customProperties":{"journey":{"entryPolcy":"join"}}}""").Diagnostics, d => d.Code == "J114");
        Assert.Contains(Read("nothing").Diagnostics, d => d is { Code: "J726", Node: "c" });
    }
}
