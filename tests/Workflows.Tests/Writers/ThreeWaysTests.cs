using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Building;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>A case written in Elsa JSON, in CMMN XML and in C# is one and the same plan.</summary>
public sealed class ThreeWaysTests
{
    private static ReadResult Read(string definition) => DefinitionReader.Read(Encoding.UTF8.GetBytes(definition));

    private static JourneyPlan AreOne(string elsa, string cmmn, JourneyBuilder builder)
    {
        var (one, two, three) = (Read(elsa), Read(cmmn), builder.Build());
        Assert.False(one.HasErrors || two.HasErrors || three.HasErrors);
        Assert.Null(PlanDifference.First(one.Plan!, two.Plan!));
        Assert.Null(PlanDifference.First(one.Plan!, three.Plan!));
        return Written.Both(one.Plan!);
    }

    [Fact]
    public void A_small_case()
    {
        const string Elsa = """
            {
              "definitionId": "welcome", "name": "Welcome", "customProperties": { "journey": { "inputsAreVariables": true } },
              "options": { "incidentStrategyType": "ContinueWithIncidentsStrategy" },
              "root": { "type": "Journey.Stage", "id": "model", "name": "Welcome", "autoComplete": true, "activities": [
                { "type": "Journey.HumanTask", "id": "call", "name": "Call the customer", "definition": "callTask", "role": "case-worker", "title": "Call the customer", "order": 1 },
                { "type": "Journey.Milestone", "id": "greeted", "definition": "greetedMilestone", "order": 2,
                  "entryCriteria": [{ "id": "afterCall", "onParts": [{ "source": "call", "standardEvent": "complete" }], "ifPart": "vars.points >= 100" }] } ] }
            }
            """;
        const string Cmmn = """
            <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" targetNamespace="http://example.org">
              <case id="welcome" name="Welcome">
                <casePlanModel id="model" name="Welcome" autoComplete="true">
                  <planItem id="call" definitionRef="callTask"/>
                  <planItem id="greeted" definitionRef="greetedMilestone"><entryCriterion id="afterCall" sentryRef="called"/></planItem>
                  <sentry id="called"><planItemOnPart sourceRef="call"><standardEvent>complete</standardEvent></planItemOnPart><ifPart><condition>${points &gt;= 100}</condition></ifPart></sentry>
                  <humanTask id="callTask" name="Call the customer"/>
                  <milestone id="greetedMilestone"/>
                </casePlanModel>
              </case>
            </definitions>
            """;
        var journey = new JourneyBuilder("welcome", "Welcome", "model").WithOpenVariables().ContinuingWithIncidents();
        var plan = journey.Root.Named("Welcome").AutoComplete();
        var call = plan.HumanTask("call", role: "case-worker", title: "Call the customer").Named("Call the customer").DefinedAs("callTask");
        plan.Milestone("greeted").DefinedAs("greetedMilestone").EnterOn(call.Completed, "vars.points >= 100", "afterCall");

        AreOne(Elsa, Cmmn, journey);
    }

