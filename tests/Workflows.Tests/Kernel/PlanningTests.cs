using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Discretionary items (R37 to R45, R71).</summary>
public sealed class PlanningTests
{
    private const string Definitions = """<humanTask id="t"/><humanTask id="more"/>""";

    private static string Table(string items, string attributes = "") => $"""<planItem id="a" definitionRef="t"/><planningTable id="table" {attributes}>{items}</planningTable>{Definitions}""";

    private static readonly string One = Table("""<discretionaryItem id="extra" name="One more" definitionRef="more"/>""");

    private static string[] Plannable(CaseKit kit) => [.. Planning.Of(kit.Journey, kit.State, kit).Select(p => p.Node.Id)];

    [Fact]
    public void It_does_not_come_with_its_stage_but_when_it_is_planned_and_names_who_did_it()
    {
        var kit = CmmnKit.Started(One);
        Assert.Null(kit.Of("extra"));
        Assert.Equal(["extra"], Plannable(kit));

        Assert.Null(kit.Plan("extra"));
        Assert.Equal((ItemState.Active, 1), (kit.Of("extra"), kit.Newest("extra")!.Parent));
        Assert.Equal("kim", kit.Facts.OfType<ItemCreated>().Last().Rule.By);
        Assert.NotNull(kit.Newest("extra")!.Task);
        Assert.Empty(Plannable(kit));
    }

