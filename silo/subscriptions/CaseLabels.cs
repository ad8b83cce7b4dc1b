using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>What a fact is about, which it says by numbers alone.</summary>
internal readonly record struct CaseLabel(string Journey, int Version, string? Node = null, string? NodeType = null, string? Name = null);

/// <summary>Finds the journeys and nodes that facts are about.</summary>
internal sealed class CaseLabels(ICustomers customers)
{
    private const int NearSize = 64, PageSize = 512;

    /// <summary>One for each of some facts of an entry; null: it is about no case, or that case is not kept any more.</summary>
    /// <returns>Null: the customer was erased.</returns>
    public async ValueTask<CaseLabel?[]?> OfAsync(LiveEntry entry, IReadOnlyList<Fact> facts)
    {
        if (!facts.Any(fact => fact is CaseFact)) return new CaseLabel?[facts.Count];
        try
        {
            return await FindAsync(entry, facts).ConfigureAwait(false);
        }
        catch (DamagedStoreException)
        {
            // Another entry of that customer is damaged, which the host has logged: this one is told without its labels, and holds up nobody.
            return new CaseLabel?[facts.Count];
        }
    }

    private async ValueTask<CaseLabel?[]?> FindAsync(LiveEntry entry, IReadOnlyList<Fact> facts)
    {
        var read = await customers.ReadAsync(entry.CustomerId, state => facts.Select(fact => Of(state.Cases, fact)).ToArray()).ConfigureAwait(false);
        if (read.Value is not { } labels) return null;
        for (var i = 0; i < labels.Length; i++)
            // Of a node that ran again the state keeps the newest instance only; the journal has them all.
            if (labels[i] is { Node: null } label && facts[i] is ItemFact { Item: > 0 } fact)
                labels[i] = await FromJournalAsync(entry, fact).ConfigureAwait(false) is { } created ? Name(label, created.Node, created.NodeType, created.Name) : label;
        return labels;
    }

    private static CaseLabel? Of(IReadOnlyDictionary<CaseId, CaseState> cases, Fact fact)
    {
        if (fact is not CaseFact about || !cases.TryGetValue(about.Case, out var owner)) return null;
        var label = new CaseLabel(owner.Journey, owner.Version);
        return fact is ItemFact { Item: var ordinal } && owner.Item(ordinal) is { } item ? Name(label, item.Node, item.NodeType, item.Name) : label;
    }

    private static CaseLabel Name(CaseLabel label, string node, string nodeType, string name) => label with { Node = node, NodeType = nodeType, Name = name };

    /// <summary>An item mostly ends soon after it was created; else, or where a join has moved the places, all of the journal is looked through.</summary>
    private async ValueTask<ItemCreated?> FromJournalAsync(LiveEntry entry, ItemFact fact)
    {
        var near = await PageAsync(entry.CustomerId, Math.Max(0, entry.Entry.Seq - NearSize), NearSize).ConfigureAwait(false);
        if (Created(near, fact) is { } found) return found;
        for (var page = await PageAsync(entry.CustomerId, 0, PageSize).ConfigureAwait(false); page.Count > 0;)
        {
            if (Created(page, fact) is { } created) return created;
            page = await PageAsync(entry.CustomerId, page[^1].Seq, PageSize).ConfigureAwait(false);
        }
        return null;
    }

    private static ItemCreated? Created(IEnumerable<Entry> entries, ItemFact fact) =>
        entries.SelectMany(entry => entry.Facts).OfType<ItemCreated>().FirstOrDefault(created => created.Case == fact.Case && created.Item == fact.Item);

    private async ValueTask<IReadOnlyList<Entry>> PageAsync(string customer, long after, int limit) =>
        (await customers.HistoryAsync(customer, after, limit).ConfigureAwait(false)).Value ?? [];
}
