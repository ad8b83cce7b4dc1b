using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>The discretionary items of one stage: those of its own planning table, and those of the human tasks in it, which are planned into the stage as well.</summary>
/// <param name="definitionOf">The definition that a plan item, or a discretionary item, refers to.</param>
internal sealed class CmmnDiscretionary(XElement stage, Func<XElement, XElement?> definitionOf, CmmnPlanningTables tables, Diagnostics diagnostics)
{
    private readonly Dictionary<XElement, XElement?> items = [];   // by item the human task whose table it is in

    /// <summary>The items, in document order, tables of human tasks after that of the stage.</summary>
    public IReadOnlyCollection<XElement> Items(string stageId)
    {
        var tasks = new Queue<XElement>(stage.Children("planItem").Select(definitionOf).OfType<XElement>());
        foreach (var item in stage.Children("planningTable").SelectMany(CmmnPlanningTables.ItemsOf)) Add(item, null, tasks);
        var seen = new HashSet<XElement>();
        while (tasks.TryDequeue(out var task))
            if (CmmnXml.IsModel(task, "humanTask") && seen.Add(task))
                foreach (var item in task.Children("planningTable").SelectMany(CmmnPlanningTables.ItemsOf)) Add(item, task, tasks);
        if (CmmnPlanningTables.Rings(seen, definitionOf) is { Count: > 0 } ring)
            diagnostics.Error("J731", stageId, $"Human tasks would be planned by way of themselves: {string.Join(", ", ring)}.", "Plan them from the stage's own planning table.");
        return items.Keys;
    }

    private void Add(XElement item, XElement? task, Queue<XElement> tasks)
    {
        items[item] = task;
        if (definitionOf(item) is { } definition) tasks.Enqueue(definition);
    }

    /// <summary>The children of the stage, discretionary ones with what that means.</summary>
    public ImmutableArray<PlanNode> Controlled(IReadOnlyList<(XElement Item, PlanNode Node)> children) =>
        Controlled(children, children.Where(c => c.Node is HumanTaskNode).ToLookup(c => definitionOf(c.Item), c => c.Node.Id));

    private ImmutableArray<PlanNode> Controlled(IReadOnlyList<(XElement Item, PlanNode Node)> children, ILookup<XElement?, string> usesOf) =>
        [.. children.Select(child => items.TryGetValue(child.Item, out var task) ? Control(child.Item, child.Node, task, usesOf) : child.Node)];

    private PlanNode Control(XElement item, PlanNode node, XElement? task, ILookup<XElement?, string> usesOf)
    {
        if (node is MilestoneNode or UserListenerNode or TimerListenerNode)
            diagnostics.Error("J732", node.Id, "Only tasks and stages can be discretionary.", "Make it a plan item, or a discretionary stage with it.");
        var plan = tables.Read(item, node.Id);
        if (task is not null) plan = plan with { HumanTasks = [.. usesOf[task]] };
        return node with { Control = node.Control with { Discretionary = plan } };
    }
}
