using System.Text.Json.Nodes;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Tests.Decisions;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Tests.Readers;
using JourneyOrchestrator.Workflows.Writers;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>What is written is read as the plan that it was written from, in both formats.</summary>
public sealed class RoundTripTests
{
    private static readonly XNamespace Model = "http://www.omg.org/spec/CMMN/20151109/MODEL";

    private static JourneyPlan Cmmn(string model, string attributes = "", PlanDialect dialect = PlanDialect.Cmmn)
    {
        var read = Workflows.Readers.Cmmn.CmmnReader.Read(System.Text.Encoding.UTF8.GetBytes(CmmnReaderTests.Document(model, attributes)), dialect);
        Assert.Empty(read.Diagnostics);
        return Assert.Single(read.Plans);
    }

    public static TheoryData<string> Models() =>
    [
        """<planItem id="a" definitionRef="t"/><planItem id="b" name="Other" definitionRef="t"/><humanTask id="t"/>""",
        """<planItem id="a" definitionRef="t"/><planItem id="b" name="Other" definitionRef="t"/><humanTask id="t" name="Call ${name} about ${what}" isBlocking="false" flowable:candidateGroups="care" flowable:assignee="${kim}"/>""",
        """
            <planItem id="a" definitionRef="t"/><humanTask id="t" name="  Sign  "><documentation>Two lines,
            the other one.</documentation></humanTask>
            """,
        """<planItem id="a" definitionRef="t"><documentation>Mine</documentation></planItem><planItem id="b" definitionRef="t"/><task id="t" isBlocking="false"><documentation>Theirs</documentation></task>""",
        """<planItem id="a" definitionRef="t"/><task id="t" flowable:type="java" flowable:expression="${x + 1}" flowable:resultVariableName="y" flowable:storeResultVariableAsTransient="true"/>""",
        """<planItem id="a" definitionRef="t"/><caseTask id="t" caseRef="${which}" isBlocking="false"><extensionElements><camunda:in businessKey="${order}"/><camunda:in variables="all" local="true"/><camunda:in source="x" target="y"/><camunda:out sourceExpression="${a + 1}" target="b" local="true"/></extensionElements></caseTask>""",
        """
            <planItem id="a" definitionRef="s"><exitCriterion id="x" sentryRef="stop" flowable:exitType="activeInstances"/></planItem><planItem id="l" definitionRef="u"/><planItem id="b" definitionRef="t"><entryCriterion id="e" sentryRef="via"/></planItem>
            <sentry id="stop" flowable:triggerMode="onEvent"><planItemOnPart sourceRef="l"><standardEvent>occur</standardEvent></planItemOnPart><ifPart><condition>${n &gt; 3 and not done}</condition></ifPart></sentry>
            <sentry id="via"><planItemOnPart sourceRef="a" exitCriterionRef="x"><standardEvent>exit</standardEvent></planItemOnPart></sentry>
            <stage id="s" name="S" autoComplete="true"><planItem id="i" definitionRef="t"/><planItem id="m" definitionRef="ms"/></stage><task id="t"/><milestone id="ms"/><userEventListener id="u"/>
            """,
        """<planItem id="a" definitionRef="t"><itemControl><repetitionRule flowable:counterVariable="n"><condition>${n &lt; 3}</condition></repetitionRule><requiredRule><condition>${flag}</condition></requiredRule><manualActivationRule><condition>true</condition></manualActivationRule></itemControl></planItem><humanTask id="t"/>""",
        """<planItem id="a" definitionRef="t"/><planItem id="late" definitionRef="d"/><timerEventListener id="d"><timerExpression>${when}</timerExpression><planItemStartTrigger sourceRef="a"><standardEvent>start</standardEvent></planItemStartTrigger></timerEventListener><humanTask id="t"/><planItem id="other" definitionRef="e"/><eventListener id="e"/>""",
        """<planItem id="a" definitionRef="t"><entryCriterion id="e" sentryRef="s"/></planItem><sentry id="s"><ifPart><condition language="https://github.com/google/cel-spec">['a', 'b'].exists(x, x == vars.y)</condition></ifPart></sentry><humanTask id="t"/>""",
        """<planItem id="a" definitionRef="t"><entryCriterion id="e" sentryRef="s"/></planItem><sentry id="s"><ifPart><condition>${var:exists(x) &amp;&amp; var:gt(x, 3) || var:contains(y, 'a', 'b') ? true : x == null}</condition></ifPart></sentry><humanTask id="t"/>""",
        """<planItem id="a" definitionRef="one"/><planItem id="b" definitionRef="two"/><stage id="one"><planItem id="x" definitionRef="t"/><humanTask id="t" name="Here"/></stage><stage id="two"><planItem id="y" definitionRef="t"/><humanTask id="t" name="There"/></stage>""",
        """<planItem id="a" definitionRef="one"/><planItem id="b" definitionRef="two"/><stage id="one"><planItem id="x" definitionRef="t"/></stage><stage id="two"><planItem id="y" definitionRef="t"/></stage><humanTask id="t" name="Everywhere"/>""",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_case_of_cmmn_is_the_same_after_export_and_import_in_each_dialect(string model)
    {
        foreach (var dialect in Enum.GetValues<PlanDialect>()) Written.Both(Cmmn(model, """autoComplete="true" """, dialect));
    }

    [Fact]
    public void A_condition_that_is_empty_stays_so_in_cmmn_and_is_told_as_elsa_json()
    {
        var plan = Cmmn("""<planItem id="a" definitionRef="t"><entryCriterion id="e" sentryRef="empty"/></planItem><sentry id="empty"><ifPart><condition/></ifPart></sentry><humanTask id="t"/>""");
        Written.Cmmn(plan);
        Assert.Equal([("J405", "a")], Written.Refused(Workflows.Writers.Elsa.ElsaWriter.Write(plan)));
    }

    /// <summary>Everything that can stand in a stage, with each of its inputs.</summary>
    private static JsonObject[] Everything() =>
    [
        Event("start", "order.placed").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true }).Set("condition", "signal.data.amount > 5").Set("result", Kept("order")),
        Task("ask", "yes", "no").Set("due", Literal("2026-03-01T10:00:00+01:00", "DateTimeOffset")).Set("result", Kept("answer")).Set("title", Cel("'Order ' + string(vars.order)")),
        Delay("soon", "1.02:03:04.5"), Act("Elsa.Timer", "every", ("interval", Literal("00:05:00", "TimeSpan"))), Act("Elsa.StartAt", "then", ("dateTime", Cel("now + duration('5m')"))),
        Act("Elsa.Cron", "nightly", ("cronExpression", Literal("0 3 * * *"))), Act("Journey.TimerEventListener", "late", ("timer", Literal("P1D"))), Act("Journey.UserEventListener", "stop"), Act("Journey.EventListener", "heard"),
        Act("Journey.SendMessage", "tell", ("channel", Literal("email")), ("purpose", Literal("order")), ("template", Literal("placed")), ("text", Cel("'Hello <b> ]]> & ' + customer.traits.name")), ("basis", "contract"),
            ("useUntil", Literal("01:00:00", "TimeSpan")), ("supersessionKey", Cel("vars.order")), ("to", Literal("me@example.org")), ("result", Kept("answer"))),
        Act("Journey.CallWebhook", "hook", ("url", Literal("https://example.org/hook")), ("body", Literal(new JsonObject { ["n"] = 1, ["d"] = JsonNode.Parse("5.0"), ["list"] = List(true, "two"), ["nothing"] = null }, "Object"))),
        Act("Journey.SignalCustomer", "payer", ("customer", JavaScript("getOrder().payer", "String")), ("eventName", Literal("paid")), ("payload", new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Variable", ["value"] = new JsonObject { ["id"] = "order", ["name"] = "Order" } } })),
        Act("Journey.FollowTopic", "follow", ("topic", Literal("train:1")), ("urgency", Literal(3, "Object"))), Act("Journey.UnfollowTopic", "unfollow", ("topic", Literal("train:1"))),
        Act("Journey.SetTrait", "trait", ("trait", Literal("vip")), ("value", Literal(true, "Object"))), Act("Journey.Score", "score", ("score", Literal("mood")), ("value", Literal(5.5, "Double")), ("reason", Cel("'because'"))),
        Tables.Decision(Tables.Table("first", "x:integer", "a b", "< 3 => 'low' | 1", "- => 'high' | vars.x")).Set("id", "decide"),
        SetVariable("set", "x", "vars.x + 1"), Act("Elsa.SetOutput", "out", ("outputName", Literal("total")), ("outputValue", Cel("vars.x"))), Act("Elsa.SetName", "name", ("value", Literal("Order"))),
        Act("Elsa.Correlate", "correlate", ("correlationId", Cel("string(vars.x)"))), Line("hello"), Act("Elsa.PublishEvent", "publish", ("eventName", Literal("done")), ("payload", new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Input", ["value"] = new JsonObject { ["name"] = "note" } } })),
        Act("Elsa.Finish", "finish").Control("manualActivation"), Act("Elsa.Complete", "complete", ("outcomes", Literal(List("a", "b"), "Object"))).Control("manualActivation"), Act("Elsa.Fault", "fault", ("code", Literal("1")), ("message", Literal("no"))).Control("manualActivation"),
        Milestone("reached").Entry("ask.complete", "vars.x > 1 && vars.answer != null").Entry("stop.occur").Set("name", "Reached <it>").Set("description", "What we want"),
        AutoStage("travel", Task("inner"), Act("Journey.Task", "plain").Entry("inner.complete & reached.occur")).Exit("stop.occur", "item.number < 3").Control("repetition", "item.number < 3").Set("variables", List(new JsonObject { ["id"] = "seat", ["name"] = "Seat", ["typeName"] = "Int64", ["value"] = 4 })),
        Task("help").Set("interrupts", List("travel")).Entry("late.occur").Control("required", "vars.x == 1"),
        Act("Elsa.ExecuteWorkflow", "call", ("workflowDefinitionId", Literal("refund")), ("input", Literal(new JsonObject { ["n"] = 1 }, "Object")), ("correlationId", Cel("vars.order")), ("waitForCompletion", Literal(true, "Boolean")), ("result", Kept("answer"))),
        Act("Elsa.DispatchWorkflow", "dispatch", ("workflowDefinitionId", Cel("vars.answer"))),
        Act("Elsa.BulkDispatchWorkflows", "bulk", ("workflowDefinitionId", Literal("refund")), ("items", Literal(List(1, "two"), "Object")), ("defaultItemInputKey", Literal("ticket")), ("correlationIdFunction", Cel("string(vars.CurrentIndex)")),
            ("waitForCompletion", Literal(false, "Boolean")), ("childCompleted", Line("child done")), ("childFaulted", SetVariable("failed", "x", "vars.x + 1"))),
        Act("Journey.CaseTask", "case", ("caseRef", Cel("vars.order.journey")), ("in", List(new JsonObject { ["source"] = Literal(1, "Object"), ["target"] = "one" }))),
    ];

    private static JsonObject Kept(string variable) => new() { ["memoryReference"] = new JsonObject { ["id"] = variable } };

    private static JsonObject Rich(JsonObject[] items) => Journey(Stage("root", items).Exit("stop.occur", "vars.x > 100").Set("description", "All of it"), ("x", 1), ("order", null), ("answer", null), ("result", null))
        .Set("inputs", List(new JsonObject { ["name"] = "note", ["typeName"] = "String" })).Set("outputs", List(new JsonObject { ["name"] = "total", ["typeName"] = "Double", ["isArray"] = true }))
        .Set("customProperties", new JsonObject
        {
            ["journey"] = new JsonObject
            {
                ["key"] = "signal.data.order", ["entryPolicy"] = "onePerKey", ["timeZone"] = "Europe/Berlin",
                ["goal"] = new JsonObject { ["name"] = "Happy", ["parts"] = List(new JsonObject { ["id"] = "p", ["name"] = "Part", ["condition"] = "vars.x > 0" }) },
            },
        });

    [Fact]
    public void A_journey_with_everything_is_the_same_in_both_formats()
    {
        var plan = Written.Plan(Rich(Everything()));
        Assert.Single(plan.Starts);
        var xml = XDocument.Parse(Written.Cmmn(plan));
        Written.Elsa(plan);
        // Other tools see what CMMN has words for.
        Assert.Equal(plan.Nodes.Values.Count(n => plan.Parents.GetValueOrDefault(n.Id) is StageNode), xml.Descendants(Model + "planItem").Count());
        Assert.Equal("task", Definition(xml, "tell").Name.LocalName);
        Assert.Equal(("processTask", "refund"), (Definition(xml, "call").Name.LocalName, Definition(xml, "call").Attribute("processRef")!.Value));
        Assert.Equal("eventListener", Definition(xml, "start").Name.LocalName);
        Assert.Equal("timerEventListener", Definition(xml, "soon").Name.LocalName);
        Assert.Equal("Reached <it>", Definition(xml, "reached").Attribute("name")!.Value);
    }

    private static XElement Definition(XDocument xml, string item)
    {
        var reference = xml.Descendants(Model + "planItem").Single(p => p.Attribute("id")!.Value == item).Attribute("definitionRef")!.Value;
        return xml.Descendants().Single(e => e.Attribute("id")?.Value == reference);
    }

    [Fact]
    public void Every_kind_of_activity_that_may_stand_in_a_stage_is_among_everything()
    {
        var plan = Written.Plan(Rich(Everything()));
        var flows = typeof(PlanNode).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PlanNode))).Except(plan.Nodes.Values.Select(n => n.GetType())).Select(t => t.Name).Order();
        Assert.Equal(["BreakNode", "CompositeNode", "EndNode", "FlowDecisionNode", "FlowForkNode", "FlowJoinNode", "FlowSwitchNode", "FlowchartNode", "ForEachNode", "ForNode", "ForkNode", "IfNode", "ParallelForEachNode", "ParallelNode",
            "SequenceNode", "StartNode", "StateMachineNode", "SwitchNode", "UnknownNode", "WhileNode", "WrapperNode"], flows);
    }

