using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Case file items (R61 to R64): what is written to variables becomes their events.</summary>
public sealed class CaseFileTests
{
    private const string File = """
        <caseFileModel>
          <caseFileItem id="o" name="order" multiplicity="ZeroOrOne" targetRefs="p"><children>
            <caseFileItem id="ls" name="lines" multiplicity="ZeroOrMore"/><caseFileItem id="ad" name="address"/>
          </children></caseFileItem>
          <caseFileItem id="p" name="payer"/>
          <caseFileItem id="fs" name="files" multiplicity="ZeroOrMore"/>
        </caseFileModel>
        """;

    /// <summary>A milestone for each event of an item that is waited for.</summary>
    private static string Waiting(params (string Node, string Item, string Event)[] parts) => """<planItem id="a" definitionRef="t"/><humanTask id="t"/><milestone id="m"/>"""
        + string.Concat(parts.Select(p => $"""<planItem id="{p.Node}" definitionRef="m"><entryCriterion id="{p.Node}.in" sentryRef="{p.Node}.s"/></planItem><sentry id="{p.Node}.s"><caseFileItemOnPart sourceRef="{p.Item}"><standardEvent>{p.Event}</standardEvent></caseFileItemOnPart></sentry>"""));

    private static CaseKit Case(params (string Node, string Item, string Event)[] parts) => CmmnKit.Started(Waiting(parts), File);

    private static string[] Events(CaseKit kit) => [.. kit.Facts.OfType<CaseFileTransitioned>().SelectMany(f => Enumerable.Repeat($"{f.FileItem} {FactNames.Names<CaseFileTransition>.Of(f.Transition)}", f.Count))];

    private static string[] EventsOf(CaseKit kit, Action act)
    {
        var before = Events(kit).Length;
        act();
        return Events(kit)[before..];
    }

    [Theory]
    [InlineData("create", """{"total":1}""")]
    [InlineData("update", """{"total":1}""", """{"total":2}""")]
    [InlineData("update", """{"total":1}""", """{"total":1}""")]
    [InlineData("addChild", """{"total":1}""", """{"total":1,"address":"Ulm"}""")]
    [InlineData("removeChild", """{"total":1,"address":"Ulm"}""", """{"total":1}""")]
    [InlineData("addReference", """{"total":1}""", """{"total":1,"payer":"ada"}""")]
    [InlineData("removeReference", """{"payer":"ada"}""", """{"payer":null}""")]
    [InlineData("delete", """{"total":1}""", "null")]
    public void Each_event_lets_in_who_waits_for_it_and_none_before(string name, params string[] values)
    {
        var kit = Case(("b", "o", name));
        foreach (var value in values[..^1]) kit.Set(("order", value));
        Assert.Equal(ItemState.Available, kit.Of("b"));
        kit.Set(("order", values[^1]));
        Assert.Equal(ItemState.Completed, kit.Of("b"));
    }

    [Fact]
    public void R72_what_is_in_a_case_plan_that_failed_keeps_its_state_when_that_is_tried_again()
    {
        var kit = Case(("b", "fs", "create"));
        kit.Set(("files", $"[{string.Join(',', Enumerable.Range(0, 11_000))}]"));
        Assert.Equal(ItemState.Failed, kit.State.Item(1)!.State);
        var items = kit.State.Items.Count;
        kit.Act(CaseTransition.Suspend);
        Assert.Equal((ItemState.Failed, ItemState.Suspended), (kit.State.Item(1)!.State, kit.Of("a")));
        kit.Act(CaseTransition.Reactivate);
        Assert.Equal((ItemState.Failed, ItemState.Active), (kit.State.Item(1)!.State, kit.Of("a")));
        kit.Hand(new Stimulus.Retry(1, CaseKit.ByPerson));
        Assert.Equal((ItemState.Active, ItemState.Active, items), (kit.State.Item(1)!.State, kit.Of("a"), kit.State.Items.Count));
        Assert.Empty(kit.State.Incidents);
    }