    private const string RichElsa = """
        {
          "definitionId": "refund", "name": "Refund", "customProperties": { "journey": { "inputsAreVariables": true, "dialect": "flowable",
            "roles": [{ "id": "finance" }, { "id": "the customer's side" }], "caseFile": [{ "id": "claim", "name": "claim", "multiplicity": "exactlyOne" }] } },
          "options": { "incidentStrategyType": "ContinueWithIncidentsStrategy" },
          "root": { "type": "Journey.Stage", "id": "plan", "name": "Refund", "description": "Money back.", "exitCriteria": [{ "id": "withdrawn", "onParts": [{ "source": "withdraw", "standardEvent": "occur" }] }],
            "planningTables": [{ "id": "goodwill", "roles": ["finance"] }],
            "activities": [
            { "type": "Journey.Stage", "id": "clarify", "name": "Clarify", "definition": "clarifyStage", "autoComplete": true, "order": 1,
              "exitCriteria": [{ "id": "tooLate", "onParts": [{ "source": "late", "standardEvent": "occur" }] }, { "id": "stop", "ends": "active", "forgetful": true, "onParts": [{ "source": "withdraw", "standardEvent": "occur" }], "ifPart": "vars.stopped" }],
              "activities": [
                { "type": "Journey.HumanTask", "id": "check", "name": "Check the claim", "definition": "checkTask", "role": "finance", "order": 1, "description": "Is it ours?",
                  "title": { "typeName": "String", "expression": { "type": "Cel", "value": "'Check the claim of ' + string(vars.amount)" } },
                  "assignee": { "typeName": "String", "expression": { "type": "Cel", "value": "(has(vars.owner) ? vars.owner : null)" } },
                  "itemControl": { "required": true, "repetition": "item.number < 3", "manualActivation": "vars.amount > 1000" } },
                { "type": "Journey.Task", "id": "tax", "name": "Tax", "definition": "taxTask", "isBlocking": false, "resultVariable": "tax", "order": 2,
                  "value": { "typeName": "Object", "expression": { "type": "Cel", "value": "vars.amount * 2" } } } ] },
            { "type": "Journey.TimerEventListener", "id": "late", "name": "Late", "definition": "lateTimer", "timer": "P14D", "order": 2,
              "entryCriteria": [{ "id": "late.start", "onParts": [{ "source": "clarify", "standardEvent": "start" }] }] },
            { "type": "Journey.UserEventListener", "id": "withdraw", "name": "Withdrawn", "definition": "withdrawListener", "order": 3, "rights": { "complete": ["the customer's side"] } },
            { "type": "Journey.CaseTask", "id": "pay", "name": "Pay", "definition": "payTask", "caseRef": "payment", "order": 4,
              "in": [{ "source": { "typeName": "Object", "expression": { "type": "Cel", "value": "(has(vars.amount) ? vars.amount : null)" } }, "target": "sum" }],
              "out": [{ "source": { "typeName": "Object", "expression": { "type": "Cel", "value": "vars.receipt + 1" } }, "target": "receipt" }],
              "entryCriteria": [{ "id": "clear", "onParts": [{ "source": "clarify", "standardEvent": "complete" }], "ifPart": "vars.amount > 0 && !vars.stopped" }] },
            { "type": "Journey.HumanTask", "id": "excuse", "name": "Say sorry", "definition": "excuseTask", "role": "case-worker", "title": "Say sorry", "order": 5,
              "entryCriteria": [{ "id": "wrong", "onParts": [{ "caseFileItem": "claim", "standardEvent": "replace" }] }, { "id": "sorry", "onParts": [{ "source": "clarify", "standardEvent": "exit", "exitCriterionRef": "tooLate" }] }] },
            { "type": "Journey.Milestone", "id": "paid", "name": "Paid", "definition": "paidMilestone", "order": 6, "entryCriteria": [{ "id": "done", "onParts": [{ "source": "pay", "standardEvent": "complete" }] }] },
            { "type": "Journey.HumanTask", "id": "flowers", "name": "Send flowers", "definition": "flowersTask", "role": "finance", "title": "Send flowers", "order": 7,
              "itemControl": { "discretionary": { "table": "goodwill", "applicability": [{ "id": "much", "condition": "vars.amount > 50" }] } } } ] }
        }
        """;

