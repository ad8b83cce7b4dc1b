using System.Text;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>Planning tables, case files and calls of CMMN documents; hostile ones are refused with their place.</summary>
public sealed class CmmnPlanTests
{
    private const string File = """<caseFileModel><caseFileItem id="o" name="order" multiplicity="ExactlyOne" definitionRef="d1" targetRefs="p"><children><caseFileItem id="l" name="lines" multiplicity="OneOrMore"/></children></caseFileItem><caseFileItem id="p"/></caseFileModel>""";

    private const string Definition = """<caseFileItemDefinition id="d1" name="Order" definitionType="http://www.omg.org/spec/CMMN/DefinitionType/XSDElement" structureRef="x:order"><property id="p1" name="total" type="xsd:integer"/></caseFileItemDefinition>""";

    private static CmmnReading Read(string model, string around = "", string more = "") =>
        CmmnReader.Read(Encoding.UTF8.GetBytes(CmmnReaderTests.Document(model, "", more, around)), PlanDialect.Cmmn);

    [Fact]
    public void A_case_file_becomes_part_of_the_plan()
    {
        var read = Read("""<planItem id="a" definitionRef="t"><entryCriterion id="c" sentryRef="s"/></planItem><sentry id="s"><caseFileItemOnPart sourceRef="l"><standardEvent>create</standardEvent></caseFileItemOnPart></sentry><task id="t"/>""", File, Definition);
        Assert.Empty(read.Diagnostics);
        var file = read.Plans.Single().CaseFile!;
        var order = file.ById["o"];
        Assert.Equal(("order", Multiplicity.ExactlyOne, "Order", "total", "p"), (order.Path, order.Multiplicity, order.Definition!.Name, order.Definition.Properties.Single().Name, order.References.Single()));
        Assert.Equal(("order.lines", "o", true), (file.ById["l"].Path, file.ById["l"].Parent, file.ById["l"].IsMany));
        Assert.Same(file.ById["l"], file.Find("order.lines"));
        Assert.Equal("a", file.Listeners[new FilePartPlan("l", CaseFileTransition.Create)].Single().Node.Id);
    }

    [Fact]
    public void Planning_tables_become_part_of_the_items_in_them()
    {
        var read = Read("""
            <planItem id="a" definitionRef="t"/>
            <planningTable id="outer" authorizedRoleRefs="r1"><discretionaryItem id="x" definitionRef="t" applicabilityRuleRefs="rule"/>
              <planningTable id="inner" applicabilityRuleRefs="rule"><discretionaryItem id="y" definitionRef="h" authorizedRoleRefs="r1 r2"/></planningTable>
              <applicabilityRule id="rule" contextRef="o"><condition>${order.total &gt; 1}</condition></applicabilityRule></planningTable>
            <task id="t"/><humanTask id="h"><planningTable><discretionaryItem id="z" definitionRef="t"/></planningTable></humanTask>
            """, File + """<caseRoles><role id="r1" name="adviser"/><role id="r2"/></caseRoles>""", Definition);
        Assert.Empty(read.Diagnostics);
        var plan = read.Plans.Single();
        var (x, y, z) = (plan.Nodes["x"].Control.Discretionary!, plan.Nodes["y"].Control.Discretionary!, plan.Nodes["z"].Control.Discretionary!);
        Assert.Null(plan.Nodes["a"].Control.Discretionary);
        Assert.Equal(["outer"], x.Tables.Select(t => t.Id));
        Assert.NotNull(x.Rules.Single().Condition);
        Assert.Equal(["outer", "inner"], y.Tables.Select(t => t.Id));
        Assert.Equal("adviser r2", string.Join(' ', y.Roles));
        Assert.Equal("y", Assert.Single(z.HumanTasks));
    }

