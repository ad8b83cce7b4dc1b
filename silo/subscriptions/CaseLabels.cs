using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>What a fact is about, which it says by numbers alone.</summary>
internal readonly record struct CaseLabel(string Journey, int Version, string? Node = null, string? NodeType = null, string? Name = null);

/// <summary>Finds the journeys and nodes that facts are about.</summary>
internal sealed class CaseLabels(ICustomers customers)
{
    private const int PageSize = 512;

    /// <summary>One for each of the facts; null: it is about no case, or that case is not kept any more.</summary>
    /// <returns>Null: the customer was erased.</returns>
    public async ValueTask<CaseLabel?[]?> OfAsync(string customer, IReadOnlyList<Fact> facts)
    {
        if (!facts.Any(fact => fact is CaseFact)) return new CaseLabel?[facts.Count];
        var read = await customers.ReadAsync(customer, state => facts.Select(fact => Of(state.Cases, fact)).ToArray()).ConfigureAwait(false);
        if (read.Value is not { } labels) return null;
        for (var i = 0; i < labels.Length; i++)
            // Of a node that ran again the state keeps the newest instance only; the journal has them all.
            if (labels[i] is { Node: null } label && facts[i] is ItemFact { Item: > 0 } fact)
                labels[i] = await FromJournalAsync(customer, fact).ConfigureAwait(false) is { } created ? Name(label, created.Node, created.NodeType, created.Name) : label;
        return labels;
    }

    private static CaseLabel? Of(IReadOnlyDictionary<CaseId, CaseState> cases, Fact fact)
    {
        if (fact is not CaseFact about || !cases.TryGetValue(about.Case, out var owner)) return null;
        var label = new CaseLabel(owner.Journey, owner.Version);
        return fact is ItemFact { Item: var ordinal } && owner.Item(ordinal) is { } item ? Name(label, item.Node, item.NodeType, item.Name) : label;
    }

    private static CaseLabel Name(CaseLabel label, string node, string nodeType, string name) => label with { Node = node, NodeType = nodeType, Name = name };

    private async ValueTask<ItemCreated?> FromJournalAsync(string customer, ItemFact fact)
    {
        for (var after = 0L; ;)
        {
            var page = await customers.HistoryAsync(customer, after, PageSize).ConfigureAwait(false);
            if (page.Value is not { Count: > 0 } entries) return null;
            var created = entries.SelectMany(entry => entry.Facts).OfType<ItemCreated>().FirstOrDefault(c => c.Case == fact.Case && c.Item == fact.Item);
            if (created is not null) return created;
            after = entries[^1].Seq;
        }
    }
}
