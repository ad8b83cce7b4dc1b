using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>Planning tables: that of a stage, and those of human tasks in it. Tables nest as they do in the plan; rules stand in the table in which they are first named.</summary>
internal sealed class CmmnPlanning(CmmnRoles roles)
{
    private readonly HashSet<string> rules = new(StringComparer.Ordinal);

    /// <summary>The table with these items; null: there are none.</summary>
    /// <param name="items">What each makes discretionary, and its element.</param>
    public XElement? Table(IReadOnlyList<(DiscretionaryPlan Plan, XElement Item)> items)
    {
        if (items.Count == 0) return null;
        // Without id and demands: it means no more than that its items are discretionary.
        var around = new XElement(CmmnXml.Model + "planningTable");
        foreach (var (plan, item) in items)
        {
            var table = plan.Tables.Aggregate(around, Inner);
            Demand(item, plan.Rules, plan.Roles, table);
            table.Add(item);
        }
        foreach (var table in around.DescendantsAndSelf(CmmnXml.Model + "planningTable").ToList()) Sort(table);
        return around.Elements().ToList() is [var only] && only.Name.LocalName == "planningTable" ? only : around;
    }

    private XElement Inner(XElement around, PlanningTablePlan plan)
    {
        if (plan.Id.Length > 0 && around.Elements(CmmnXml.Model + "planningTable").FirstOrDefault(t => t.Text("id") == plan.Id) is { } known) return known;
        var table = new XElement(CmmnXml.Model + "planningTable", plan.Id.Length == 0 ? null : new XAttribute("id", plan.Id));
        Demand(table, plan.Rules, plan.Roles, table);
        around.Add(table);
        return table;
    }

    private void Demand(XElement element, ImmutableArray<ApplicabilityRulePlan> demanded, ImmutableArray<string> authorised, XElement table)
    {
        if (!demanded.IsEmpty) element.Add(new XAttribute("applicabilityRuleRefs", string.Join(' ', demanded.Select(rule => rule.Id))));
        element.Add(roles.Authorised(authorised));
        foreach (var rule in demanded.Where(rule => rules.Add(rule.Id)))
            table.Add(new XElement(CmmnXml.Model + "applicabilityRule", new XAttribute("id", rule.Id), rule.Condition is { } condition ? CmmnConditions.Condition(condition) : null));
    }

    /// <summary>Items and tables, then rules, as the schema has them.</summary>
    private static void Sort(XElement table)
    {
        var sorted = table.Elements().OrderBy(e => e.Name.LocalName == "applicabilityRule").ToList();
        table.ReplaceNodes(sorted);
    }
}