    private const string RichCmmn = """
        <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" xmlns:flowable="http://flowable.org/cmmn" targetNamespace="http://example.org">
          <case id="refund" name="Refund">
            <caseFileModel><caseFileItem id="claim" name="claim" multiplicity="ExactlyOne"/></caseFileModel>
            <casePlanModel id="plan" name="Refund">
              <documentation>Money back.</documentation>
              <planItem id="clarify" definitionRef="clarifyStage"><exitCriterion id="tooLate" sentryRef="onLate"/><exitCriterion id="stop" sentryRef="onStop" flowable:exitType="activeInstances"/></planItem>
              <planItem id="late" definitionRef="lateTimer"/>
              <planItem id="withdraw" definitionRef="withdrawListener"/>
              <planItem id="pay" definitionRef="payTask"><entryCriterion id="clear" sentryRef="onClear"/></planItem>
              <planItem id="excuse" definitionRef="excuseTask"><entryCriterion id="wrong" sentryRef="onWrong"/><entryCriterion id="sorry" sentryRef="onSorry"/></planItem>
              <planItem id="paid" definitionRef="paidMilestone"><entryCriterion id="done" sentryRef="onPaid"/></planItem>
              <sentry id="onLate"><planItemOnPart sourceRef="late"><standardEvent>occur</standardEvent></planItemOnPart></sentry>
              <sentry id="onStop" flowable:triggerMode="onEvent"><planItemOnPart sourceRef="withdraw"><standardEvent>occur</standardEvent></planItemOnPart>
                <ifPart><condition language="https://github.com/google/cel-spec">vars.stopped</condition></ifPart></sentry>
              <sentry id="onClear"><planItemOnPart sourceRef="clarify"><standardEvent>complete</standardEvent></planItemOnPart><ifPart><condition>${amount > 0 &amp;&amp; !stopped}</condition></ifPart></sentry>
              <sentry id="onSorry"><planItemOnPart sourceRef="clarify" exitCriterionRef="tooLate"><standardEvent>exit</standardEvent></planItemOnPart></sentry>
              <sentry id="onWrong"><caseFileItemOnPart sourceRef="claim"><standardEvent>replace</standardEvent></caseFileItemOnPart></sentry>
              <sentry id="onPaid"><planItemOnPart sourceRef="pay"><standardEvent>complete</standardEvent></planItemOnPart></sentry>
              <sentry id="onWithdrawn"><planItemOnPart sourceRef="withdraw"><standardEvent>occur</standardEvent></planItemOnPart></sentry>
              <planningTable id="goodwill" authorizedRoleRefs="r1"><discretionaryItem id="flowers" definitionRef="flowersTask" applicabilityRuleRefs="much"/><applicabilityRule id="much"><condition>${amount > 50}</condition></applicabilityRule></planningTable>
              <stage id="clarifyStage" name="Clarify" autoComplete="true">
                <planItem id="check" name="Check the claim" definitionRef="checkTask"><itemControl>
                  <repetitionRule flowable:counterVariable="n"><condition>${n &lt; 3}</condition></repetitionRule><requiredRule/>
                  <manualActivationRule><condition>${amount > 1000}</condition></manualActivationRule></itemControl></planItem>
                <planItem id="tax" definitionRef="taxTask"/>
                <humanTask id="checkTask" name="Check the claim of ${amount}" flowable:candidateGroups="finance" flowable:assignee="${owner}"><documentation>Is it ours?</documentation></humanTask>
                <task id="taxTask" name="Tax" isBlocking="false" flowable:type="java" flowable:expression="${amount * 2}" flowable:resultVariableName="tax"/>
              </stage>
              <timerEventListener id="lateTimer" name="Late"><timerExpression>P14D</timerExpression><planItemStartTrigger sourceRef="clarify"><standardEvent>start</standardEvent></planItemStartTrigger></timerEventListener>
              <userEventListener id="withdrawListener" name="Withdrawn" authorizedRoleRefs="r2"/>
              <caseTask id="payTask" name="Pay" caseRef="payment"><extensionElements><flowable:in source="amount" target="sum"/><flowable:out sourceExpression="${receipt + 1}" target="receipt"/></extensionElements></caseTask>
              <humanTask id="excuseTask" name="Say sorry"/>
              <milestone id="paidMilestone" name="Paid"/>
              <humanTask id="flowersTask" name="Send flowers" performerRef="r1"/>
              <exitCriterion id="withdrawn" sentryRef="onWithdrawn"/>
            </casePlanModel>
            <caseRoles><role id="r1" name="finance"/><role id="r2" name="the customer's side"/></caseRoles>
          </case>
        </definitions>
        """;

