using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Process, case and decision tasks of CMMN with their parameters (R57 to R60).</summary>
public sealed class CmmnCallTests
{
    private const string File = """<caseFileModel><caseFileItem id="o" name="order"><children><caseFileItem id="t" name="total"/></children></caseFileItem><caseFileItem id="r" name="refund"/></caseFileModel>""";

    private const string Process = """<process id="pay" externalRef="pay-out"><input id="pi" name="amount"/><output id="po" name="receipt"/></process>""";

    private static string Task(string mappings, string attributes = "") => $"""
        <planItem id="a" definitionRef="task"/><planItem id="b" definitionRef="h"><entryCriterion id="in" sentryRef="s"/></planItem><planItem id="z" definitionRef="h"/><humanTask id="h"/>
        <sentry id="s"><caseFileItemOnPart sourceRef="r"><standardEvent>create</standardEvent></caseFileItemOnPart></sentry>
        <processTask id="task" processRef="pay" {attributes}><input id="ti" bindingRef="t"/><output id="to" bindingRef="r"/>{mappings}</processTask>
        """;

    private const string Mappings = """<parameterMapping sourceRef="ti" targetRef="pi"/><parameterMapping sourceRef="po" targetRef="to"/>""";

    private static ValueMap Order => ValueMap.Empty.With("order", CmmnKit.Json("""{"total":40,"secret":1}"""));

