using System.Text;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>CMMN XML becomes a plan; what can't is refused with its place.</summary>
public sealed class CmmnReaderTests
{
    internal static string Document(string model, string attributes = "", string more = "", string around = "") => $"""
        <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" xmlns:flowable="http://flowable.org/cmmn" xmlns:camunda="http://camunda.org/schema/1.0/cmmn" targetNamespace="test">
          <case id="c" name="Case">{around}<casePlanModel id="model" name="Plan" {attributes}>{model}</casePlanModel></case>{more}
        </definitions>
        """;

    [Fact]
    public void What_can_never_happen_is_told_and_does_not_keep_a_document_of_other_tools_from_being_published()
    {
        const string Model = """<planItem id="a" definitionRef="m"/><planItem id="b" definitionRef="t"><entryCriterion id="e" sentryRef="s"/></planItem><planItem id="late" definitionRef="d"/><sentry id="s"><planItemOnPart sourceRef="a"><standardEvent>complete</standardEvent></planItemOnPart></sentry><milestone id="m"/><humanTask id="t"/><timerEventListener id="d"><timerExpression>tomorrow</timerExpression></timerEventListener>""";
        var read = Read(Document(Model));
        Assert.Equal([("J402", "b", Severity.Warning), ("J728", "late", Severity.Warning)], read.Diagnostics.Select(d => (d.Code, d.Node, d.Severity)));
        Assert.Single(read.Plans);
        // Whoever uses our extension writes for this engine.
        var own = Read(Document(Model + """<planItem id="own" definitionRef="o"/><task id="o"><extensionElements><j:activity xmlns:j="urn:journey-orchestrator:cmmn">{"type":"Elsa.Finish"}</j:activity></extensionElements></task>"""));
        Assert.Equal([("J402", Severity.Error), ("J728", Severity.Error)], own.Diagnostics.Select(d => (d.Code, d.Severity)));
    }

    private static CmmnReading Read(string xml, PlanDialect? dialect = PlanDialect.Cmmn) => CmmnReader.Read(Encoding.UTF8.GetBytes(xml), dialect);

    private static JourneyPlan Plan(string model, string attributes = "")
    {
        var read = Read(Document(model, attributes));
        Assert.Empty(read.Diagnostics);
        return Assert.Single(read.Plans);
    }

    [Fact]
    public void Every_kind_of_item_becomes_a_node_with_its_control()
    {
        var plan = Plan("""
            <planItem id="s" name="Deliver" definitionRef="stage"><entryCriterion id="in" sentryRef="onPaid"/><exitCriterion id="out" sentryRef="onStop"/></planItem>
            <planItem id="pay" definitionRef="payTask"><itemControl><requiredRule/><manualActivationRule><condition>${amount > 100}</condition></manualActivationRule></itemControl></planItem>
            <planItem id="paid" definitionRef="paidDef"><entryCriterion id="p" sentryRef="onPay"/></planItem>
            <planItem id="stop" definitionRef="stopDef"/>
            <planItem id="late" definitionRef="lateDef"/>
            <sentry id="onPaid"><planItemOnPart sourceRef="paid"><standardEvent>occur</standardEvent></planItemOnPart><ifPart><condition>${open}</condition></ifPart></sentry>
            <sentry id="onStop"><planItemOnPart sourceRef="stop"><standardEvent>occur</standardEvent></planItemOnPart></sentry>
            <sentry id="onPay"><planItemOnPart sourceRef="pay"><standardEvent>complete</standardEvent></planItemOnPart></sentry>
            <stage id="stage" name="Stage" autoComplete="true"><planItem id="pack" definitionRef="packTask"/><task id="packTask" isBlocking="false"/></stage>
            <humanTask id="payTask" name="Take the money"><documentation>Cash or card.</documentation></humanTask>
            <milestone id="paidDef" name="Paid"/><userEventListener id="stopDef"/>
            <timerEventListener id="lateDef"><timerExpression>R3/PT1H</timerExpression><planItemStartTrigger sourceRef="pay"><standardEvent>start</standardEvent></planItemStartTrigger></timerEventListener>
            """, """autoComplete="true" """);

        Assert.True(plan.Root is StageNode { AutoComplete: true, Name: "Plan" });
        var stage = Assert.IsType<StageNode>(plan.Nodes["s"]);
        Assert.Equal(("Deliver", "stage", true, "in", "out"), (stage.Name, stage.Definition, stage.AutoComplete, stage.Control.Entry.Single().Id, stage.Control.Exit.Single().Id));
        Assert.NotNull(stage.Control.Entry.Single().IfPart);
        var pay = Assert.IsType<HumanTaskNode>(plan.Nodes["pay"]);
        Assert.Equal(("Take the money", "Cash or card."), (pay.Name, pay.Description));
        Assert.True(pay.Control is { Required.Condition: null, ManualActivation.Condition: not null, Repetition: null });
        Assert.IsType<MilestoneNode>(plan.Nodes["paid"]);
        Assert.IsType<UserListenerNode>(plan.Nodes["stop"]);
        Assert.Equal("pay", Assert.IsType<TimerListenerNode>(plan.Nodes["late"]).Control.Entry.Single().OnParts.Single().Source);
        Assert.False(Assert.IsType<PlainTaskNode>(plan.Nodes["pack"]).Blocking);
    }

