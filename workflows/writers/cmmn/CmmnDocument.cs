using System.Text.Json.Nodes;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Writers.Elsa;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>One case as a CMMN 1.1 document: the plan model, its stages, plan items and sentries, in the order of the schema.</summary>
internal sealed class CmmnDocument
{
    private readonly JourneyPlan plan;
    private readonly Diagnostics diagnostics;
    private readonly CmmnCriteria criteria;
    private readonly CmmnPlacing placing;
    private readonly CmmnRoles roles;
    private readonly CmmnPlanning planning;
    private readonly Dictionary<string, List<XElement>> sentries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> order;
    private readonly ILookup<string, PlanNode> planned;
    private readonly Dictionary<string, XElement?> taskTables = new(StringComparer.Ordinal);

    public CmmnDocument(JourneyPlan plan, Diagnostics diagnostics)
    {
        (this.plan, this.diagnostics) = (plan, diagnostics);
        var names = new CmmnNames(plan);
        criteria = new CmmnCriteria(names);
        roles = new CmmnRoles(plan, names);
        var definitions = new CmmnDefinition(plan, roles, diagnostics);
        var nodes = PlanIndex.Own(plan.Root).ToList();
        order = nodes.SelectMany(n => n.Children.Index()).ToDictionary(child => child.Item.Id, child => child.Index + 1, StringComparer.Ordinal);
        planned = nodes.SelectMany(n => (n.Control.Discretionary?.HumanTasks ?? []).Select(task => (Task: task, Node: n))).ToLookup(p => p.Task, p => p.Node, StringComparer.Ordinal);
        planning = new CmmnPlanning(roles);
        placing = new CmmnPlacing(plan, names, node => node is StageNode stage ? Stage(stage) : WithTable(definitions.Write(node), node), diagnostics);
    }

    public XElement Write(StageNode root)
    {
        var model = Model(root);
        var file = new CmmnFile(plan);
        var @case = Of("case", new XAttribute("id", plan.Id), new XAttribute("name", plan.Name), Properties(), file.Model(), model, roles.Write(), file.Parameters(output: false), file.Parameters(output: true));
        var definitions = Of("definitions", new XAttribute("targetNamespace", CmmnXml.Journey.NamespaceName), new XAttribute("exporter", "Journey Orchestrator"), file.Definitions(), @case);
        if (Vendor() is { } vendor) definitions.Add(Prefix(vendor));
        foreach (var used in new[] { CmmnXml.Journey, CmmnXml.Flowable, CmmnXml.Camunda }.Where(ns => ns != Vendor() && Uses(@case, ns))) @case.Add(Prefix(used));
        return definitions;
    }

    private static XElement Of(string name, params object?[] content) => new(CmmnXml.Model + name, content);

    /// <summary>The namespace that chooses the dialect when it is declared for the whole document; null: the standard's text counts.</summary>
    private XNamespace? Vendor() => plan.Dialect switch { PlanDialect.Flowable => CmmnXml.Flowable, PlanDialect.Camunda => CmmnXml.Camunda, _ => null };

    private static XAttribute Prefix(XNamespace space) => new(XNamespace.Xmlns + (space == CmmnXml.Journey ? "journey" : space == CmmnXml.Flowable ? "flowable" : "camunda"), space.NamespaceName);

    private static bool Uses(XElement element, XNamespace space) =>
        element.DescendantsAndSelf().Any(e => e.Name.Namespace == space || e.Attributes().Any(a => a.Name.Namespace == space));

    /// <summary>What holds for the whole journey and is not as CMMN has it.</summary>
    private XElement? Properties()
    {
        var isPlain = plan is { InputsAreVariables: true, Incidents: IncidentStrategy.Continue, Policy: EntryPolicy.Always, Key: null, Goal: null, Rights: null, TimeZone: JourneyPlan.DefaultTimeZone }
            && roles.SayAll && plan.Starts.IsEmpty && plan.Variables.IsEmpty && plan.Inputs.IsEmpty && plan.Outputs.IsEmpty;
        if (isPlain) return null;
        var json = new JsonObject();
        JourneyEnvelope.Write(json, plan, file: false, roles: !roles.SayAll, diagnostics);
        return CmmnDefinition.Extension("properties", json);
    }

