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
            IsPlanned = Descendants(root).Any(node => node.Control.Discretionary is not null),
            Forgets = Descendants(root).Any(node => node.Control.Entry.Concat(node.Control.Exit).Any(sentry => sentry.Forgetful)),
        };
    }

    /// <summary>The case file of a plan, with what listens to it; null where there are no items.</summary>
    public static CaseFilePlan? CaseFile(ImmutableArray<CaseFileItemPlan> items, PlanNode root)
    {
        if (items.IsEmpty) return null;
        var listeners = new Dictionary<FilePartPlan, List<OnPartListener>>();
        foreach (var node in Descendants(root))
        {
            foreach (var sentry in node.Control.Exit) AddFileParts(node, sentry, true, listeners);
            foreach (var sentry in node.Control.Entry) AddFileParts(node, sentry, false, listeners);
        }
        return new CaseFilePlan(items)
        {
            ById = items.SelectMany(WithChildren).DistinctBy(item => item.Id).ToFrozenDictionary(item => item.Id, StringComparer.Ordinal),
            Listeners = listeners.ToFrozenDictionary(l => l.Key, l => l.Value.ToImmutableArray()),
        };
    }

    private static IEnumerable<CaseFileItemPlan> WithChildren(CaseFileItemPlan item) => item.Children.SelectMany(WithChildren).Prepend(item);

    private static void AddFileParts(PlanNode node, SentryPlan sentry, bool exit, Dictionary<FilePartPlan, List<OnPartListener>> listeners)
    {
        for (var part = 0; part < sentry.FileParts.Length; part++)
        {
            if (!listeners.TryGetValue(sentry.FileParts[part], out var known)) listeners[sentry.FileParts[part]] = known = [];
            known.Add(new OnPartListener(node, sentry, sentry.OnParts.Length + part, exit));
        }
    }

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
