using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Writers.Cmmn;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>Planning tables, roles, the case file, parameters, process and decision tasks in both formats and back.</summary>
public sealed class CaseFileRoundTripTests
{
    private static JourneyPlan Plan(string @case, string beside = "", PlanDialect dialect = PlanDialect.Cmmn)
    {
        var read = CmmnReader.Read(Encoding.UTF8.GetBytes($"""
            <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/cmmn" xmlns:j="urn:journey-orchestrator:cmmn" targetNamespace="t">{beside}<case id="c" name="Case">{@case}</case></definitions>
            """), dialect);
        Assert.Empty(read.Diagnostics);
        return Assert.Single(read.Plans);
    }

    private const string Order = """
        <caseFileModel>
          <caseFileItem id="order" name="order" multiplicity="ExactlyOne" definitionRef="orderDef" targetRefs="payer"><children><caseFileItem id="lines" name="lines" multiplicity="ZeroOrMore"/></children></caseFileItem>
          <caseFileItem id="payer" name="customer"/>
        </caseFileModel>
        """;

    private const string OrderDefinition = """<caseFileItemDefinition id="orderDef" name="An order" definitionType="http://www.omg.org/spec/CMMN/DefinitionType/XSDElement" structureRef="x"><property name="total" type="http://www.omg.org/spec/CMMN/PropertyType/integer"/><property name="note"/></caseFileItemDefinition>""";