    [Fact]
    public void The_door_replaces_and_a_variable_updates()
    {
        var kit = Case(("b", "o", "replace"), ("c", "o", "update"));
        Assert.Null(kit.Write("order", """{"total":1}"""));
        Assert.Null(kit.Write("o", """{"total":2}"""));
        Assert.Equal((ItemState.Completed, ItemState.Available), (kit.Of("b"), kit.Of("c")));
        Assert.Equal("kim", kit.Facts.OfType<CaseFileTransitioned>().Last().Rule.By);
        kit.Set(("order", """{"total":3}"""));
        Assert.Equal(ItemState.Completed, kit.Of("c"));
    }

    [Fact]
    public void One_write_may_be_several_events_in_a_fixed_order()
    {
        var kit = Case();
        Assert.Equal(["o create", "ls create", "ls create", "o addChild", "o addChild", "o addReference"], EventsOf(kit, () => kit.Set(("order", """{"lines":[1,2],"payer":"ada"}"""))));
        // A child's own event comes before what it is for its parent (R62).
        Assert.Equal(["ad create", "o addChild"], EventsOf(kit, () => kit.Write("order.address", "\"Ulm\"")));
        Assert.Equal(["ad replace"], EventsOf(kit, () => kit.Write("order.address", "\"Ulm\"")));
        Assert.Equal(["ls update", "ls create", "o addChild", "ad delete", "o removeChild", "o removeReference", "o addReference", "o update"], EventsOf(kit, () => kit.Set(("order", """{"lines":[1,3,4],"payer":"bob"}"""))));
        Assert.Equal(["ls delete", "ls delete", "ls delete", "o delete"], EventsOf(kit, () => kit.Set(("order", "null"))));
        Assert.Equal((CaseFileItemState.Discarded, CaseFileItemState.Discarded), (kit.State.File!.Of("o"), kit.State.File.Of("ls")));
        Assert.Empty(EventsOf(kit, () => kit.Set(("order", "null"))));
    }

    [Theory]
    [InlineData("[1,2,3]", "[1,2,3,4]", "fs create")]
    [InlineData("[1,2,3]", "[2,3]", "fs delete")]
    [InlineData("[1,2,3]", "[1,9,3]", "fs update")]
    [InlineData("[1,2,3]", "[0,1,2,3]", "fs create")]
    [InlineData("[1,2,3]", "[1,2,3]", "fs update")]
    [InlineData("[1,1,1]", "[1]", "fs delete", "fs delete")]
    [InlineData("[1]", "[]", "fs delete")]
    [InlineData("[]", "[]")]
    public void Elements_of_a_list_are_items_of_their_own(string before, string after, params string[] events)
    {
        var kit = Case();
        kit.Set(("files", before));
        Assert.Equal(events, EventsOf(kit, () => kit.Set(("files", after))));
        Assert.Equal(CmmnKit.Json(after).AsList().Length, kit.State.File?.Counts.GetValueOrDefault("fs") ?? 0);
    }

    [Fact]
    public void On_parts_on_the_file_are_remembered_with_those_on_plan_items()
    {
        const string Model = """
            <planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="t"><entryCriterion id="in" sentryRef="s"/></planItem><humanTask id="t"/>
            <sentry id="s"><planItemOnPart sourceRef="a"><standardEvent>complete</standardEvent></planItemOnPart><caseFileItemOnPart sourceRef="o"><standardEvent>create</standardEvent></caseFileItemOnPart>
            <ifPart contextRef="o"><condition>${order.total &gt; 10}</condition></ifPart></sentry>
            """;
        var kit = CmmnKit.Started(Model, File);
        kit.Set(("order", """{"total":5}"""));
        kit = kit.Continued();
        kit.Finish("a");
        Assert.Equal(ItemState.Available, kit.Of("b"));
        kit.Set(("order", """{"total":50}"""));
        Assert.Equal(ItemState.Active, kit.Of("b"));
    }