    [Theory]
    [InlineData("""<planningTable><discretionaryItem id="x" definitionRef="t" applicabilityRuleRefs="none"/></planningTable><task id="t"/>""", "J730", "x")]
    [InlineData("""<planningTable><discretionaryItem id="x" definitionRef="t" authorizedRoleRefs="nobody"/></planningTable><task id="t"/>""", "J730", "x")]
    [InlineData("""<planningTable><discretionaryItem id="x" definitionRef="none"/></planningTable>""", "J703", "x")]
    [InlineData("""<planningTable><discretionaryItem id="x" definitionRef="m"/></planningTable><milestone id="m"/>""", "J732", "x")]
    [InlineData("""<planningTable><discretionaryItem id="x" definitionRef="t"/><applicabilityRule id="r" contextRef="nothing"><condition>${a}</condition></applicabilityRule><discretionaryItem id="y" definitionRef="t" applicabilityRuleRefs="r"/></planningTable><task id="t"/>""", "J733", "y")]
    [InlineData("""<planningTable><discretionaryItem id="x" definitionRef="t" applicabilityRuleRefs="r"/><applicabilityRule id="r"><condition>${run()}</condition></applicabilityRule></planningTable><task id="t"/>""", "J202", "x")]
    [InlineData("""<planItem id="a" definitionRef="h"/><humanTask id="h"><planningTable><discretionaryItem id="x" definitionRef="h"/></planningTable></humanTask>""", "J731", "model")]
    [InlineData("""<planItem id="a" definitionRef="h"/><humanTask id="h"><planningTable><discretionaryItem definitionRef="g"/></planningTable></humanTask><humanTask id="g"><planningTable><discretionaryItem definitionRef="h"/></planningTable></humanTask>""", "J731", "model")]
    [InlineData("""<planItem id="a" definitionRef="s"/><stage id="s"><planItem definitionRef="s"/></stage>""", "J731", "s.1")]
    [InlineData("""<planItem id="a" definitionRef="s"/><stage id="s"><planningTable><discretionaryItem definitionRef="s"/></planningTable></stage>""", "J731", "s.1")]
    [InlineData("""<planItem id="a" definitionRef="t"><entryCriterion id="c" sentryRef="s"/></planItem><sentry id="s"><caseFileItemOnPart sourceRef="q"><standardEvent>create</standardEvent></caseFileItemOnPart></sentry><task id="t"/>""", "J733", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"><entryCriterion id="c" sentryRef="s"/></planItem><sentry id="s"><caseFileItemOnPart sourceRef="o"><standardEvent>occur</standardEvent></caseFileItemOnPart></sentry><task id="t"/>""", "J734", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"><entryCriterion id="c" sentryRef="s"/></planItem><sentry id="s"><ifPart contextRef="q"><condition>${a}</condition></ifPart></sentry><task id="t"/>""", "J733", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><timerEventListener id="t"><timerExpression>PT1H</timerExpression><caseFileItemStartTrigger sourceRef="q"><standardEvent>create</standardEvent></caseFileItemStartTrigger></timerEventListener>""", "J733", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><caseTask id="t" caseRef="c"><input id="i" bindingRef="q"/><parameterMapping sourceRef="i" targetRef="x"/></caseTask>""", "J733", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><caseTask id="t" caseRef="c"><output id="i" bindingRef="l"/><parameterMapping sourceRef="x" targetRef="i"/></caseTask>""", "J738", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><caseTask id="t" caseRef="c"><parameterMapping sourceRef="x" targetRef="y"/></caseTask>""", "J738", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><decisionTask id="t" decisionRef="nowhere"/>""", "J736", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><decisionTask id="t" decisionRef="empty"/>""", "J736", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><decisionTask id="t" decisionRef="broken"/>""", "J736", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><decisionTask id="t" decisionRef="list"/>""", "J107", "a")]
    [InlineData("""<planItem id="a" definitionRef="t"/><decisionTask id="t" decisionRef="wrong"/>""", "J601", "a")]
    public void What_refers_to_nothing_or_to_itself_is_refused_with_its_item(string model, string code, string node)
    {
        const string Decisions = """
            <decision id="empty" externalRef="rules.dmn"/><decision id="broken"><extensionElements><table xmlns="urn:journey-orchestrator:cmmn">{"inputs":</table></extensionElements></decision>
            <decision id="list"><extensionElements><table xmlns="urn:journey-orchestrator:cmmn">[1]</table></extensionElements></decision><decision id="wrong"><extensionElements><table xmlns="urn:journey-orchestrator:cmmn">{}</table></extensionElements></decision>
            """;
        var diagnostic = Read(model, File, Definition + Decisions).Diagnostics[0];
        Assert.Equal((code, node), (diagnostic.Code, diagnostic.Node));
        Assert.NotEmpty(diagnostic.Fix);
    }

    [Theory]
    [InlineData("""<caseFileItem id="a"/><caseFileItem id="a"/>""", "J735")]
    [InlineData("""<caseFileItem id="a" name="x"/><caseFileItem id="b" name="x"/>""", "J735")]
    [InlineData("""<caseFileItem id="a" name="x"><children><caseFileItem id="a" name="y"/></children></caseFileItem>""", "J735")]
    [InlineData("<caseFileItem/>", "J735")]
    [InlineData("""<caseFileItem id="a" multiplicity="Three"/>""", "J735")]
    [InlineData("""<caseFileItem id="a" multiplicity="3"/>""", "J735")]
    [InlineData("""<caseFileItem id="a" targetRefs="b"/>""", "J733")]
    [InlineData("""<caseFileItem id="a" definitionRef="none"/>""", "J733")]
    public void A_case_file_that_can_not_be_is_refused(string items, string code) =>
        Assert.Equal(code, Read("""<planItem id="a" definitionRef="t"/><task id="t"/>""", $"<caseFileModel>{items}</caseFileModel>").Diagnostics[0].Code);

    [Fact]
    public void Stages_made_of_stages_over_and_over_are_refused_before_they_fill_the_memory()
    {
        var stages = string.Concat(Enumerable.Range(0, 30).Select(i => $"""<stage id="s{i}"><planItem definitionRef="s{i + 1}"/><planItem definitionRef="s{i + 1}"/></stage>"""));
        var read = Read($"""<planItem id="a" definitionRef="s0"/>{stages}<stage id="s30"/>""");
        Assert.Equal("J739", Assert.Single(read.Diagnostics).Code);
    }

    [Fact]
    public void A_document_full_of_tables_rules_and_items_is_read_in_time()
    {
        var items = string.Concat(Enumerable.Range(0, 4_000).Select(i => $"""<discretionaryItem id="d{i}" definitionRef="h{i % 1000}" applicabilityRuleRefs="r{i % 500}"/>"""));
        var rules = string.Concat(Enumerable.Range(0, 500).Select(i => $"""<applicabilityRule id="r{i}"><condition>$[x &gt; {i}]</condition></applicabilityRule>""".Replace('[', '{').Replace(']', '}')));
        var all = string.Join(' ', Enumerable.Range(0, 500).Select(i => $"r{i}"));
        var tasks = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"""<humanTask id="h{i}"><planningTable><discretionaryItem definitionRef="t"/></planningTable></humanTask>"""));
        var files = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"""<caseFileItem id="f{i}" targetRefs="f{(i + 1) % 1000}"/>"""));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var read = Read($"""<planningTable applicabilityRuleRefs="{all}">{items}{rules}</planningTable><task id="t"/>{tasks}""", $"<caseFileModel>{files}</caseFileModel>");
        Assert.Empty(read.Diagnostics);
        Assert.Equal(5_000, read.Plans.Single().Nodes.Values.Count(n => n.Control.Discretionary is not null));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }
}
