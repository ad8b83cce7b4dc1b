using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>
/// The planning tables of one stage and of the human tasks in it (CMMN 1.1, 5.4.9): which items may be planned there, under which rules, by whom. Tables nest.
/// A human task can't be planned by way of its own planning table, nor can several in a ring.
/// </summary>
internal sealed class CmmnPlanningTables(XElement caseElement, CmmnRoles roles, CmmnCaseFile file, CmmnExpressions expressions, Diagnostics diagnostics)
{
    private readonly ILookup<string, XElement> rules = caseElement.Descendants().Where(e => CmmnXml.IsModel(e, "applicabilityRule") && e.Text("id") is not null).ToLookup(e => e.Text("id")!, StringComparer.Ordinal);

    // Many items may stand in one table, and name one rule: each is read, and its errors told, once.
    private readonly Dictionary<XElement, PlanningTablePlan> tables = [];
    private readonly Dictionary<string, ApplicabilityRulePlan> known = new(StringComparer.Ordinal);

    /// <summary>The discretionary items in a table, and in tables in it.</summary>
    public static IEnumerable<XElement> ItemsOf(XElement table) => table.Descendants().Where(e => CmmnXml.IsModel(e, "discretionaryItem"));

    /// <summary>What makes the item discretionary; the human tasks are added by whoever knows them.</summary>
    /// <param name="node">Id of the node that the item becomes.</param>
    public DiscretionaryPlan Read(XElement item, string node) => new(Rules(item, node), roles.Authorised(item, node))
    {
        Tables = [.. item.Ancestors().TakeWhile(e => CmmnXml.IsModel(e, "planningTable")).Reverse().Select(table => Table(table, node)).Where(IsSomething)],
    };

    private PlanningTablePlan Table(XElement table, string node) =>
        tables.TryGetValue(table, out var read) ? read : tables[table] = new PlanningTablePlan(table.Text("id") ?? "", Rules(table, node), roles.Authorised(table, node));

    /// <summary>A table without id that demands nothing means nothing.</summary>
    private static bool IsSomething(PlanningTablePlan table) => table.Id.Length > 0 || !table.Rules.IsEmpty || !table.Roles.IsEmpty;

    private ImmutableArray<ApplicabilityRulePlan> Rules(XElement item, string node)
    {
        var found = ImmutableArray.CreateBuilder<ApplicabilityRulePlan>();
        foreach (var reference in item.Refs("applicabilityRuleRefs").Distinct(StringComparer.Ordinal))
        {
            if (known.TryGetValue(reference, out var read))
            {
                found.Add(read);
                continue;
            }
            if (rules[reference].FirstOrDefault() is not { } rule)
            {
                diagnostics.Error("J730", node, $"The applicability rule '{reference}' does not exist.", diagnostics.Suggest(reference, rules.Select(r => r.Key), "Add an 'applicabilityRule' to the planning table."));
                continue;
            }
            if (rule.Text("contextRef") is { } context) file.Find(context, node, $"The applicability rule '{reference}'");
            found.Add(known[reference] = new ApplicabilityRulePlan(reference, rule.Child("condition") is { } condition ? expressions.Condition(condition, node, $"applicability rule '{reference}'") : null));
        }
        return found.ToImmutable();
    }

    /// <summary>Human tasks whose tables lead back to themselves; empty: none.</summary>
    /// <param name="definitionOf">The definition that an item refers to.</param>
    public static IReadOnlyList<string> Rings(IEnumerable<XElement> humanTasks, Func<XElement, XElement?> definitionOf)
    {
        var sources = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var task in humanTasks)
            foreach (var item in task.Children("planningTable").SelectMany(ItemsOf))
            {
                if (definitionOf(item) is not { } definition) continue;
                sources.TryAdd(KeyOf(task), []);
                if (!sources.TryGetValue(KeyOf(definition), out var from)) sources[KeyOf(definition)] = from = [];
                from.Add(KeyOf(task));
            }
        return Cycles.NodesOn(sources);
    }

    private static string KeyOf(XElement definition) => definition.Text("id") ?? "";
}
