using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Makes the plan of a definition: nodes, listeners, triggers, and what <c>customProperties.journey</c> says.</summary>
internal sealed class DefinitionPlanner
{
    private readonly JsonElement json;
    private readonly VariableUses uses;
    private readonly Diagnostics diagnostics;
    private readonly WorkflowActivities workflows;
    private readonly CheckedMembers members;
    private readonly InputReader inputs;
    private readonly JourneyProperties properties;
    private ActivityReader? activities;
    private PlanDialect? dialect;

    public DefinitionPlanner(JsonElement json, VariableUses uses, Diagnostics diagnostics, WorkflowActivities workflows)
    {
        (this.json, this.uses, this.diagnostics, this.workflows) = (json, uses, diagnostics, workflows);
        members = new CheckedMembers(diagnostics);
        Names = new NamesInScope(json);
        inputs = new InputReader(Names, uses, diagnostics);
        properties = new JourneyProperties(json, inputs, members, diagnostics);
    }

    public NamesInScope Names { get; }

    public ActivityReader Activities => activities ??= Reader(properties.RunsFlowsByTokens() ?? false, "");

    public RightsPlan? Rights(JsonElement item, string id) => new ActorReader(inputs, members, diagnostics).Rights(item, id, ActorReader.ItemOperations);

    public PlanDialect Dialect => dialect ??= properties.Dialect();

    public JourneyPlan Plan(string id, int version, JsonElement rootJson)
    {
        var root = Activities.Read(rootJson, isRoot: true);
        if (root is CompositeNode { Workflow: not null }) diagnostics.Error("J802", root.Id, "A workflow used as an activity can't be the root.", "Put it into an Elsa.Sequence.");
        return Complete(PlanIndex.Of(id, version, json.Text("name") ?? id, root));
    }

    /// <summary>The plan with what the definition says beside its activities.</summary>
    public JourneyPlan Complete(JourneyPlan plan)
    {
        properties.CheckMembers();
        var file = properties.CaseFile();
        var variables = VariableReader.Read(json, "", diagnostics);
        return plan with
        {
            Starts = Starts(plan.Root),
            Variables = properties.InputsAreVariables() ? variables : variables.AddRange(CaseFileReader.VariablesOf(file, variables)),
            CaseFile = PlanIndex.CaseFile(file, plan.Root),
            Parameters = properties.Parameters(),
            Inputs = VariableReader.Read(json, "", diagnostics, "inputs"),
            Outputs = VariableReader.Read(json, "", diagnostics, "outputs"),
            Key = properties.Key(),
            Policy = properties.Policy(),
            Incidents = properties.Incidents(),
            InputsAreVariables = properties.InputsAreVariables(),
            Dialect = Dialect,
            TimeZone = properties.TimeZone(),
            Goal = properties.Goal(),
            Roles = properties.Roles(),
            Rights = properties.Rights(),
            Uses = workflows.Used,
        };
    }

    /// <summary>The activities alone, for a definition that this one is part of; ids begin with the prefix.</summary>
    /// <param name="byTokens">How its flowcharts run, where it does not say so itself.</param>
    public PlanNode Body(JsonElement rootJson, string prefix, bool byTokens) => Reader(properties.RunsFlowsByTokens() ?? byTokens, prefix).Read(rootJson, isRoot: true);

    private ActivityReader Reader(bool byTokens, string prefix) =>
        new(inputs, Names, members, new DecisionReader(json, inputs, members, uses, diagnostics), uses, workflows, byTokens, diagnostics, prefix);

    private ImmutableArray<StartPlan> Starts(PlanNode root)
    {
        var starts = ImmutableArray.CreateBuilder<StartPlan>();
        PlanNode[] marked = [.. PlanIndex.Own(root).Where(n => n.CanStart)];
        foreach (var node in marked)
            if (Start(root, node) is { } start) starts.Add(start);
        if (marked.Length == 0) diagnostics.Warning("J501", "", "No event starts this journey: only a person can.", "Mark an Elsa.Event of the root with canStartWorkflow.");
        return starts.ToImmutable();
    }

    private StartPlan? Start(PlanNode root, PlanNode node)
    {
        if (node.WaitsForTime)
            diagnostics.Error("J502", node.Id, "A journey can't be started by time: it needs a customer.", "Start it by a signal; wait for the time inside.");
        else if (node is not EventNode)
            diagnostics.Warning("J501", node.Id, "Only an event can start a journey; the mark is ignored.", "Remove canStartWorkflow.");
        else if (node != root && !root.Children.Contains(node))
            diagnostics.Error("J503", node.Id, "A trigger stands deeper than the root's children.", "Put it into the root.");
        else if (node is not EventNode { EventName: PlanInput.Literal { Value: { Kind: ValueKind.String } name } } waiting)
            diagnostics.Error("J504", node.Id, "The event name of a trigger must be known when the journey is published.", "Write it as a literal.");
        else
        {
            if (!node.Control.Entry.IsEmpty)
                diagnostics.Error("J513", node.Id, "A trigger has entry criteria: it would not listen yet when its signal starts the case.", "Remove them, or start the journey by another event.");
            if (waiting.Condition?.Reads.FirstOrDefault(r => r.Split('.')[0] is "vars" or "case" or "item") is { } read)
                diagnostics.Warning("J514", node.Id, $"The condition of the trigger reads '{read}', but before the start there is no case.", "Read only signal, customer and now, or put the condition after the start.");
            return new StartPlan(name.AsString(), node.Id, waiting.Condition);
        }
        return null;
    }
}