    [Fact]
    public void Cmmn_1_0_is_read_as_well()
    {
        var read = Read("""
            <definitions xmlns="http://www.omg.org/spec/CMMN/20131201/MODEL" targetNamespace="t"><case id="old"><casePlanModel id="m">
            <planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="t" entryCriteriaRefs="s1 s2"/>
            <sentry id="s1"><planItemOnPart sourceRef="a"><standardEvent>complete</standardEvent></planItemOnPart></sentry>
            <sentry id="s2"><ifPart><condition><body>${go}</body></condition></ifPart></sentry><humanTask id="t"/></casePlanModel></case></definitions>
            """);
        Assert.Empty(read.Diagnostics);
        Assert.Equal(2, Assert.Single(read.Plans).Nodes["b"].Control.Entry.Length);
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL">&b;</definitions>""", "J701")]
    [InlineData("""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>""", "J701")]
    [InlineData("<definitions", "J701")]
    [InlineData("<bpmn/>", "J701")]
    [InlineData("""<definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL"/>""", "J702")]
    [InlineData("""<definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL"><case id="c"/></definitions>""", "J103")]
    public void What_is_no_cmmn_is_refused(string xml, string code)
    {
        var read = Read(xml);
        Assert.Empty(read.Plans);
        Assert.Equal(code, read.Diagnostics[0].Code);
    }

    [Fact]
    public void What_nests_too_deep_or_is_too_large_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Contains("nest", Read(deep).Diagnostics.Single().Message, StringComparison.Ordinal);
        Assert.Equal("J701", Read(new string('<', CmmnReader.BytesMax + 1)).Diagnostics.Single().Code);
    }

    [Theory]
    [InlineData("""<planItem id="a" definitionRef="nothing"/>""", "J703", "a")]
    [InlineData("""<planItem id="a" definitionRef="p"/><processTask id="p"/>""", "J737", "a")]
    [InlineData("""<planItem id="a" definitionRef="p"/><caseTask id="p"/>""", "J737", "a")]
    [InlineData("""<planItem id="a" definitionRef="p"/><planFragment id="p"/>""", "J704", "a")]
    [InlineData("""<planItem id="a" definitionRef="p"/><decisionTask id="p"/>""", "J736", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"><entryCriterion sentryRef="s"/></planItem><task id="t"/>""", "J705", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"><entryCriterion sentryRef="s"/></planItem><sentry id="s"/><task id="t"/>""", "J405", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"><entryCriterion sentryRef="s"/></planItem><sentry id="s"><planItemOnPart sourceRef="a"><standardEvent>finish</standardEvent></planItemOnPart></sentry><task id="t"/>""", "J402", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"><entryCriterion sentryRef="s"/></planItem><sentry id="s"><caseFileItemOnPart/></sentry><task id="t"/>""", "J734", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><planItem id="a" definitionRef="t"/><task id="t"/>""", "J104", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"><itemControl><repetitionRule><condition>${run()}</condition></repetitionRule></itemControl></planItem><task id="t"/>""", "J202", "a")]
    public void What_can_not_be_run_is_refused_with_its_item(string model, string code, string node)
    {
        var diagnostic = Read(Document(model)).Diagnostics[0];
        Assert.Equal((code, node), (diagnostic.Code, diagnostic.Node));
        Assert.NotEmpty(diagnostic.Fix);
    }

    [Fact]
    public void Extensions_that_mean_nothing_here_are_told_once_for_each_name()
    {
        var read = Read(Document("""
            <planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="t"/>
            <humanTask id="t" flowable:formKey="f" flowable:assignee="kim"><extensionElements><x:color xmlns:x="http://example.org/x">red</x:color><x:color xmlns:x="http://example.org/x"/></extensionElements></humanTask>
            """));
        Assert.False(read.HasErrors);
        Assert.Equal(["J707", "J707"], read.Diagnostics.Select(d => d.Code));
        Assert.Contains("'formKey'", read.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_dialect_follows_the_namespaces_unless_it_is_said()
    {
        Assert.Equal(PlanDialect.Flowable, Read(Document(""), null).Plans.Single().Dialect);
        Assert.Equal(PlanDialect.Cmmn, Read(Document("").Replace("xmlns:flowable=\"http://flowable.org/cmmn\"", "", StringComparison.Ordinal).Replace("xmlns:camunda=\"http://camunda.org/schema/1.0/cmmn\"", "", StringComparison.Ordinal), null).Plans.Single().Dialect);
    }

    [Fact]
    public void A_definition_is_told_apart_by_its_first_sign()
    {
        Assert.True(DefinitionReader.IsXml("\uFEFF  \n<definitions/>"u8));
        Assert.False(DefinitionReader.IsXml("{\"a\":\"<\"}"u8));
        var two = DefinitionReader.Read(Encoding.UTF8.GetBytes(Document("", "", """<case id="d"><casePlanModel id="m2"/></case>""")));
        Assert.Equal("J706", two.Diagnostics.Single().Code);
        Assert.Null(two.Plan);
    }
}
