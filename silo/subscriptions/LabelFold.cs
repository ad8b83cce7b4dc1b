using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>What cases and their items are called, as the facts of a journal say it.</summary>
internal sealed class LabelFold
{
    private readonly Dictionary<CaseId, CaseLabel> cases = [];
    private readonly Dictionary<(CaseId Case, int Item), ItemName> items = [];

    /// <summary>What is known of a case beforehand.</summary>
    public void Begin(CaseId id, CaseLabel label) => cases[id] = label with { Item = null };

    public void Apply(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts) Apply(fact);
    }

    /// <summary>Null: nothing was said of its case.</summary>
    public CaseLabel? Of(CaseFact fact) =>
        cases.TryGetValue(fact.Case, out var label) ? label with { Item = fact is ItemFact about ? items.GetValueOrDefault((about.Case, about.Item)) : null } : null;

    public bool Knows(CaseFact fact) => cases.ContainsKey(fact.Case) && (fact is not ItemFact { Item: > 0 } about || items.ContainsKey((about.Case, about.Item)));

    private void Apply(Fact fact)
    {
        switch (fact)
        {
            case CaseStarted started: cases[started.Case] = new CaseLabel(started.Journey, started.JourneyVersion); break;
            case CaseMigrated moved when cases.TryGetValue(moved.Case, out var label): cases[moved.Case] = label with { Version = moved.To }; break;
            case ItemCreated created: items[(created.Case, created.Item)] = created.Names; break;
            case ItemMigrated moved when items.TryGetValue((moved.Case, moved.Item), out var name):
                items[(moved.Case, moved.Item)] = name with { NodeType = moved.NodeType, Name = moved.Name };
                break;
        }
    }
}
