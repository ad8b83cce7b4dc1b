using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Makes the plan of a definition: nodes, listeners, triggers, and what <c>customProperties.journey</c> says.</summary>
internal sealed class DefinitionPlanner(JsonElement json, VariableUses uses, Diagnostics diagnostics)
{
    private readonly CheckedMembers members = new(diagnostics);

    public JourneyPlan Plan(string id, int version, JsonElement rootJson)
    {
        var names = new NamesInScope(json);
        var inputs = new InputReader(names, uses, diagnostics);
        var decisions = new DecisionReader(json, inputs, members, uses, diagnostics);
        var properties = new JourneyProperties(json, inputs, members, diagnostics);
        var root = new ActivityReader(inputs, names, members, decisions, uses, properties.RunsFlowsByTokens(), diagnostics).Read(rootJson, isRoot: true);
        properties.CheckMembers();
        return PlanIndex.Of(id, version, json.Text("name") ?? id, root) with
        {
            Starts = Starts(root),
            Variables = VariableReader.Read(json, "", diagnostics),
            Inputs = VariableReader.Read(json, "", diagnostics, "inputs"),
            Outputs = VariableReader.Read(json, "", diagnostics, "outputs"),
            Key = properties.Key(),
            Policy = properties.Policy(),
            Incidents = properties.Incidents(),
            TimeZone = properties.TimeZone(),
            Goal = properties.Goal(),
            Roles = properties.Roles(),
            Rights = properties.Rights(),
        };
    }

    private ImmutableArray<StartPlan> Starts(PlanNode root)
    {
        var starts = ImmutableArray.CreateBuilder<StartPlan>();
        PlanNode[] marked = [.. PlanIndex.Descendants(root).Where(n => n.CanStart)];
        foreach (var node in marked)
            if (Start(root, node) is { } start) starts.Add(start);
        if (marked.Length == 0) diagnostics.Warning("J501", "", "No event starts this journey: only a person can.", "Mark an Elsa.Event of the root with canStartWorkflow.");
        return starts.ToImmutable();
    }

    private StartPlan? Start(PlanNode root, PlanNode node)
    {
        if (node is DelayNode or TimerNode or StartAtNode or CronNode)
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
