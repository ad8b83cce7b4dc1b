using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>What came from CMMN, in Elsa JSON: tasks, case tasks, listeners, criteria of the dialects.</summary>
public sealed class CaseActivityTests
{
    private static JsonObject Open(params JsonNode[] items) =>
        Journey(Stage("root", items)).Set("customProperties", new JsonObject { ["journey"] = new JsonObject { ["inputsAreVariables"] = true, ["dialect"] = "flowable" } });

    private static ReadResult Read(JsonObject journey) => ElsaReader.Read(Encoding.UTF8.GetBytes(journey.ToJsonString()));

    private static JourneyPlan Plan(params JsonNode[] items)
    {
        var read = Read(Open(items));
        Assert.Equal(["J501"], read.Diagnostics.Select(d => d.Code));
        return read.Plan!;
    }

    [Fact]
    public void Tasks_and_listeners_of_cmmn_are_read_with_all_that_they_have()
    {
        var plan = Plan(
            Act("Journey.Task", "pack", ("definition", "packing"), ("description", " By hand. ")),
            Act("Journey.Task", "sum", ("isBlocking", false), ("value", Cel("vars.a + vars.b")), ("resultVariable", "total"), ("transient", true)),
            Act("Journey.CaseTask", "pay", ("caseRef", Literal("payment")), ("isBlocking", false), ("businessKey", Cel("vars.order")),
                ("in", List(new JsonObject { ["source"] = Cel("vars.total"), ["target"] = "amount" }, new JsonObject { ["variables"] = "all", ["local"] = true })),
                ("out", List(new JsonObject { ["source"] = Cel("vars.receipt"), ["target"] = "receipt" }))),
            Act("Journey.UserEventListener", "stop"), Act("Journey.EventListener", "heard"), Act("Journey.TimerEventListener", "late", ("timer", Literal("R3/PT1H"))),
            Task("ask").Set("assignee", Literal("kim")).Set("isBlocking", false));

        Assert.Equal((true, true, PlanDialect.Flowable), (plan.InputsAreVariables, plan.Nodes["pack"] is PlainTaskNode { Blocking: true, Value: null, Definition: "packing", Description: "By hand." }, plan.Dialect));
        Assert.True(plan.Nodes["sum"] is PlainTaskNode { Blocking: false, Value: PlanInput.Expression, Result: "total", Transient: true });
        var pay = Assert.IsType<CaseTaskNode>(plan.Nodes["pay"]);
        Assert.Equal(("amount", true, true, "receipt"), (pay.Inputs[0].Target, pay.Inputs[1].Source is null, pay.Inputs[1].Local, Assert.Single(pay.Results).Target));
        Assert.True(pay is { Blocking: false, Key: PlanInput.Expression });
        Assert.True(plan.Nodes["stop"] is UserListenerNode && plan.Nodes["heard"] is UserListenerNode && plan.Nodes["late"] is TimerListenerNode);
        Assert.True(plan.Nodes["ask"] is HumanTaskNode { Blocking: false, Assignee: PlanInput.Literal });
    }

    [Fact]
    public void Criteria_of_the_dialects_are_read()
    {
        var plan = Plan(
            Act("Journey.UserEventListener", "stop"),
            Task("a").Set("exitCriteria", List(new JsonObject { ["id"] = "end", ["ends"] = "activeAndEnabled", ["forgetful"] = true, ["onParts"] = List(new JsonObject { ["source"] = "stop", ["standardEvent"] = "occur" }) })),
            Task("b").Set("entryCriteria", List(new JsonObject { ["onParts"] = List(new JsonObject { ["source"] = "a", ["standardEvent"] = "exit", ["exitCriterionRef"] = "end" }) })));
        var end = Assert.Single(plan.Nodes["a"].Control.Exit);
        Assert.Equal((ExitScope.ActiveAndEnabled, true, "end"), (end.Ends, end.Forgetful, plan.Nodes["b"].Control.Entry[0].OnParts[0].Via));
    }