    public static TheoryData<string> Cases() =>
    [
        Order + """
            <casePlanModel id="m"><planItem id="check" definitionRef="t"><entryCriterion id="e" sentryRef="s"/></planItem><planItem id="late" definitionRef="d"/>
            <sentry id="s"><caseFileItemOnPart sourceRef="order"><standardEvent>create</standardEvent></caseFileItemOnPart><planItemOnPart sourceRef="late"><standardEvent>occur</standardEvent></planItemOnPart>
              <caseFileItemOnPart sourceRef="lines"><standardEvent>addChild</standardEvent></caseFileItemOnPart><ifPart contextRef="order"><condition>${order.total &gt; 3}</condition></ifPart></sentry>
            <humanTask id="t"><output id="o1" name="seen" bindingRef="order"/></humanTask>
            <timerEventListener id="d"><timerExpression>P1D</timerExpression><caseFileItemStartTrigger sourceRef="payer"><standardEvent>replace</standardEvent></caseFileItemStartTrigger></timerEventListener></casePlanModel>
            <input id="in1" name="Order" bindingRef="order"/><output id="out1" bindingRef="payer"/>
            """,
        """
            <casePlanModel id="m" autoComplete="true"><planItem id="talk" definitionRef="t"/>
            <planningTable id="extras" authorizedRoleRefs="r1 r2" applicabilityRuleRefs="always">
              <discretionaryItem id="flowers" definitionRef="f" applicabilityRuleRefs="kind always"><itemControl><repetitionRule/></itemControl><entryCriterion id="e" sentryRef="s"/></discretionaryItem>
              <planningTable id="inner" applicabilityRuleRefs="kind"><discretionaryItem id="gift" definitionRef="f" authorizedRoleRefs="r2"/></planningTable>
              <discretionaryItem id="stage" definitionRef="st"/>
              <applicabilityRule id="kind"><condition>${points &gt;= 10}</condition></applicabilityRule><applicabilityRule id="always"/>
            </planningTable>
            <sentry id="s"><planItemOnPart sourceRef="talk"><standardEvent>start</standardEvent></planItemOnPart></sentry>
            <humanTask id="t"/><humanTask id="f"/><stage id="st"><planItem id="inside" definitionRef="t"/></stage></casePlanModel>
            <caseRoles><role id="r1" name="adviser"/><role id="r2" name="team lead"/></caseRoles>
            """,
        """
            <casePlanModel id="m"><planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="t"/><planItem id="c" definitionRef="other"/>
            <planningTable><discretionaryItem id="open" definitionRef="f"/></planningTable>
            <humanTask id="t"><planningTable id="own"><discretionaryItem id="help" definitionRef="f"><entryCriterion id="e" sentryRef="s"/></discretionaryItem></planningTable></humanTask>
            <humanTask id="other"><planningTable><discretionaryItem id="more" definitionRef="f"/></planningTable></humanTask>
            <sentry id="s"><planItemOnPart sourceRef="c"><standardEvent>complete</standardEvent></planItemOnPart></sentry><humanTask id="f"/></casePlanModel>
            """,
        Order + """
            <casePlanModel id="m"><planItem id="run" definitionRef="p"/><planItem id="call" definitionRef="ct"/><planItem id="decide" definitionRef="dt"/><planItem id="simple" definitionRef="sp"/>
            <processTask id="p" processRef="flow" isBlocking="false"><input id="i1" name="amount"/><parameterMapping sourceRef="i1" targetRef="sum"/></processTask>
            <processTask id="sp"><processRefExpression>${which}</processRefExpression></processTask>
            <caseTask id="ct" caseRef="refund"><input id="i2" name="order" bindingRef="order"/><output id="o2" name="receipt"/><parameterMapping sourceRef="i2" targetRef="claim"/>
              <parameterMapping sourceRef="paid" targetRef="o2"><transformation>${paid + 1}</transformation></parameterMapping></caseTask>
            <decisionTask id="dt" decisionRef="share" camunda:resultVariable="all"><input id="i3" name="minutes"/><output id="o3" name="percent"/><parameterMapping sourceRef="i3" targetRef="minutes"/><parameterMapping sourceRef="percent" targetRef="o3"/></decisionTask></casePlanModel>
            """,
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_is_the_same_after_export_and_import_in_each_dialect(string @case)
    {
        const string Beside = OrderDefinition + """
            <process id="flow" externalRef="refund-flow"/>
            <decision id="share"><extensionElements><j:table>{ "inputs": [{ "label": "m", "expression": "vars.minutes", "type": "integer" }], "outputs": [{ "name": "percent", "type": "integer" }], "rules": [{ "when": ["&lt; 60"], "then": ["0"] }, { "when": [">= 60"], "then": ["25"] }] }</j:table></extensionElements></decision>
            """;
        foreach (var dialect in Enum.GetValues<PlanDialect>()) Written.Both(Plan(@case, Beside, dialect));
    }

    [Fact]
    public void Standard_words_are_used_where_the_dialect_is_the_standard()
    {
        var xml = XElement.Parse(Written.Cmmn(Plan(Order + """<casePlanModel id="m"><planItem id="call" definitionRef="ct"/><caseTask id="ct" caseRef="refund"><input id="i" name="amount"/><parameterMapping sourceRef="i" targetRef="sum"/></caseTask></casePlanModel>""", OrderDefinition)));
        Assert.Single(xml.Descendants(), e => e.Name.LocalName == "parameterMapping");
        Assert.DoesNotContain(xml.DescendantsAndSelf(), e => e.Name.NamespaceName != "http://www.omg.org/spec/CMMN/20151109/MODEL");
    }

    private static JsonObject Discretionary(JsonObject task, JsonNode? how = null) => task.Control("discretionary", how);

    [Fact]
    public void Discretionary_children_of_elsa_json_keep_their_order_and_tables()
    {
        var stage = Stage("root",
            Discretionary(Task("a").Set("order", 1)), Task("b").Set("order", 2), Discretionary(Task("c").Set("order", 3), new JsonObject { ["table"] = "gifts", ["applicability"] = "vars.x > 1", ["humanTasks"] = List("b") }),
            Discretionary(Task("d").Set("order", 4), new JsonObject { ["table"] = "goodwill", ["roles"] = List("adviser") }), Discretionary(Task("e").Set("order", 5)), Task("f").Set("order", 6),
            Discretionary(Stage("g", Discretionary(Line("h"), new JsonObject { ["applicability"] = List(new JsonObject { ["id"] = "r" }) }), Task("i")).Set("order", 7), new JsonObject { ["table"] = "gifts" }))
            .Set("planningTables", List(new JsonObject { ["id"] = "goodwill", ["roles"] = List("adviser", "lead"), ["applicability"] = "vars.x > 0" }, new JsonObject { ["id"] = "gifts", ["in"] = "goodwill" }));
        var plan = Written.Both(Written.Plan(Journey(stage, ("x", 1)).Set("customProperties", new JsonObject { ["journey"] = new JsonObject { ["caseFile"] = List(new JsonObject { ["name"] = "order" }) } })));
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], plan.Root.Children.Select(c => c.Id));
        Assert.Equal("goodwill gifts", string.Join(' ', plan.Nodes["c"].Control.Discretionary!.Tables.Select(t => t.Id)));
    }

    [Fact]
    public void Results_of_called_cases_may_name_what_is_not_declared_here()
    {
        var plan = Written.Both(Written.Plan(Journey(Stage("root",
            Act("Journey.ProcessTask", "p", ("caseRef", Literal("flow")), ("out", List(new JsonObject { ["source"] = Cel("vars.receipt"), ["target"] = "x" }))),
            Task("t").Set("out", List(new JsonObject { ["source"] = Cel("vars.answer"), ["target"] = "x" }))), ("x", 1))));
        Assert.Equal("Journey.ProcessTask", Assert.IsType<CaseTaskNode>(plan.Nodes["p"]).Type);
    }

    [Fact]
    public void What_planning_tables_can_not_say_is_refused()
    {
        // Two tasks of different definitions have no planning table in common.
        var apart = Written.Plan(Journey(Stage("root", Task("a"), Task("b"), Discretionary(Task("c"), new JsonObject { ["humanTasks"] = List("a", "b") }))));
        Assert.All(Written.Refused(CmmnWriter.Write(apart)), r => Assert.Contains(r.Code, (string[])["J104", "J725"]));
        Written.Elsa(apart);

        // A plan that is planned by way of itself (readers refuse it) is no endless loop here.
        var self = Written.Plan(Journey(Stage("root", Task("a"), Discretionary(Task("b"), new JsonObject { ["humanTasks"] = List("a") }))));
        var root = (StageNode)self.Root;
        var ring = JourneyPlan.Of(self.Id, 1, self.Name, root with { Activities = [.. root.Activities.Select(a => a with { Definition = "same" })] });
        Assert.Contains(Written.Refused(CmmnWriter.Write(ring)), r => r.Code == "J731");
    }

    [Fact]
    public void The_corpus_of_the_journal_is_exported_as_well() => Written.Both(Written.Plan(File.ReadAllBytes(Path.Combine(Written.Root(), "tests", "Grains.Tests", "Corpus", "desk.cmmn"))));
}