    private static JourneyBuilder RichBuilder()
    {
        var journey = new JourneyBuilder("refund", "Refund").WithOpenVariables().ContinuingWithIncidents().InDialect(PlanDialect.Flowable);
        var (finance, customers, claim) = (journey.Role("finance"), journey.Role("the customer's side"), journey.FileItem("claim", Multiplicity.ExactlyOne));
        var plan = journey.Root.Named("Refund").Described("Money back.");
        var clarify = plan.Stage("clarify").Named("Clarify").DefinedAs("clarifyStage").AutoComplete();
        var late = plan.TimerListener("late", "P14D").Named("Late").DefinedAs("lateTimer").EnterOn(clarify.Started, id: "late.start");
        var withdraw = plan.UserListener("withdraw").Named("Withdrawn").DefinedAs("withdrawListener").Allowing("complete", customers);
        clarify.ExitOn(late.Occurred, id: "tooLate").ExitOn(withdraw.Occurred, "vars.stopped", "stop", ExitScope.Active, forgetful: true);
        clarify.HumanTask("check", finance, Input.Cel("'Check the claim of ' + string(vars.amount)")).Named("Check the claim").Described("Is it ours?").DefinedAs("checkTask")
            .AssignedTo(Input.Cel("(has(vars.owner) ? vars.owner : null)")).Required().Repeated("item.number < 3").ManuallyActivated("vars.amount > 1000");
        clarify.Task("tax").Named("Tax").DefinedAs("taxTask").With("isBlocking", false).With("value", Input.Cel("vars.amount * 2")).With("resultVariable", "tax");
        var pay = plan.CaseTask("pay", "payment").Named("Pay").DefinedAs("payTask").In("sum", Input.Cel("(has(vars.amount) ? vars.amount : null)")).Out("receipt", Input.Cel("vars.receipt + 1"))
            .EnterOn(clarify.Completed, "vars.amount > 0 && !vars.stopped", "clear");
        plan.HumanTask("excuse", "case-worker", "Say sorry").Named("Say sorry").DefinedAs("excuseTask").EnterOn(claim.Replaced, id: "wrong").EnterOn(clarify.ExitedBy("tooLate"), id: "sorry");
        plan.Milestone("paid").Named("Paid").DefinedAs("paidMilestone").EnterOn(pay.Completed, id: "done");
        plan.HumanTask("flowers", finance, "Send flowers").Named("Send flowers").DefinedAs("flowersTask").Discretionary("vars.amount > 50", plan.PlanningTable("goodwill").By(finance), rule: "much");
        plan.ExitOn(withdraw.Occurred, id: "withdrawn");
        return journey;
    }

    [Fact]
    public void A_rich_case()
    {
        var plan = AreOne(RichElsa, RichCmmn, RichBuilder());
        Assert.Equal(10, plan.Nodes.Count);
    }

    [Fact]
    public void A_builder_is_checked_as_every_other_and_can_be_sent_to_a_host()
    {
        var journey = new JourneyBuilder("x", "X");
        journey.Root.HumanTask("a", "care", "Do it").EnterIf("vars.nothing > 1");
        var read = journey.Build();
        Assert.Contains(read.Diagnostics, d => d is { Code: "J109", Node: "a" });
        Assert.Equal("x", JsonNode.Parse(journey.ToJson())!["definitionId"]!.GetValue<string>());
    }

    /// <summary>The example of docs/journey-format.md, word for word.</summary>
    [Fact]
    public void The_example_of_the_documentation_compiles_and_is_the_journey_at_its_beginning()
    {
        var document = File.ReadAllText(Path.Combine(Written.Root(), "docs", "journey-format.md"));
        var source = File.ReadAllText(Path.Combine(Written.Root(), "tests", "Workflows.Tests", "Writers", "ParcelExample.cs"));
        var example = Between(document, "```csharp\n", "```");
        static string Squeezed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
        Assert.Contains(Squeezed(example), Squeezed(source), StringComparison.Ordinal);
        Assert.Null(PlanDifference.First(Read(Between(document, "```json\n", "```")).Plan!, ParcelExample.Parcel().Build().Plan!));
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