    [Fact]
    public void Each_activity_alone_is_the_same_in_both_formats()
    {
        foreach (var item in Everything().Where(i => i["entryCriteria"] is null && i["exitCriteria"] is null && i["interrupts"] is null))
            Written.Both(Written.Plan(Journey(Stage("root", item.DeepClone()), ("x", 1), ("order", null), ("answer", null), ("result", null)).Set("inputs", List(new JsonObject { ["name"] = "note" })).Set("outputs", List(new JsonObject { ["name"] = "total" }))));
    }

    [Fact]
    public void What_cmmn_has_words_for_is_in_no_extension()
    {
        var xml = Written.Cmmn(Cmmn("""<planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="m"/><humanTask id="t" name="Do ${x}" camunda:candidateGroups="care"/><milestone id="m"/>"""));
        Assert.DoesNotContain("urn:journey-orchestrator:cmmn\">", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("journey:", xml, StringComparison.Ordinal);
        Assert.Contains("name=\"Do ${x}\"", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journey_of_plan_items_alone_is_exported_and_a_shipped_one_with_flows_is_refused_with_each_of_them()
    {
        var folder = Path.Combine(Written.Root(), "workflows", "journeys");
        Written.Both(Written.Plan(File.ReadAllBytes(Path.Combine(Written.Root(), "tests", "Grains.Tests", "Corpus", "people.json"))));
        var refused = Written.Refused(DefinitionWriter.Convert(File.ReadAllBytes(Path.Combine(folder, "rail-trip.json")), DefinitionFormat.Cmmn));
        Assert.All(refused, r => Assert.Equal("J721", r.Code));
        Assert.True(refused.Count > 1 && refused.Distinct().Count() == refused.Count);
    }
}
