using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Writers.Elsa;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>The definition of a plan item that is no stage: in words of CMMN where they say it all, else with the whole activity in an extension.</summary>
internal sealed class CmmnDefinition(JourneyPlan plan, CmmnRoles roles, Diagnostics diagnostics)
{
    /// <summary>What plan items have, not definitions.</summary>
    private static readonly string[] OfItems = ["id", "name", "description", "definition"];

    private readonly CmmnWork work = new(plan, roles);
    private readonly XElement? file = Undefined(new CmmnFile(plan).Model());

    /// <summary>The definition, without id, name and documentation. Null, with a diagnostic: it can't be a plan item.</summary>
    public XElement? Write(PlanNode node)
    {
        if (new ActivityWriter(diagnostics).Leaf(node) is not { } activity || IsFlow(node)) return null;
        var definition = work.Write(node);
        if (SaysAll(definition, node)) return definition;
        foreach (var member in OfItems) activity.Remove(member);
        definition.Element(CmmnXml.Model + "extensionElements")?.Remove();
        definition.Elements().Where(e => e.Name.LocalName is "input" or "output" or "parameterMapping").Remove();
        definition.Attributes().Where(a => a.Name.Namespace != XNamespace.None).Remove();
        definition.AddFirst(Extension("activity", activity));
        return definition;
    }

    /// <summary>It holds what Elsa JSON has words for, and CMMN has none.</summary>
    private bool IsFlow(PlanNode node)
    {
        if (PlanIndex.Own(node).FirstOrDefault(inner => inner is StageNode or CompositeNode { Workflow: not null }) is not { } flow) return false;
        diagnostics.Error("J721", flow.Id, $"A {flow.Type} can't be said here in CMMN: it directs a flow of its own.", flow is StageNode ? "Put the stage into a journey of its own, and call that." : "Call the workflow with a Journey.ProcessTask.");
        return true;
    }

    public static XElement Extension(string name, JsonObject json) =>
        new(CmmnXml.Model + "extensionElements", new XElement(CmmnXml.Journey + name, new XCData(Encoding.UTF8.GetString(ElsaWriter.Bytes(json)))));

    /// <summary>Whether it is read as the very activity.</summary>
    private bool SaysAll(XElement definition, PlanNode node)
    {
        var its = new XElement(definition);
        its.SetAttributeValue("id", node.Id + "#");
        var item = new XElement(CmmnXml.Model + "planItem", new XAttribute("id", node.Id), new XAttribute("name", node.Name), new XAttribute("definitionRef", node.Id + "#"));
        var @case = new XElement(CmmnXml.Model + "case", new XAttribute("id", "c"), file is null ? null : new XElement(file), new XElement(CmmnXml.Model + "casePlanModel", new XAttribute("id", node.Id + "##"), item, its), roles.Write());
        var told = new Diagnostics();
        var read = new CmmnCase(@case, plan.Dialect, plan.Dialect, told).Plan()?.Root.Children;
        return read is [var again] && told.All.Count == 0 && PlanDifference.First(Bare(again), Bare(node)) is null;
    }

    private static XElement? Undefined(XElement? model)
    {
        model?.Descendants().Attributes("definitionRef").Remove();
        return model;
    }

    private static PlanNode Bare(PlanNode node) => node with { Control = ItemControlPlan.None, Definition = null, Description = null };
}