    [Fact]
    public void An_exit_is_acted_on_before_an_entry_and_a_repetition_needs_a_new_event()
    {
        var kit = CmmnKit.Started("""
            <planItem id="a" definitionRef="t"><exitCriterion id="x" sentryRef="s"/></planItem>
            <planItem id="b" definitionRef="t"><itemControl><repetitionRule/></itemControl><entryCriterion id="in" sentryRef="s"/></planItem><planItem id="z" definitionRef="t"/>
            <sentry id="s"><caseFileItemOnPart sourceRef="fs"><standardEvent>create</standardEvent></caseFileItemOnPart></sentry><humanTask id="t"/>
            """, File);
        kit.Set(("files", """["one"]"""));
        Assert.Equal((ItemState.Terminated, 1, 1), (kit.Of("a"), kit.Count("b", ItemState.Active), kit.Count("b", ItemState.Available)));
        kit.Set(("files", """["one","two","three"]"""));
        Assert.Equal((3, 1), (kit.Count("b", ItemState.Active), kit.Count("b", ItemState.Available)));
    }

    [Fact]
    public void Several_values_are_set_before_anything_is_looked_at()
    {
        var kit = CmmnKit.Started("""
            <planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="t"><entryCriterion id="in" sentryRef="s"/></planItem><planItem id="c" definitionRef="t"><entryCriterion id="in2" sentryRef="s2"/></planItem><humanTask id="t"/>
            <sentry id="s"><caseFileItemOnPart sourceRef="o"><standardEvent>create</standardEvent></caseFileItemOnPart><ifPart><condition>${payer == 'ada'}</condition></ifPart></sentry>
            <sentry id="s2"><caseFileItemOnPart sourceRef="o"><standardEvent>create</standardEvent></caseFileItemOnPart><ifPart><condition>${empty1 and payer != 'ada'}</condition></ifPart></sentry>
            """, File);
        kit.Set(("order", "{}"), ("payer", "\"ada\""));
        Assert.Equal((ItemState.Active, ItemState.Available), (kit.Of("b"), kit.Of("c")));
    }

    [Fact]
    public void What_a_case_is_started_with_is_heard_by_the_items_of_its_plan()
    {
        var kit = CmmnKit.Started(Waiting(("b", "o", "create"), ("c", "p", "create")), File, variables: ValueMap.Empty.With("order", CmmnKit.Json("""{"total":1}""")));
        Assert.Equal((ItemState.Completed, ItemState.Available), (kit.Of("b"), kit.Of("c")));
        var created = kit.Facts.ToList().FindIndex(f => f is CaseFileTransitioned);
        var started = kit.Facts.ToList().FindIndex(f => f is ItemTransitioned { Item: 1, Transition: ItemTransition.Start });
        Assert.True(created < started);
    }

    [Fact]
    public void While_it_is_suspended_an_item_hears_and_enters_when_it_goes_on()
    {
        var kit = Case(("b", "o", "create"));
        kit.Act(CaseTransition.Suspend);
        Assert.Null(kit.Write("order", "{}"));
        Assert.Equal(ItemState.Suspended, kit.Of("b"));
        kit.Act(CaseTransition.Reactivate);
        Assert.Equal(ItemState.Completed, kit.Of("b"));
    }

    [Fact]
    public void A_timer_can_begin_with_an_event_of_the_file()
    {
        var kit = CmmnKit.Started("""
            <planItem id="a" definitionRef="t"/><planItem id="x" definitionRef="timer"/><humanTask id="t"/>
            <timerEventListener id="timer"><timerExpression>PT1H</timerExpression><caseFileItemStartTrigger sourceRef="o"><standardEvent>update</standardEvent></caseFileItemStartTrigger></timerEventListener>
            """, File);
        kit.Set(("order", "{}"));
        kit.Wait(TimeSpan.FromHours(3));
        Assert.Equal(ItemState.Available, kit.Of("x"));
        kit.Set(("order", "{}"));
        kit.Wait(TimeSpan.FromHours(1));
        Assert.Equal(ItemState.Completed, kit.Of("x"));
    }