    [Fact]
    public void One_that_is_not_planned_keeps_a_stage_open_that_does_not_complete_by_itself()
    {
        var kit = CmmnKit.Started(One);
        kit.Finish("a");
        Assert.Equal(CaseStatus.Active, kit.State.Status);
        Assert.Null(kit.Plan("extra"));
        kit.Finish("extra");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void It_never_keeps_one_open_that_completes_by_itself_or_by_hand()
    {
        var auto = CmmnKit.Started(One, attributes: """autoComplete="true" """);
        auto.Finish("a");
        Assert.Equal(CaseStatus.Completed, auto.State.Status);

        var byHand = CmmnKit.Started(One);
        byHand.Finish("a");
        byHand.Act(CaseTransition.Complete);
        Assert.Equal(CaseStatus.Completed, byHand.State.Status);
    }

    [Fact]
    public void Once_planned_it_is_an_item_as_any()
    {
        var kit = CmmnKit.Started(Table("""
            <discretionaryItem id="extra" definitionRef="more"><itemControl><requiredRule/><manualActivationRule/></itemControl><entryCriterion id="in" sentryRef="done"/><exitCriterion id="out" sentryRef="stop"/></discretionaryItem>
            """) + """
            <planItem id="l" definitionRef="stopDef"/><userEventListener id="stopDef"/>
            <sentry id="done"><planItemOnPart sourceRef="a"><standardEvent>complete</standardEvent></planItemOnPart></sentry>
            <sentry id="stop"><planItemOnPart sourceRef="l"><standardEvent>occur</standardEvent></planItemOnPart></sentry>
            """, attributes: """autoComplete="true" """);
        Assert.Null(kit.Plan("extra"));
        Assert.Equal(ItemState.Available, kit.Of("extra"));
        kit.Finish("a");
        Assert.Equal((ItemState.Enabled, CaseStatus.Active), (kit.Of("extra"), kit.State.Status)); // required (R37)
        kit.Act("l", ItemTransition.Occur);
        Assert.Equal((ItemState.Terminated, CaseStatus.Completed), (kit.Of("extra"), kit.State.Status));
    }

    [Fact]
    public void It_does_not_hear_what_was_before_it_was_planned()
    {
        var kit = CmmnKit.Started(Table("""<discretionaryItem id="extra" definitionRef="more"><entryCriterion id="in" sentryRef="done"/></discretionaryItem>""")
            + """<planItem id="b" definitionRef="t"/><sentry id="done"><planItemOnPart sourceRef="a"><standardEvent>complete</standardEvent></planItemOnPart></sentry>""");
        kit.Finish("a");
        Assert.Null(kit.Plan("extra"));
        Assert.Equal(ItemState.Available, kit.Of("extra"));
    }

    [Fact]
    public void It_is_planned_once_or_again_as_its_repetition_rule_says()
    {
        var once = CmmnKit.Started(One);
        Assert.Null(once.Plan("extra"));
        Assert.Contains("planned before", once.Plan("extra"), StringComparison.Ordinal);
        once.Finish("extra");
        Assert.NotNull(once.Plan("extra"));

        var again = CmmnKit.Started(Table("""<discretionaryItem id="extra" definitionRef="more"><itemControl><repetitionRule><condition>${again}</condition></repetitionRule></itemControl></discretionaryItem>"""));
        Assert.Null(again.Plan("extra"));
        again.Finish("extra");
        Assert.NotNull(again.Plan("extra"));
        again.Set(("again", "true"));
        Assert.Null(again.Plan("extra"));
        Assert.Equal(2, again.Facts.OfType<ItemCreated>().Count(f => f.Node == "extra"));
    }

    private static readonly string Ruled = Table("""
        <discretionaryItem id="extra" definitionRef="more" applicabilityRuleRefs="late vip"/>
        <applicabilityRule id="late"><condition>${minutes &gt;= 60}</condition></applicabilityRule><applicabilityRule id="vip"><condition>${vip}</condition></applicabilityRule>
        """);

    [Fact]
    public void All_its_applicability_rules_must_hold()
    {
        var kit = CmmnKit.Started(Ruled);
        Assert.Contains("'late' does not hold", kit.Plan("extra"), StringComparison.Ordinal);
        kit.Set(("minutes", "60"));
        Assert.Contains("'vip' does not hold", kit.Plan("extra"), StringComparison.Ordinal);
        Assert.Empty(Plannable(kit));
        kit.Set(("vip", "true"));
        Assert.Equal(["extra"], Plannable(kit));
        Assert.Null(kit.Plan("extra"));
    }

    [Fact]
    public void One_that_is_not_applicable_keeps_nothing_open_also_once_it_no_longer_is()
    {
        var never = CmmnKit.Started(Ruled);
        never.Finish("a");
        Assert.Equal(CaseStatus.Completed, never.State.Status);

        var nolonger = CmmnKit.Started(Ruled);
        nolonger.Set(("minutes", "90"), ("vip", "true"));
        nolonger.Finish("a");
        Assert.Equal(CaseStatus.Active, nolonger.State.Status);
        nolonger.Set(("minutes", "5"));
        Assert.Equal(CaseStatus.Completed, nolonger.State.Status);
    }

    [Fact]
    public void A_table_around_it_counts_with_its_rules_and_roles()
    {
        const string Roles = """<caseRoles><role id="r1" name="adviser"/><role id="r2" name="lead"/></caseRoles>""";
        var kit = CmmnKit.Started(Table("""
            <planningTable id="inner" authorizedRoleRefs="r2"><discretionaryItem id="extra" definitionRef="more"/></planningTable>
            <discretionaryItem id="other" definitionRef="more"/>
            <applicabilityRule id="open"><condition>${open}</condition></applicabilityRule>
            """, """applicabilityRuleRefs="open" authorizedRoleRefs="r1" """), Roles);
        Assert.NotNull(kit.Plan("extra", "adviser", "lead"));
        kit.Set(("open", "true"));
        Assert.Equal("Only lead may plan it.", kit.Plan("extra", "adviser"));
        Assert.Equal("Only lead may plan it.", kit.Plan("extra", "lead")); // the outer table asks for an adviser as well
        Assert.Equal("Only adviser may plan it.", kit.Plan("other"));
        Assert.Null(kit.Plan("other", "adviser"));
        Assert.Null(kit.Plan("extra", "adviser", "lead"));
    }

    [Fact]
    public void A_human_task_offers_its_table_while_it_is_open_and_what_is_planned_goes_into_the_stage()
    {
        var kit = CmmnKit.Started("""
            <planItem id="s" definitionRef="stage"/><planItem id="z" definitionRef="plain"/><task id="plain"/>
            <stage id="stage"><planItem id="a" definitionRef="t"><itemControl><manualActivationRule/></itemControl></planItem><planItem id="b" definitionRef="more"/>
            <humanTask id="t"><planningTable><discretionaryItem id="extra" definitionRef="more"/></planningTable></humanTask></stage><humanTask id="more"/>
            """);
        Assert.Equal((ItemState.Enabled, "extra"), (kit.Of("a"), Assert.Single(Plannable(kit))));
        Assert.Null(kit.Plan("extra"));
        Assert.Equal(kit.Newest("s")!.Ordinal, kit.Newest("extra")!.Parent);

        var disabled = CmmnKit.Started("""
            <planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="more"/><humanTask id="more"/>
            <humanTask id="t"><planningTable><discretionaryItem id="extra" definitionRef="more"/></planningTable></humanTask>
            """);
        disabled.Finish("a");
        Assert.Contains("while the task 'a' is open", disabled.Plan("extra"), StringComparison.Ordinal);
        disabled.Finish("b");
        Assert.Equal(CaseStatus.Completed, disabled.State.Status); // nothing can be planned any more
    }

    [Fact]
    public void It_is_planned_only_while_case_and_stage_are_active_and_goes_with_them()
    {
        var kit = CmmnKit.Started("""
            <planItem id="a" definitionRef="t"/>
            <planItem id="s" definitionRef="stage"><itemControl><manualActivationRule/></itemControl></planItem>
            <stage id="stage"><planItem id="b" definitionRef="t"/><planningTable><discretionaryItem id="extra" definitionRef="t"/></planningTable></stage><humanTask id="t"/>
            """);
        Assert.Contains("is enabled", kit.Plan("extra"), StringComparison.Ordinal);
        kit.Act("s", ItemTransition.ManualStart);
        kit.Act(CaseTransition.Suspend);
        Assert.Contains("case is suspended", kit.Plan("extra"), StringComparison.Ordinal);
        kit.Act(CaseTransition.Reactivate);
        Assert.Null(kit.Plan("extra"));
        kit.Act("s", ItemTransition.Terminate);
        Assert.Equal(ItemState.Terminated, kit.Of("extra"));
        Assert.Contains("is terminated", kit.Plan("extra"), StringComparison.Ordinal);
        kit.Refused(new Stimulus.Plan("nothing", [], CaseKit.ByPerson));
        kit.Refused(new Stimulus.Plan("a", [], CaseKit.ByPerson));
    }

    [Fact]
    public void A_case_that_was_reopened_goes_on_with_what_is_planned()
    {
        var kit = CmmnKit.Started(Ruled);
        kit.Finish("a");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
        kit.Act(CaseTransition.Reactivate);
        kit.Set(("minutes", "60"), ("vip", "true"));
        Assert.Equal(CaseStatus.Active, kit.State.Status); // nothing completes it before a child changes (R71)
        Assert.Null(kit.Plan("extra"));
        kit.Finish("extra");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void A_discretionary_stage_comes_with_all_that_is_in_it()
    {
        var kit = CmmnKit.Started("""
            <planItem id="a" definitionRef="t"/><planningTable><discretionaryItem id="s" definitionRef="stage"/></planningTable>
            <stage id="stage" autoComplete="true"><planItem id="b" definitionRef="t"/><planItem id="m" definitionRef="mile"><entryCriterion id="c" sentryRef="on"/></planItem>
            <sentry id="on"><planItemOnPart sourceRef="b"><standardEvent>complete</standardEvent></planItemOnPart></sentry><milestone id="mile"/></stage><humanTask id="t"/>
            """);
        Assert.Null(kit.Plan("s"));
        kit.Finish("b");
        Assert.Equal((ItemState.Completed, ItemState.Completed), (kit.Of("m"), kit.Of("s")));
    }
}
