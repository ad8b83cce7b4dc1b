using System.Collections.Frozen;
using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>What a plan needs to find its nodes: by id, by container, and by the transitions that they listen to.</summary>
internal static class PlanIndex
{
    public static JourneyPlan Of(string id, int version, string name, PlanNode root)
    {
        var nodes = new Dictionary<string, PlanNode>(StringComparer.Ordinal);
        var parents = new Dictionary<string, PlanNode>(StringComparer.Ordinal);
        Collect(root, nodes, parents);
        return new JourneyPlan(id, version, name, root)
        {
            Nodes = nodes.ToFrozenDictionary(StringComparer.Ordinal),
            Parents = parents.ToFrozenDictionary(StringComparer.Ordinal),
            Listeners = Listeners(root),
            Signed = Descendants(root).OfType<HumanTaskNode>().SelectMany(SignedFor).ToFrozenSet(StringComparer.Ordinal),
            Forgets = Descendants(root).Any(node => node.Control.Entry.Concat(node.Control.Exit).Any(sentry => sentry.Forgetful)),
        };
    }

    /// <summary>The tasks whose completers a task with four eyes looks at.</summary>
    private static IEnumerable<string> SignedFor(HumanTaskNode task) => task.FourEyes is not { } eyes ? [] : eyes.Completions > 1 ? eyes.DiffersFrom.Add(task.Id) : eyes.DiffersFrom;

    public static IEnumerable<PlanNode> Descendants(PlanNode node) => node.Children.SelectMany(Descendants).Prepend(node);

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
        var listeners = new Dictionary<OnPartPlan, List<OnPartListener>>();
        foreach (var node in Descendants(root))
        {
            foreach (var sentry in node.Control.Exit) Add(node, sentry, true);
            foreach (var sentry in node.Control.Entry) Add(node, sentry, false);
        }
        return listeners.ToFrozenDictionary(l => l.Key, l => l.Value.ToImmutableArray());

        void Add(PlanNode node, SentryPlan sentry, bool exit)
        {
            for (var part = 0; part < sentry.OnParts.Length; part++)
            {
                var heard = sentry.OnParts[part] with { Via = null };
                if (!listeners.TryGetValue(heard, out var known)) listeners[heard] = known = [];
                known.Add(new OnPartListener(node, sentry, part, exit));
            }
        }
    }
}