    [Fact]
    public void What_a_person_hands_in_goes_where_the_task_binds_it()
    {
        var kit = CmmnKit.Started("""
            <planItem id="a" definitionRef="ask"/><planItem id="b" definitionRef="t"><entryCriterion id="in" sentryRef="s"/></planItem><humanTask id="t"/>
            <humanTask id="ask"><output id="out" name="address" bindingRef="p"/></humanTask>
            <sentry id="s"><caseFileItemOnPart sourceRef="p"><standardEvent>create</standardEvent></caseFileItemOnPart></sentry>
            """, File);
        kit.Finish("a", """{"address":"Ulm","other":1}""");
        Assert.Equal(ItemState.Active, kit.Of("b"));
        Assert.Equal("Ulm", kit.State.Item(1)!.Variables["payer"].AsString());
        Assert.False(kit.State.Item(1)!.Variables.TryGetValue("other", out _));
    }

    [Theory]
    [InlineData("nothing", "1", "There is no case file item")]
    [InlineData("order", "null", "could be discarded")]
    [InlineData("files", "1", "is a list of items")]
    [InlineData("order.address", "1", "is not there yet")]
    public void What_can_not_be_written_is_refused_and_changes_nothing(string item, string json, string why)
    {
        var kit = Case();
        kit.Refused(new Stimulus.WriteFile(item, CmmnKit.Json(json), CaseKit.ByPerson));
        Assert.Contains(why, kit.Write(item, json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_very_many_elements_is_few_facts_and_costs_only_whoever_listens()
    {
        var many = "[" + string.Join(',', Enumerable.Range(0, 50_000)) + "]";
        var deaf = Case();
        deaf.Set(("files", many));
        Assert.Equal((50_000, 1), (deaf.State.File!.Counts["fs"], deaf.Facts.OfType<CaseFileTransitioned>().Count()));
        Assert.Empty(deaf.Facts.OfType<IncidentRaised>());
        deaf.Set(("order", $$"""{"lines":{{many}}}"""));
        Assert.Equal(["o 1", "ls 50000", "o 50000"], deaf.Facts.OfType<CaseFileTransitioned>().Skip(1).Select(f => $"{f.FileItem} {f.Count}"));

        var hearing = CmmnKit.Started("""
            <planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="t"><itemControl><repetitionRule/></itemControl><entryCriterion id="in" sentryRef="s"/></planItem>
            <sentry id="s"><caseFileItemOnPart sourceRef="fs"><standardEvent>create</standardEvent></caseFileItemOnPart></sentry><humanTask id="t"/>
            """, File);
        hearing.Set(("files", many));
        Assert.Contains("steps for one input", Assert.Single(hearing.Facts.OfType<IncidentRaised>()).Message, StringComparison.Ordinal);
        Assert.Equal((ItemState.Active, ItemState.Active), (hearing.Of("a"), hearing.State.Item(1)!.State));
    }

    [Fact]
    public void Writes_that_answer_each_other_without_end_are_stopped()
    {
        var kit = CmmnKit.Started("""
            <planItem id="a" definitionRef="t"/><humanTask id="t"/><planItem id="b" definitionRef="w"><itemControl><repetitionRule/></itemControl><entryCriterion id="in" sentryRef="s"/></planItem>
            <task id="w" isBlocking="false" flowable:type="java" flowable:expression="${1}" flowable:resultVariableName="payer"/>
            <sentry id="s"><caseFileItemOnPart sourceRef="p"><standardEvent>update</standardEvent></caseFileItemOnPart></sentry>
            """, File);
        kit.Set(("payer", "0"));
        kit.Set(("payer", "0"));
        Assert.Contains("steps for one input", Assert.Single(kit.Facts.OfType<IncidentRaised>()).Message, StringComparison.Ordinal);
        Assert.Equal(ItemState.Active, kit.Of("a"));
    }
}
