using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>What a fact is about, which it says by numbers alone.</summary>
internal readonly record struct CaseLabel(string Journey, int Version, ItemName? Item = null);

/// <summary>Whose state was read, and how far it was.</summary>
internal readonly record struct Holder(long Key, string Id, long Seq);

/// <summary>
/// Finds the journeys and nodes that facts are about, as they were right after their entry: however often and late a change is told, it is told in
/// the same words. The state says it, unless the case has changed since in what it is called, or is not kept any more; then the journal does.
/// </summary>
internal sealed class CaseLabels(ICustomers customers)
{
    private const int NearSize = 64, PageSize = 512;

    private readonly LabelChanges changes = new(customers);

    /// <summary>One for each of some facts of an entry; null: it is about no case.</summary>
    /// <returns>Null: the customer was erased.</returns>
    public async ValueTask<CaseLabel?[]?> OfAsync(LiveEntry entry, IReadOnlyList<Fact> facts)
    {
        var labels = new CaseLabel?[facts.Count];
        if (!facts.Any(fact => fact is CaseFact)) return labels;
        try
        {
            var read = await customers.ReadAsync(entry.CustomerId, state => (new Holder(state.Key, state.Id, state.Seq), facts.Select(fact => Of(state.Cases, fact)).ToArray())).ConfigureAwait(false);
            if (read.Value is not (var holder, { } now)) return null;
            labels = now;
            await CorrectAsync(labels, entry, facts, holder).ConfigureAwait(false);
        }
        catch (DamagedStoreException)
        {
            // Another entry of that customer is damaged, which the host has logged: this one is told with what is known without it, and holds up nobody.
        }
        return labels;
    }

    private static CaseLabel? Of(IReadOnlyDictionary<CaseId, CaseState> cases, Fact fact)
    {
        if (fact is not CaseFact about || !cases.TryGetValue(about.Case, out var owner)) return null;
        return new CaseLabel(owner.Journey, owner.Version, fact is ItemFact { Item: var ordinal } ? owner.Item(ordinal)?.Names : null);
    }

    private async ValueTask CorrectAsync(CaseLabel?[] labels, LiveEntry entry, IReadOnlyList<Fact> facts, Holder holder)
    {
        var since = await changes.SinceAsync(entry, holder, facts).ConfigureAwait(false);
        var fold = new LabelFold();
        var open = new List<int>();
        for (var i = 0; i < labels.Length; i++)
        {
            if (facts[i] is not CaseFact fact) continue;
            var stands = labels[i] is not null && !since.Has(fact.Case);
            // Of a node that ran again the state keeps the newest instance only; the journal has them all.
            if (stands && (fact is not ItemFact { Item: > 0 } || labels[i]!.Value.Item is not null)) continue;
            if (stands) fold.Begin(fact.Case, labels[i]!.Value);
            open.Add(i);
        }
        if (open.Count == 0) return;
        await FoldAsync(fold, open.ConvertAll(i => (CaseFact)facts[i]), holder, since.Place).ConfigureAwait(false);
        foreach (var i in open) labels[i] = fold.Of((CaseFact)facts[i]) ?? labels[i];
    }

    /// <summary>An item mostly ends soon after it was created; else all entries from the beginning of its case on are looked through.</summary>
    private async ValueTask FoldAsync(LabelFold fold, List<CaseFact> about, Holder holder, long place)
    {
        var first = about.Min(fact => fact.Case.Customer == holder.Key ? fact.Case.Seq - 1 : 0);
        if (place - first > NearSize)
        {
            await FoldAsync(fold, holder, place - NearSize, place).ConfigureAwait(false);
            if (about.TrueForAll(fold.Knows)) return;
        }
        await FoldAsync(fold, holder, first, place).ConfigureAwait(false);
    }

    private async ValueTask FoldAsync(LabelFold fold, Holder holder, long after, long place)
    {
        while (after < place)
        {
            var page = (await customers.HistoryAsync(holder.Id, after, (int)Math.Min(PageSize, place - after)).ConfigureAwait(false)).Value ?? [];
            if (page.Count == 0) return;
            foreach (var entry in page.Where(entry => entry.Seq <= place)) fold.Apply(entry.Facts);
            after = page[^1].Seq;
        }
    }
}