    private XElement Model(StageNode root)
    {
        var exits = root.Control.Exit.Select(sentry => criteria.Write(sentry, "exitCriterion", SentriesOf(root))).ToList();
        var model = Of("casePlanModel", new XAttribute("id", root.Id), new XAttribute("name", root.Name), root.Description is null ? null : Of("documentation", root.Description));
        Fill(model, root);
        model.Add(exits);
        return model;
    }

    private XElement Stage(StageNode stage)
    {
        var element = Of("stage");
        Fill(element, stage);
        return element;
    }

    private List<XElement> SentriesOf(PlanNode stage)
    {
        if (!sentries.TryGetValue(stage.Id, out var own)) sentries[stage.Id] = own = [];
        return own;
    }

    private void Fill(XElement element, StageNode stage)
    {
        if (stage.AutoComplete) element.SetAttributeValue("autoComplete", "true");
        if (Extension(stage) is { } extension) element.Add(extension);
        var isOrdered = IsOrdered(stage);
        element.Add(stage.Activities.Where(node => node.Control.Discretionary is null).Select(node => Item(node, "planItem", isOrdered)).ToList());
        var table = planning.Table([.. stage.Activities.Where(node => node.Control.Discretionary is { HumanTasks.IsEmpty: true }).Select(node => (node.Control.Discretionary!, Item(node, "discretionaryItem", isOrdered)))]);
        element.Add(SentriesOf(stage), table, placing.In(stage.Id));
    }

    /// <summary>The order of the document, planning tables behind the plan items, is not that of the plan: it is said.</summary>
    private static bool IsOrdered(StageNode stage)
    {
        var inDocument = stage.Activities.OrderBy(node => node.Control.Discretionary is null ? 0 : node.Control.Discretionary.HumanTasks.IsEmpty ? 1 : 2);
        var isPlain = stage.Activities.All(node => node.Control.Discretionary is null || node.Control.Discretionary.Tables.Length < 2 && node.Control.Discretionary.HumanTasks.IsEmpty);
        return !isPlain || !inDocument.SequenceEqual(stage.Activities);
    }

    /// <summary>A human task with the items that are planned while it is open.</summary>
    private XElement? WithTable(XElement? definition, PlanNode task)
    {
        var items = planned[task.Id].ToList();
        if (definition is null || items.Count == 0) return definition;
        // Tasks that are uses of one definition have one table.
        var key = string.Join('\n', items.Select(node => node.Id));
        if (!taskTables.TryGetValue(key, out var table))
            taskTables[key] = table = planning.Table([.. items.Select(node => (node.Control.Discretionary!, Item(node, "discretionaryItem", isOrdered: true)))]);
        definition.Add(new XElement(table!));
        return definition;
    }

    /// <summary>What a stage has beside its items: variables, and rights.</summary>
    private static XElement? Extension(StageNode stage)
    {
        var own = new JsonObject();
        if (!stage.Variables.IsEmpty) own["variables"] = ValueNodes.Variables(stage.Variables);
        if (stage.Rights is { } rights) own["rights"] = ActorWriter.Rights(rights);
        return own.Count == 0 ? null : CmmnDefinition.Extension("activity", own);
    }

    private XElement Item(PlanNode node, string element, bool isOrdered)
    {
        var around = SentriesOf(plan.Parents[node.Id]);
        var (definition, name, description) = placing.Of(node);
        var control = node.Control;
        return Of(element, new XAttribute("id", node.Id), name is null ? null : new XAttribute("name", name), new XAttribute("definitionRef", definition),
            isOrdered ? new XAttribute(CmmnXml.Journey + "order", order[node.Id]) : null,
            description is null ? null : Of("documentation", description),
            control.Interrupts.IsEmpty ? null : Of("extensionElements", control.Interrupts.Select(i => new XElement(CmmnXml.Journey + "interrupts", new XAttribute("itemRef", i)))),
            Rules(control),
            CmmnCriteria.IsStart(node) ? null : control.Entry.Select(sentry => criteria.Write(sentry, "entryCriterion", around)).ToList(),
            control.Exit.Select(sentry => criteria.Write(sentry, "exitCriterion", around)).ToList());
    }

    private XElement? Rules(ItemControlPlan control)
    {
        XElement?[] rules =
        [
            CmmnConditions.Rule("repetitionRule", control.Repetition, plan.Dialect), CmmnConditions.Rule("requiredRule", control.Required, plan.Dialect),
            CmmnConditions.Rule("manualActivationRule", control.ManualActivation, plan.Dialect),
        ];
        return rules.All(rule => rule is null) ? null : Of("itemControl", rules);
    }
}
