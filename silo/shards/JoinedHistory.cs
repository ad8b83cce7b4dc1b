using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>A customer's history with that of whoever was joined to it in its place: right before the entry of the join, which left as many numbers
/// free. The journals themselves stay apart.</summary>
internal sealed class JoinedHistory(Host host)
{
    public async ValueTask<IReadOnlyList<Entry>> ReadAsync(long customer, IPersonSeal seal, long after, int limit, CancellationToken cancel)
    {
        var entries = new EntryReader(host, customer, seal);
        var history = new List<Entry>();
        var last = after;
        foreach (var record in await host.Store.EntriesAsync(customer, after, limit, cancel).ConfigureAwait(false))
        {
            var entry = entries.Read(record, last);
            last = entry.Seq;
            if (entry.Facts is [CustomerJoined joined, ..])
                await AddAsync(history, joined, entry.Before, after, limit - history.Count, cancel).ConfigureAwait(false);
            if (history.Count == limit) break;
            history.Add(entry);
            if (history.Count == limit) break;
        }
        return history;
    }

    private async ValueTask AddAsync(List<Entry> history, CustomerJoined joined, long before, long after, int limit, CancellationToken cancel)
    {
        if (limit == 0 || host.Keys.Open(joined.Customer) is not { } opened) return;
        using var seal = opened;
        var entries = new EntryReader(host, joined.Customer, seal);
        var from = Math.Max(after - before, 0);
        foreach (var record in await host.Store.EntriesAsync(joined.Customer, from, limit, cancel).ConfigureAwait(false))
        {
            if (record.Seq > joined.Entries) break;
            var entry = entries.Read(record, from);
            from = entry.Seq;
            history.Add(entry with { Seq = before + entry.Seq });
        }
    }
}
