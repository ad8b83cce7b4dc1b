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
    private readonly CmmnCriteria criteria;
    private readonly CmmnPlacing placing;

    public CmmnDocument(JourneyPlan plan, Diagnostics diagnostics)
    {
        this.plan = plan;
        var names = new CmmnNames(plan);
        var definitions = new CmmnDefinition(plan, diagnostics);
        criteria = new CmmnCriteria(names);
        placing = new CmmnPlacing(plan, names, node => node is StageNode stage ? Stage(stage) : definitions.Write(node), diagnostics);
    }

    public XElement Write(StageNode root)
    {
        var model = Model(root);
        var @case = Of("case", new XAttribute("id", plan.Id), new XAttribute("name", plan.Name), Properties(), model);
        var definitions = Of("definitions", new XAttribute("targetNamespace", CmmnXml.Journey.NamespaceName), new XAttribute("exporter", "Journey Orchestrator"), @case);
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
        var isPlain = plan is { InputsAreVariables: true, Incidents: IncidentStrategy.Continue, Policy: EntryPolicy.Always, Key: null, Goal: null, TimeZone: JourneyPlan.DefaultTimeZone }
            && plan.Starts.IsEmpty && plan.Variables.IsEmpty && plan.Inputs.IsEmpty && plan.Outputs.IsEmpty;
        if (isPlain) return null;
        var json = new JsonObject();
        JourneyEnvelope.Write(json, plan);
        return CmmnDefinition.Extension("properties", json);
    }

    private XElement Model(StageNode root)
    {
        var sentries = new List<XElement>();
        var exits = root.Control.Exit.Select(sentry => criteria.Write(sentry, "exitCriterion", sentries)).ToList();
        var model = Of("casePlanModel", new XAttribute("id", root.Id), new XAttribute("name", root.Name), root.Description is null ? null : Of("documentation", root.Description));
        Fill(model, root, sentries);
        model.Add(exits);
        return model;
    }

    private XElement Stage(StageNode stage)
    {
        var element = Of("stage");
        Fill(element, stage, []);
        return element;
    }

    private void Fill(XElement element, StageNode stage, List<XElement> sentries)
    {
        if (stage.AutoComplete) element.SetAttributeValue("autoComplete", "true");
        if (Extension(stage) is { } extension) element.Add(extension);
        element.Add(stage.Activities.Select(node => Item(node, sentries)).ToList());
        element.Add(sentries, placing.In(stage.Id));
    }

    /// <summary>What a stage has beside its items: variables, and outputs that are kept.</summary>
    private static XElement? Extension(StageNode stage) =>
        stage.Variables.IsEmpty ? null : CmmnDefinition.Extension("activity", new JsonObject { ["variables"] = ValueNodes.Variables(stage.Variables) });

    private XElement Item(PlanNode node, List<XElement> sentries)
    {
        var (definition, name, description) = placing.Of(node);
        var control = node.Control;
        return Of("planItem", new XAttribute("id", node.Id), name is null ? null : new XAttribute("name", name), new XAttribute("definitionRef", definition),
            description is null ? null : Of("documentation", description),
            control.Interrupts.IsEmpty ? null : Of("extensionElements", control.Interrupts.Select(i => new XElement(CmmnXml.Journey + "interrupts", new XAttribute("itemRef", i)))),
            Rules(control),
            CmmnCriteria.IsStart(node) ? null : control.Entry.Select(sentry => criteria.Write(sentry, "entryCriterion", sentries)).ToList(),
            control.Exit.Select(sentry => criteria.Write(sentry, "exitCriterion", sentries)).ToList());
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
