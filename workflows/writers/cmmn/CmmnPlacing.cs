using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>
/// Which definition a plan item refers to, and where that stands. Items that name the same definition share it: in their stage, or, where they are in several, in the
/// plan model. An item that names none gets one of its own, marked as such.
/// </summary>
internal sealed class CmmnPlacing
{
    private readonly JourneyPlan plan;
    private readonly CmmnNames names;
    private readonly Diagnostics diagnostics;
    private readonly Func<PlanNode, XElement?> content;
    private readonly ILookup<string, PlanNode> users;
    private readonly Dictionary<string, (string Ref, string? Name, string? Description)> placed = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<XElement>> byStage = new(StringComparer.Ordinal);

    /// <param name="content">The definition of an item, without id, name and documentation; null where there are no words for it.</param>
    public CmmnPlacing(JourneyPlan plan, CmmnNames names, Func<PlanNode, XElement?> content, Diagnostics diagnostics)
    {
        (this.plan, this.names, this.content, this.diagnostics) = (plan, names, content, diagnostics);
        users = PlanIndex.Own(plan.Root).OfType<StageNode>().SelectMany(stage => stage.Activities).Where(n => n.Definition is not null).ToLookup(n => n.Definition!, StringComparer.Ordinal);
    }

    /// <summary>The definitions that stand in a stage.</summary>
    public IReadOnlyList<XElement> In(string stage) => byStage.TryGetValue(stage, out var all) ? all : [];

    /// <summary>What the plan item says: the definition that it refers to, its name and its documentation where those are not the definition's.</summary>
    public (string Ref, string? Name, string? Description) Of(PlanNode node)
    {
        if (placed.TryGetValue(node.Id, out var known)) return known;
        if (open.Add(node.Definition ?? node.Id))
        {
            Place(node);
            open.Remove(node.Definition ?? node.Id);
            return placed[node.Id];
        }
        diagnostics.Error("J731", node.Id, "Human tasks would be planned by way of themselves.", "Let the item be discretionary in its stage, without 'humanTasks'.");
        return (node.Definition ?? node.Id, null, null);
    }

    private void Place(PlanNode node)
    {
        if (node.Definition is not { } id)
        {
            Place([node], content(node), names.Unique(CmmnNames.Definition(node.Id)), Stage(node), isInline: true);
            return;
        }
        var all = users[id].Select(user => (User: user, Content: content(user))).ToList();
        if (Same(all.Select(a => a.Content)))
        {
            Place([.. all.Select(a => a.User)], all[0].Content, id, all.Select(a => Stage(a.User)).Distinct().Count() == 1 ? Stage(node) : plan.Root.Id, isInline: false);
            return;
        }
        // Stages may have definitions of the same id: each sees its own.
        foreach (var stage in all.GroupBy(a => Stage(a.User)))
        {
            if (!Same(stage.Select(a => a.Content)))
                diagnostics.Error("J724", node.Id, $"Several plan items say that they are the definition '{id}', but they are different.", "Give each another 'definition', or none.");
            Place([.. stage.Select(a => a.User)], stage.First().Content, id, stage.Key, isInline: false);
        }
    }

    private string Stage(PlanNode node) => plan.Parents[node.Id].Id;

    private static bool Same(IEnumerable<XElement?> contents) => contents.Select(c => c?.ToString(SaveOptions.DisableFormatting)).Distinct(StringComparer.Ordinal).Count() == 1;

    private void Place(List<PlanNode> items, XElement? written, string id, string stage, bool isInline)
    {
        if (written is null)
        {
            foreach (var item in items) placed[item.Id] = (id, null, null);
            return;
        }
        var definition = new XElement(written.Name, new XAttribute("id", id), written.Attributes(), written.Nodes());
        // A human task has its title as its name.
        if (items[0] is not HumanTaskNode && items[0].Name != items[0].Id && items.TrueForAll(i => i.Name == items[0].Name)) definition.SetAttributeValue("name", items[0].Name);
        var isShared = items.TrueForAll(i => i.Description == items[0].Description);
        if (isShared && items[0].Description is { } text) definition.AddFirst(new XElement(CmmnXml.Model + "documentation", text));
        if (isInline) definition.SetAttributeValue(CmmnXml.Journey + "inline", "true");
        var name = definition.NameOf();
        foreach (var item in items) placed[item.Id] = (id, item.Name == (name ?? item.Id) ? null : item.Name, isShared ? null : item.Description);
        if (!byStage.TryGetValue(stage, out var there)) byStage[stage] = there = [];
        there.Add(definition);
    }
}
