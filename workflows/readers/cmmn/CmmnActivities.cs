using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>
/// What CMMN has no word for, as our extension elements hold it (docs/cmmn.md): <c>activity</c> of a definition, <c>properties</c> of a case. Both are JSON of
/// docs/journey-format.md, read and checked as there.
/// </summary>
internal sealed class CmmnActivities
{
    private readonly Diagnostics diagnostics;
    private readonly DefinitionPlanner planner;
    private readonly bool hasProperties;

    public CmmnActivities(XElement @case, VariableUses uses, Diagnostics diagnostics)
    {
        this.diagnostics = diagnostics;
        var properties = Extension(@case, "properties");
        hasProperties = properties is not null;
        IsPresent = hasProperties || @case.Descendants(CmmnXml.Journey + "activity").Any();
        var said = JsonSerializer.SerializeToElement(properties is null ? [] : Json(properties, @case.Text("id") ?? "") ?? []);
        SaysRoles = said.Member("customProperties")?.Member("journey")?.Has("roles") == true;
        planner = new DefinitionPlanner(said, uses, diagnostics, new WorkflowActivities(DefinitionLibrary.Empty, @case.Text("id") ?? "", 0));
    }

    /// <summary>The document uses what our extension has: it is checked as Elsa JSON is.</summary>
    public bool IsPresent { get; }

    /// <summary>Our properties say which roles there are, be it none: those of CMMN are names only.</summary>
    public bool SaysRoles { get; }

    /// <summary>The plan with the properties of the journey; as CMMN has them where there are none of ours.</summary>
    public JourneyPlan Complete(JourneyPlan plan) =>
        hasProperties ? planner.Complete(plan) : plan with { Incidents = IncidentStrategy.Continue, InputsAreVariables = true };

    /// <summary>The dialect that our properties name; null: there are none.</summary>
    public PlanDialect? Dialect => hasProperties ? planner.Dialect : null;

    /// <summary>Enters a stage: what is in it sees its variables.</summary>
    public StageNode InStage(XElement definition, string id, Func<StageNode> read)
    {
        var json = JsonSerializer.SerializeToElement(Extension(definition, "activity") is { } own ? Json(own, id) ?? [] : []);
        planner.Names.Enter(json, "Journey.Stage");
        var stage = read() with { Variables = VariableReader.Read(json, id, diagnostics), Rights = planner.Rights(json, id) };
        planner.Names.Leave();
        return stage;
    }

    /// <summary>The activity that a definition holds; null: it holds none.</summary>
    public PlanNode? Read(XElement definition, string id)
    {
        if (Extension(definition, "activity") is not { } own || Json(own, id) is not { } json) return null;
        json["id"] = id;
        var activity = JsonSerializer.SerializeToElement(json);
        if (WorkflowActivities.IsUse(activity))
        {
            diagnostics.Error("J726", id, "The extension 'activity' uses a workflow as an activity, which is no plan item.", "Call the workflow with a process task.");
            return null;
        }
        var node = planner.Activities.Read(activity);
        if (IsFlow(node)) diagnostics.Error("J726", id, $"The extension 'activity' holds a {node.Type}, which is no plan item.", "Put in one activity that directs no flow, such as Journey.SendMessage.");
        return node;
    }

    /// <summary>Activities in the ports of a call in bulk are no plan items either.</summary>
    private static bool IsFlow(PlanNode node) => node is BulkCallNode ? node.Children.Any(IsFlow) : !node.Children.IsEmpty
        || node is StageNode or SequenceNode or ParallelNode or ForkNode or IfNode or SwitchNode or ForNode or ForEachNode or ParallelForEachNode or WhileNode or FlowchartNode or StateMachineNode
            or WrapperNode or CompositeNode or FlowDecisionNode or FlowSwitchNode or FlowForkNode or FlowJoinNode or StartNode or EndNode or BreakNode;

    private static XElement? Extension(XElement element, string name) => element.Child("extensionElements")?.Element(CmmnXml.Journey + name);

    /// <summary>The object in an extension element; null, with a diagnostic, where there is none.</summary>
    private JsonObject? Json(XElement element, string id)
    {
        try
        {
            // Refuses what can't be a value (a name twice), with its place.
            ValueJson.Parse(System.Text.Encoding.UTF8.GetBytes(element.Value));
            if (JsonNode.Parse(element.Value, documentOptions: new JsonDocumentOptions { MaxDepth = ElsaReader.NestingMax }) is JsonObject json) return json;
            diagnostics.Error("J726", id, $"The extension '{element.Name.LocalName}' holds no JSON object.", "Write one as docs/journey-format.md has it.");
        }
        catch (Exception error) when (error is JsonException or ValueJsonException)
        {
            diagnostics.Error("J726", id, $"The extension '{element.Name.LocalName}' can't be read: {error.Message}", "Correct the JSON.");
        }
        return null;
    }
}
