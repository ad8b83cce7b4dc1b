using System.Collections.Concurrent;
using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>
/// Where in their customers' histories cases went on with another version, or left the state. A history is read once and on from there, since who is
/// behind asks for each of its entries.
/// </summary>
internal sealed class LabelChanges(ICustomers customers)
{
    private const int CustomersMax = 1_000, PageSize = 512;

    private readonly ConcurrentDictionary<long, Known> known = [];

    /// <summary>What came between an entry and a state that was read after it.</summary>
    /// <exception cref="DamagedStoreException">An entry in between is damaged.</exception>
    public async ValueTask<Since> SinceAsync(LiveEntry entry, Holder holder, IReadOnlyList<Fact> facts)
    {
        var seq = entry.Entry.Seq;
        if (holder.Id == entry.CustomerId && holder.Seq == seq) return new Since(seq, false, []);
        if (holder.Id == entry.CustomerId && holder.Seq > seq) return new Since(seq, false, (await ReadAsync(holder, seq, holder.Seq).ConfigureAwait(false)).Changes);
        // Behind is a host that others have taken the customer from, or a visitor's survivor, which it has not seen yet.
        var visitors = holder.Id == entry.CustomerId ? [holder.Key] : facts.OfType<CaseFact>().Select(fact => fact.Case.Customer).ToHashSet();
        return await OfJoinedAsync(seq, holder, visitors).ConfigureAwait(false) ?? new Since(seq, holder.Seq < seq, []);
    }

    /// <summary>Of a visitor who was joined since the entries have other places, in the history that goes on; null: nobody was.</summary>
    private async ValueTask<Since?> OfJoinedAsync(long seq, Holder holder, HashSet<long> visitors)
    {
        foreach (var through in new[] { holder.Seq, long.MaxValue })
        {
            var all = await ReadAsync(holder, 0, through).ConfigureAwait(false);
            foreach (var (customer, before) in all.Joins)
            {
                if (visitors.Contains(customer)) return new Since(before + seq, holder.Seq < before + seq, all.Changes);
            }
        }
        return null;
    }

    private async ValueTask<Known> ReadAsync(Holder holder, long from, long through)
    {
        if (!known.TryGetValue(holder.Key, out var now) || now.From > from) now = new Known(from, from, [], []);
        if (now.Through >= through) return now;
        while (now.Through < through)
        {
            var page = (await customers.HistoryAsync(holder.Id, now.Through, PageSize).ConfigureAwait(false)).Value ?? [];
            if (page.Count == 0) break;
            now = new Known(
                now.From, page[^1].Seq,
                now.Changes.AddRange(page.SelectMany(entry => entry.Facts.Where(fact => fact is CaseMigrated or CaseRetired).Select(fact => (entry.Seq, ((CaseFact)fact).Case)))),
                now.Joins.AddRange(page.SelectMany(entry => entry.Facts.OfType<CustomerJoined>().Select(joined => (joined.Customer, entry.Before)))));
        }
        if (known.Count >= CustomersMax) known.Clear();
        return known[holder.Key] = now;
    }

    /// <param name="From">From where on it was read.</param>
    /// <param name="Joins">Visitors, by key, and the place before their first entry.</param>
    private sealed record Known(long From, long Through, ImmutableArray<(long Place, CaseId Case)> Changes, ImmutableArray<(long Customer, long Before)> Joins);

    /// <param name="Place">Of the entry in its customer's history.</param>
    /// <param name="IsBehind">The state has not come to that entry yet.</param>
    public readonly record struct Since(long Place, bool IsBehind, ImmutableArray<(long Place, CaseId Case)> Changes)
    {
        /// <summary>True where a state of now may say something else of a case than was so at that place.</summary>
        public bool Has(CaseId id)
        {
            if (IsBehind) return true;
            foreach (var (place, changed) in Changes)
            {
                if (place > Place && changed == id) return true;
            }
            return false;
        }
    }
}
