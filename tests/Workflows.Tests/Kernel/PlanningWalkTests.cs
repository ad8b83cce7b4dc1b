using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Random walks, each with its seed: whatever people and data do, what must always hold of planned items and of the case file does. <see cref="CaseKit"/> folds after each step.</summary>
public sealed class PlanningWalkTests
{
    private const string File = """
        <caseFileModel><caseFileItem id="os" name="orders" multiplicity="ZeroOrMore"><children><caseFileItem id="ls" name="lines" multiplicity="ZeroOrMore"/><caseFileItem id="ad" name="address"/></children></caseFileItem>
        <caseFileItem id="p" name="payer"/></caseFileModel>
        """;

    private const string Model = """
        <planItem id="a" definitionRef="t"/><planItem id="s" definitionRef="stage"><itemControl><repetitionRule/></itemControl><entryCriterion id="in" sentryRef="new"/></planItem>
        <planItem id="b" definitionRef="t"><exitCriterion id="out" sentryRef="gone"/></planItem>
        <sentry id="new"><caseFileItemOnPart sourceRef="os"><standardEvent>create</standardEvent></caseFileItemOnPart></sentry>
        <sentry id="gone"><caseFileItemOnPart sourceRef="os"><standardEvent>delete</standardEvent></caseFileItemOnPart><ifPart><condition>${payer == 3}</condition></ifPart></sentry>
        <planningTable><discretionaryItem id="x" definitionRef="t" applicabilityRuleRefs="r"/><applicabilityRule id="r"><condition>${payer == 1}</condition></applicabilityRule></planningTable>
        <stage id="stage"><planItem id="c" definitionRef="task"/><planningTable><discretionaryItem id="y" definitionRef="t"/></planningTable></stage>
        <humanTask id="t"/><humanTask id="task"><planningTable><discretionaryItem id="z" definitionRef="t"/></planningTable></humanTask>
        """;

    [Fact]
    public void The_case_file_counts_what_its_values_hold()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var kit = CmmnKit.Started("""<planItem id="a" definitionRef="t"/><humanTask id="t"/>""", File);
            for (var step = 0; step < 12; step++)
            {
                if (random.Next(3) == 0) kit.Write("payer", random.Next(2) == 0 ? "null" : "1");
                else kit.Set(("orders", Orders(random)));
                var orders = kit.State.Item(1)!.Variables["orders"] is { Kind: ValueKind.List } list ? list.AsList().Select(o => o.AsMap()).ToList() : [];
                int Count(string item) => kit.State.File?.Counts.GetValueOrDefault(item) ?? 0;
                Assert.Equal(
                    (seed, orders.Count, orders.Sum(o => o["lines"] is { Kind: ValueKind.List } lines ? lines.AsList().Length : 0), orders.Count(o => !o["address"].IsNull)),
                    (seed, Count("os"), Count("ls"), Count("ad")));
            }
        }
    }

    private static string Orders(Random random) => random.Next(6) == 0 ? "null" : "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ =>
        $$"""{"total":{{random.Next(2)}},"lines":[{{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(2)))}}]{{(random.Next(2) == 0 ? ",\"address\":\"Ulm\"" : "")}}}""")) + "]";

    [Fact]
    public void What_is_planned_is_planned_once_where_it_may_be()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var kit = CmmnKit.Started(Model, File);
            for (var step = 0; step < 25 && kit.State.Running; step++)
            {
                var plannable = Planning.Of(kit.Journey, kit.State, kit).Select(p => (p.Node.Id, p.Stage)).ToList();
                var node = new[] { "x", "y", "z" }[random.Next(3)];
                switch (random.Next(6))
                {
                    case 0 or 1:
                        Assert.Equal((seed, plannable.Exists(p => p.Id == node)), (seed, kit.Plan(node) is null));
                        break;
                    case 2: kit.Set(("orders", Orders(random)), ("payer", $"{random.Next(4)}")); break;
                    case 3 when kit.State.Items.Where(i => i is { State: ItemState.Active, Task: not null }).ToArray() is { Length: > 0 } open:
                        kit.Hand(new Stimulus.CompleteTask(open[random.Next(open.Length)].Ordinal, "Done", Value.Null, CaseKit.ByPerson));
                        break;
                    case 4 when kit.State.Items.Where(i => i is { State: ItemState.Active, Parent: not 0 }).ToArray() is { Length: > 0 } active:
                        kit.Hand(new Stimulus.ActOnItem(active[random.Next(active.Length)].Ordinal, ItemTransition.Terminate, CaseKit.ByPerson));
                        break;
                    case 5:
                        kit.Hand(new Stimulus.ActOnCase(kit.State.Status == CaseStatus.Active ? CaseTransition.Suspend : CaseTransition.Reactivate, CaseKit.ByPerson));
                        break;
                }
            }
            Assert.All(kit.Facts.OfType<ItemCreated>().Where(f => f.Node is "x" or "y" or "z").GroupBy(f => (f.Node, f.Parent)), made => Assert.Single(made));
            Assert.All(kit.Facts.OfType<ItemCreated>().Where(f => f.Node is "x" or "y" or "z"), made => Assert.Equal("kim", made.Rule.By));
            if (kit.State.Status == CaseStatus.Completed) Assert.DoesNotContain(kit.State.Items, i => i.State is ItemState.Active or ItemState.Suspended);
        }
    }
}
