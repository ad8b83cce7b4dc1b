using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>Ids for elements that a plan has no id for: the same for the same plan, and none twice.</summary>
internal sealed class CmmnNames
{
    private readonly HashSet<string> taken;

    public CmmnNames(JourneyPlan plan)
    {
        var nodes = plan.Nodes.Values;
        taken = nodes.SelectMany(n => n.Control.Entry.Concat(n.Control.Exit).Select(s => s.Id).Append(n.Id).Append(n.Definition ?? n.Id)).Append(plan.Id).ToHashSet(StringComparer.Ordinal);
        taken.UnionWith(plan.CaseFile?.ById.Keys ?? []);
        taken.UnionWith(plan.Parameters.Select(p => p.Id));
        foreach (var discretionary in nodes.Select(n => n.Control.Discretionary).OfType<DiscretionaryPlan>())
            taken.UnionWith(discretionary.Tables.SelectMany(t => t.Rules.Select(r => r.Id).Append(t.Id)).Concat(discretionary.Rules.Select(r => r.Id)));
    }

    public static string Sentry(string criterion) => criterion + ".sentry";

    /// <param name="part">Its place among the on-parts, from 0.</param>
    public static string OnPart(string criterion, int part) => $"{criterion}.on{part + 1}";

    public static string Definition(string item) => item + ".definition";

    /// <summary>The wanted id, or the next that is free.</summary>
    public string Unique(string wanted)
    {
        var id = wanted;
        for (var number = 2; !taken.Add(id); number++) id = $"{wanted}.{number}";
        return id;
    }
}
