using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Makes the plan of a definition: nodes, listeners, triggers, and what <c>customProperties.journey</c> says.</summary>
internal sealed class DefinitionPlanner(JsonElement json, VariableUses uses, Diagnostics diagnostics)
{
    private readonly InputReader inputs = new(uses, diagnostics);

    public JourneyPlan Plan(string id, int version, JsonElement rootJson)
    {
        var root = new ActivityReader(inputs, uses, diagnostics).Read(rootJson);
        var nodes = new Dictionary<string, PlanNode>(StringComparer.Ordinal);
        var parents = new Dictionary<string, PlanNode>(StringComparer.Ordinal);
        Collect(root, nodes, parents);
        var properties = new JourneyProperties(json, inputs, diagnostics);
        properties.CheckFlowMode();
        return new JourneyPlan(id, version, json.Text("name") ?? id, root)
        {
            Nodes = nodes.ToFrozenDictionary(StringComparer.Ordinal),
            Parents = parents.ToFrozenDictionary(StringComparer.Ordinal),
            Listeners = Listeners(root),
            Starts = Starts(root),
            Variables = VariableReader.Read(json, "", diagnostics),
            Inputs = VariableReader.Read(json, "", diagnostics, "inputs"),
            Key = properties.Key(),
            Policy = properties.Policy(),
            Incidents = properties.Incidents(),
            TimeZone = properties.TimeZone(),
            Goal = properties.Goal(),
        };
    }

    private static void Collect(PlanNode node, Dictionary<string, PlanNode> nodes, Dictionary<string, PlanNode> parents)
    {
        nodes[node.Id] = node;
        foreach (var child in node.Children)
        {
            parents[child.Id] = node;
            Collect(child, nodes, parents);
        }
    }

    private static FrozenDictionary<OnPartPlan, ImmutableArray<OnPartListener>> Listeners(PlanNode root)
    {
        var listeners = new Dictionary<OnPartPlan, ImmutableArray<OnPartListener>>();
        foreach (var node in Descendants(root))
        {
            foreach (var sentry in node.Control.Exit) Add(node, sentry, true);
            foreach (var sentry in node.Control.Entry) Add(node, sentry, false);
        }
        return listeners.ToFrozenDictionary();

        void Add(PlanNode node, SentryPlan sentry, bool exit)
        {
            for (var part = 0; part < sentry.OnParts.Length; part++)
            {
                var known = listeners.GetValueOrDefault(sentry.OnParts[part], []);
                listeners[sentry.OnParts[part]] = known.Add(new OnPartListener(node, sentry, part, exit));
            }
        }
    }

    internal static IEnumerable<PlanNode> Descendants(PlanNode node) => node.Children.SelectMany(Descendants).Prepend(node);

    private ImmutableArray<StartPlan> Starts(PlanNode root)
    {
        var starts = ImmutableArray.CreateBuilder<StartPlan>();
        foreach (var node in Descendants(root))
        {
            if (!node.CanStart) continue;
            if (node is DelayNode or TimerNode or StartAtNode or CronNode)
                diagnostics.Error("J502", node.Id, "A journey can't be started by time: it needs a customer.", "Start it by a signal; wait for the time inside.");
            else if (node is not EventNode waiting)
                diagnostics.Warning("J501", node.Id, "Only an event can start a journey; the mark is ignored.", "Remove canStartWorkflow.");
            else if (node != root && !root.Children.Contains(node))
                diagnostics.Error("J503", node.Id, "A trigger stands deeper than the root's children.", "Put it into the root.");
            else if (waiting.EventName is PlanInput.Literal { Value: { Kind: ValueKind.String } name })
                starts.Add(new StartPlan(name.AsString(), node.Id, waiting.Condition));
            else
                diagnostics.Error("J504", node.Id, "The event name of a trigger must be known when the journey is published.", "Write it as a literal.");
        }
        if (starts.Count == 0) diagnostics.Warning("J501", "", "No event starts this journey: only a person can.", "Mark an Elsa.Event of the root with canStartWorkflow.");
        return starts.ToImmutable();
    }
}