    private static CaseKit Run(string model, string more, ValueMap? variables = null)
    {
        var kit = new CaseKit(CmmnKit.Plan(model, File, more: more)) { Callable = { "pay-out" } };
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null, variables ?? Order));
        return kit;
    }

    [Fact]
    public void A_process_task_runs_the_journey_of_its_process_and_hands_over_what_is_mapped_only()
    {
        var kit = Run(Task(Mappings), Process);
        var called = Assert.Single(kit.Facts.OfType<CaseCalled>());
        Assert.Equal(("pay-out", CmmnKit.Json("""{"amount":40}""")), (called.Journey, called.Values));
        Assert.Equal(ItemState.Active, kit.Of("a"));

        Assert.True(kit.Hand(new Stimulus.CalledCaseEnded(kit.Newest("a")!.Ordinal, ValueMap.Empty.With("receipt", Value.Of("R1")).With("other", Value.Of(2)))).Heard);
        Assert.Equal((ItemState.Completed, ItemState.Active), (kit.Of("a"), kit.Of("b")));
        Assert.Equal("R1", kit.State.Item(1)!.Variables["refund"].AsString());
        Assert.False(kit.State.Item(1)!.Variables.TryGetValue("other", out _));
    }

    [Fact]
    public void A_value_may_be_transformed_on_its_way()
    {
        var kit = Run(Task("""<parameterMapping sourceRef="ti" targetRef="pi"><transformation>${order.total * 2}</transformation></parameterMapping><parameterMapping sourceRef="po" targetRef="to"><transformation>${receipt + '!'}</transformation></parameterMapping>"""), Process);
        Assert.Equal(CmmnKit.Json("""{"amount":80}"""), kit.Facts.OfType<CaseCalled>().Single().Values);
        kit.Hand(new Stimulus.CalledCaseEnded(kit.Newest("a")!.Ordinal, ValueMap.Empty.With("receipt", Value.Of("R1"))));
        Assert.Equal("R1!", kit.State.Item(1)!.Variables["refund"].AsString());
    }

    [Fact]
    public void One_that_does_not_block_is_over_at_once_and_takes_nothing_back()
    {
        var kit = Run(Task(Mappings, """isBlocking="false" """), Process);
        Assert.Equal(ItemState.Completed, kit.Of("a"));
        Assert.False(kit.Hand(new Stimulus.CalledCaseEnded(kit.Newest("a")!.Ordinal, ValueMap.Empty.With("receipt", Value.Of("R1")))).Heard);
        Assert.Equal(ItemState.Available, kit.Of("b"));
    }

    [Fact]
    public void An_item_that_is_not_there_is_handed_over_as_nothing()
    {
        var kit = Run(Task(Mappings), Process, ValueMap.Empty);
        Assert.Equal(CmmnKit.Json("""{"amount":null}"""), kit.Facts.OfType<CaseCalled>().Single().Values);
        Assert.Empty(kit.Facts.OfType<IncidentRaised>());
    }

    [Fact]
    public void Names_may_have_any_characters()
    {
        const string Around = """<caseFileModel><caseFileItem id="o" name="The 'big' order."><children><caseFileItem id="t" name="a.b c"/></children></caseFileItem><caseFileItem id="r" name="Refund paid"/></caseFileModel>""";
        var kit = new CaseKit(CmmnKit.Plan(Task(Mappings), Around, more: """<process id="pay" externalRef="pay-out"><input id="pi" name="the amount"/><output id="po" name="the receipt"/></process>""")) { Callable = { "pay-out" } };
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null, ValueMap.Empty.With("The 'big' order.", CmmnKit.Json("""{"a.b c":40}"""))));
        Assert.Equal(CmmnKit.Json("""{"the amount":40}"""), kit.Facts.OfType<CaseCalled>().Single().Values);
        kit.Hand(new Stimulus.CalledCaseEnded(kit.Newest("a")!.Ordinal, ValueMap.Empty.With("the receipt", Value.Of("R1"))));
        Assert.Equal((ItemState.Active, "R1"), (kit.Of("b"), kit.State.Item(1)!.Variables["Refund paid"].AsString()));
    }

    [Fact]
    public void A_case_keeps_its_parameters_in_the_items_that_they_are_bound_to()
    {
        const string Around = """<caseFileModel><caseFileItem id="o" name="order"/></caseFileModel><input id="in1" name="what" bindingRef="o"/><output id="out1" name="result" bindingRef="o"/>""";
        var kit = CmmnKit.Started("""<planItem id="a" definitionRef="t"/><humanTask id="t"/>""", Around, variables: ValueMap.Empty.With("what", Value.Of(7)));
        Assert.Equal(CmmnKit.Json("""{"order":7}"""), Value.OfMap(kit.State.Item(1)!.Variables));
        Assert.Equal(Value.Of(7), CaseRunResults(kit)["result"]);
        Assert.Equal(CaseFileItemState.Available, kit.State.File!.Of("o"));
    }

    /// <summary>What a caller would be told of the case, were it complete.</summary>
    private static ValueMap CaseRunResults(CaseKit kit)
    {
        var caller = new CaseKit(CmmnKit.Plan("""<planItem id="a" definitionRef="t"/><caseTask id="t" caseRef="c"/>""")) { Callable = { "c" } };
        caller.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        kit.Finish("a");
        var called = CaseState.Create(new CaseStarted(kit.State.Id with { Seq = 2 }, "c", 1, null, Rule.Input) { Caller = new CaseCaller(caller.State.Id, caller.Newest("a")!.Ordinal) }, kit.At);
        foreach (var fact in kit.Facts.OfType<CaseFact>()) called.Apply(fact, kit.At);
        return ((Stimulus.CalledCaseEnded)CaseLinks.Next([caller.State, called], state => state == called ? kit.Journey : caller.Journey)!.Value.Stimulus).Variables!;
    }

    private const string Table = """
        {"inputs":[{"label":"Total","expression":"vars.sum","type":"integer"}],"outputs":[{"name":"percent","type":"integer"}],
         "rules":[{"when":["< 50"],"then":["100"]},{"when":[">= 50"],"then":["50"]}]}
        """;

    private static string Decision(string table = Table) => $"""
        <decision id="d"><input id="di" name="sum"/><output id="do" name="percent"/><extensionElements><j:table xmlns:j="urn:journey-orchestrator:cmmn"><![CDATA[{table}]]></j:table></extensionElements></decision>
        """;

    [Fact]
    public void A_decision_task_asks_the_table_of_its_decision()
    {
        var kit = Run("""
            <planItem id="a" definitionRef="task"/><planItem id="b" definitionRef="h"><entryCriterion id="in" sentryRef="s"/></planItem><planItem id="z" definitionRef="h"/><humanTask id="h"/>
            <sentry id="s"><planItemOnPart sourceRef="a"><standardEvent>complete</standardEvent></planItemOnPart><ifPart><condition>${refund == 100 and all.percent == 100}</condition></ifPart></sentry>
            <decisionTask id="task" decisionRef="d" camunda:resultVariable="all"><input id="ti" bindingRef="t"/><output id="to" bindingRef="r"/>
            <parameterMapping sourceRef="ti" targetRef="di"/><parameterMapping sourceRef="do" targetRef="to"/></decisionTask>
            """, Decision());
        Assert.Equal("unique", Assert.Single(kit.Facts.OfType<DecisionMade>()).HitPolicy);
        Assert.Equal(ItemState.Active, kit.Of("b"));
        Assert.Equal(["r create"], kit.Facts.OfType<CaseFileTransitioned>().Where(f => f.FileItem == "r").Select(f => $"{f.FileItem} {FactNames.Names<CaseFileTransition>.Of(f.Transition)}"));
    }

    [Fact]
    public void Without_mappings_the_table_sees_the_variables_of_the_case()
    {
        var kit = Run("""<planItem id="a" definitionRef="task"/><planItem id="z" definitionRef="h"/><humanTask id="h"/><decisionTask id="task" decisionRef="d" camunda:resultVariable="all"/>""",
            Decision(Table.Replace("vars.sum", "vars.order.total", StringComparison.Ordinal)));
        Assert.Equal(CmmnKit.Json("""{"percent":100}"""), kit.State.Item(1)!.Variables["all"]);
    }
}