    [Fact]
    public void They_run_as_those_of_cmmn()
    {
        var kit = new CaseKit(Plan(
            Act("Journey.UserEventListener", "go"), Act("Journey.TimerEventListener", "late", ("timer", Literal("PT1H"))),
            Act("Journey.Task", "pack").Entry("go.occur"), Task("call").Entry("late.occur")));
        kit.Hand(new Stimulus.Start(null, Values.ValueMap.Empty, null));
        kit.Act("go", ItemTransition.Occur);
        kit.Wait(TimeSpan.FromHours(2));
        Assert.Equal((ItemState.Active, ItemState.Active, ItemState.Completed), (kit.Of("pack"), kit.Of("call"), kit.Of("late")));
    }

    public static TheoryData<string, string, JsonObject> Wrong() => new()
    {
        { "J720", "t", Act("Journey.Task", "t", ("value", Cel("1"))) },
        { "J720", "t", Act("Journey.Task", "t", ("isBlocking", false), ("resultVariable", "x")) },
        { "J727", "c", Act("Journey.CaseTask", "c", ("caseRef", Literal("x")), ("in", List(new JsonObject { ["target"] = "a" }))) },
        { "J727", "c", Act("Journey.CaseTask", "c", ("caseRef", Literal("x")), ("out", List(new JsonObject { ["source"] = Cel("1"), ["variables"] = "all" }))) },
        { "J727", "c", Act("Journey.CaseTask", "c", ("caseRef", Literal("x")), ("in", List(new JsonObject { ["variables"] = "some" }))) },
        { "J728", "l", Act("Journey.TimerEventListener", "l", ("timer", Literal("tomorrow"))) },
        { "J107", "l", Act("Journey.TimerEventListener", "l") },
        { "J107", "c", Act("Journey.CaseTask", "c") },
        { "J108", "t", Act("Journey.Task", "t", ("isBlocking", "no")) },
        { "J114", "c", Act("Journey.CaseTask", "c", ("caseRef", Literal("x")), ("in", List(new JsonObject { ["source"] = Cel("1"), ["target"] = "a", ["scope"] = "local" }))) },
        { "J117", "l", Act("Journey.UserEventListener", "l", ("timer", Literal("P1D"))) },
        { "J404", "l", Act("Journey.UserEventListener", "l").Exit(null, "vars.x") },
        { "J402", "t", Task("t").Entry("stop.complete") },
        { "J401", "t", Task("t").Set("entryCriteria", List(new JsonObject { ["onParts"] = List(new JsonObject { ["source"] = "other", ["standardEvent"] = "exit", ["exitCriterionRef"] = "none" }) })) },
        { "J407", "t", Act("Journey.Task", "t", ("isBlocking", false)).Control("repetition") },
        { "J114", "t", Task("t").Set("entryCriteria", List(new JsonObject { ["ifPart"] = "true", ["ends"] = "active" })) },
        { "J108", "t", Task("t").Set("exitCriteria", List(new JsonObject { ["ifPart"] = "true", ["ends"] = "none" })) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_with_the_activity(string code, string node, JsonObject activity)
    {
        var read = Read(Open(Act("Journey.UserEventListener", "stop"), Task("other"), activity));
        Assert.Equal([(code, node)], read.Diagnostics.Where(d => d.Code != "J501").Select(d => (d.Code, d.Node)));
    }

    [Fact]
    public void A_dialect_that_does_not_exist_is_told_and_undeclared_variables_are_only_open_where_it_is_said()
    {
        Assert.Contains(Read(Journey(Stage("root")).Set("customProperties", new JsonObject { ["journey"] = new JsonObject { ["dialect"] = "bpmn" } })).Diagnostics, d => d.Code == "J108");
        var closed = Journey(Stage("root", Act("Journey.Task", "t", ("isBlocking", false), ("value", Cel("vars.x")))));
        Assert.Contains(Read(closed).Diagnostics, d => d.Code == "J109");
        Assert.DoesNotContain(Read(Open(closed["root"]!["activities"]![0]!.DeepClone())).Diagnostics, d => d.Code == "J109");
    }
}
