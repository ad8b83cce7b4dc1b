using System.Text;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Tests.Readers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>What only CMMN plans have: timers that repeat, exits by a criterion, case tasks, choices of the engines (rules of the CMMN notes).</summary>
public sealed class CmmnTests
{
    private static CaseKit Started(string model, PlanDialect dialect = PlanDialect.Cmmn, string attributes = "")
    {
        var read = CmmnReader.Read(Encoding.UTF8.GetBytes(CmmnReaderTests.Document(model, attributes)), dialect);
        Assert.False(read.HasErrors);
        var kit = new CaseKit(read.Plans.Single());
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        return kit;
    }

    private static string Timer(string expression, string trigger = "") =>
        $"""<planItem id="a" definitionRef="t"/><planItem id="x" definitionRef="timer"/><humanTask id="t"/><timerEventListener id="timer"><timerExpression>{expression}</timerExpression>{trigger}</timerEventListener>""";

    private static CaseAnswer Act(CaseKit kit, string node, ItemTransition transition) => kit.Hand(new Stimulus.ActOnItem(kit.Newest(node)!.Ordinal, transition, CaseKit.ByPerson));

    private static void Complete(CaseKit kit, string node) => kit.Hand(new Stimulus.CompleteTask(kit.Newest(node)!.Ordinal, "Done", Value.Null, CaseKit.ByPerson));

    private static int Occurrences(CaseKit kit) => kit.Facts.OfType<ItemTransitioned>().Count(f => f.Transition == ItemTransition.Occur);

    [Theory]
    [InlineData("PT90M", 1)]
    [InlineData("P1D", 1)]
    [InlineData("R3/PT1H", 3)]
    [InlineData("R/P1D", 10)]
    [InlineData("2026-01-07T00:00:00Z", 1)]
    [InlineData("R2/2026-01-06T00:00:00Z/P1D", 2)]
    [InlineData("P1M", 0)]
    public void A_timer_occurs_as_often_as_it_says(string expression, int times)
    {
        var kit = Started(Timer(expression));
        kit.Wait(TimeSpan.FromDays(10) + TimeSpan.FromMinutes(1));
        Assert.Equal(times, Occurrences(kit));
        Assert.Empty(kit.Facts.OfType<IncidentRaised>());
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("R0/PT1H")]
    [InlineData("R3/PT1H/PT1H")]
    [InlineData("PT1H/PT2H")]
    public void What_is_no_time_is_an_incident_on_the_listener(string expression)
    {
        var kit = Started(Timer(expression));
        Assert.Contains("ISO 8601", Assert.Single(kit.Facts.OfType<IncidentRaised>()).Message, StringComparison.Ordinal);
        Assert.Equal(ItemState.Active, kit.Of("a"));
    }

    [Fact]
    public void A_timer_with_a_trigger_begins_with_it()
    {
        var kit = Started(Timer("PT1H", """<planItemStartTrigger sourceRef="a"><standardEvent>complete</standardEvent></planItemStartTrigger>""") + """<planItem id="b" definitionRef="t"/>""");
        kit.Wait(TimeSpan.FromHours(5));
        Assert.Equal(0, Occurrences(kit));
        Complete(kit, "a");
        kit.Wait(TimeSpan.FromHours(1));
        Assert.Equal(1, Occurrences(kit));
    }

    [Fact]
    public void An_on_part_can_ask_by_which_criterion_its_source_ended()
    {
        const string Model = """
            <planItem id="s" definitionRef="stage"><exitCriterion id="x1" sentryRef="on1"/><exitCriterion id="x2" sentryRef="on2"/></planItem>
            <planItem id="l1" definitionRef="l"/><planItem id="l2" definitionRef="l"/><planItem id="b" definitionRef="t"><entryCriterion sentryRef="via"/></planItem>
            <sentry id="on1"><planItemOnPart sourceRef="l1"><standardEvent>occur</standardEvent></planItemOnPart></sentry>
            <sentry id="on2"><planItemOnPart sourceRef="l2"><standardEvent>occur</standardEvent></planItemOnPart></sentry>
            <sentry id="via"><planItemOnPart sourceRef="s" exitCriterionRef="x1"><standardEvent>exit</standardEvent></planItemOnPart></sentry>
            <stage id="stage"><planItem id="a" definitionRef="ta"/><humanTask id="ta"/></stage><userEventListener id="l"/><humanTask id="t"/>
            """;
        var (first, second) = (Started(Model), Started(Model));
        Act(first, "l1", ItemTransition.Occur);
        Act(second, "l2", ItemTransition.Occur);
        Assert.Equal((ItemState.Terminated, ItemState.Active), (first.Of("s"), first.Of("b")));
        Assert.Equal((ItemState.Terminated, ItemState.Available), (second.Of("s"), second.Of("b")));
    }

    [Fact]
    public void A_user_listener_occurs_once_and_by_request_only()
    {
        var kit = Started("""<planItem id="a" definitionRef="t"/><planItem id="l" definitionRef="d"/><humanTask id="t"/><userEventListener id="d"/>""");
        kit.Send("anything");
        Assert.Equal(ItemState.Available, kit.Of("l"));
        Assert.Null(Act(kit, "l", ItemTransition.Occur).Refusal);
        Assert.NotNull(Act(kit, "l", ItemTransition.Occur).Refusal);
    }

    [Fact]
    public void A_disabled_item_stays_so_when_its_stage_is_complete()
    {
        const string Model = """<planItem id="a" definitionRef="t"><itemControl><manualActivationRule/></itemControl></planItem><planItem id="b" definitionRef="t"/><humanTask id="t"/>""";
        var (spec, flowable) = (Started(Model), Started(Model, PlanDialect.Flowable));
        foreach (var kit in new[] { spec, flowable })
        {
            Act(kit, "a", ItemTransition.Disable);
            Complete(kit, "b");
        }
        Assert.Equal((CaseStatus.Completed, ItemState.Disabled), (spec.State.Status, spec.Of("a")));
        Assert.Equal((CaseStatus.Completed, ItemState.Terminated), (flowable.State.Status, flowable.Of("a")));
    }

    [Fact]
    public void A_task_that_does_not_block_is_over_at_once()
    {
        var kit = Started("""<planItem id="a" definitionRef="h"/><planItem id="b" definitionRef="t"/><humanTask id="h" isBlocking="false"/><task id="t" isBlocking="false"/>""");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
        Assert.Empty(kit.Facts.OfType<TaskOffered>());
    }

    [Fact]
    public void Repetitions_are_counted()
    {
        var kit = Started("""<planItem id="a" definitionRef="t"><itemControl><repetitionRule flowable:counterVariable="n"><condition>${n &lt; 3}</condition></repetitionRule></itemControl></planItem><humanTask id="t"/>""");
        for (var i = 0; i < 5 && kit.State.Running; i++) Complete(kit, "a");
        Assert.Equal((CaseStatus.Completed, 3), (kit.State.Status, kit.Facts.OfType<ItemCreated>().Count(f => f.Node == "a")));
    }

    [Fact]
    public void A_journey_that_can_not_be_called_is_an_incident()
    {
        var kit = Started("""<planItem id="a" definitionRef="t"/><caseTask id="t" caseRef="other"/>""");
        Assert.Equal("Nobody may call 'other'.", Assert.Single(kit.Facts.OfType<IncidentRaised>()).Message);
    }
}
