using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Brings a customer into memory: the newest snapshot, and the entries since, page by page.</summary>
internal static class Activation
{
    public static async ValueTask LoadAsync(Host host, Slot slot)
    {
        var idHash = host.Keys.IdHash(slot.Id);
        var key = await host.Store.FindCustomerAsync(idHash);
        if (key == 0)
        {
            slot.Miss(erased: await host.Store.TombstoneAsync(idHash, host.Now().ToUnixMicroseconds()) is not null);
            return;
        }
        var snapshot = FindSnapshotAsync(host, key);
        await Task.WhenAll(host.Keys.FetchAsync(key).AsTask(), snapshot);   // both may be far away
        if (host.Keys.Open(key) is not { } seal)
        {
            slot.Miss(erased: true);   // the key is gone and the rows are going: an erasure that was interrupted
            return;
        }
        try
        {
            await LoadAsync(host, slot, key, seal, await snapshot);
        }
        catch
        {
            seal.Dispose();
            throw;
        }
    }

    private static async ValueTask LoadAsync(Host host, Slot slot, long key, IPersonSeal seal, SnapshotRow? snapshot)
    {
        var seen = new SeenFilter();
        var state = new CustomerState(key, slot.Id);
        if (snapshot is not null && TryOpen(host, snapshot, seal) is { } kept)
        {
            state = kept;
            slot.Weigh(snapshot);
            seen.AddAll();
        }
        var entries = new EntryReader(host, key, seal);
        for (var more = true; more;)
        {
            var page = await host.Store.EntriesAsync(key, state.Seq, host.Options.PageSize);
            foreach (var entry in page)
            {
                state.Apply(entries.Read(entry, state.Seq));
                slot.Weigh(entry);
                if (entry.InputHash != 0) seen.Add(entry.InputHash);
            }
            more = page.Count == host.Options.PageSize;
        }
        slot.Load(state, seal, seen);
    }

    /// <summary>The newest snapshot; null: there is none, or it is on a damaged page. The whole journal is folded in its place, and the next turn writes a new one.</summary>
    private static async Task<SnapshotRow?> FindSnapshotAsync(Host host, long key)
    {
        try
        {
            return await host.Store.SnapshotAsync(key, SnapshotCodec.Schema);
        }
        catch (DamagedStoreException damage)
        {
            host.Damage.Note(damage);
            return null;
        }
    }

    /// <summary>The state of a snapshot; null: it is damaged, and goes the way of one that is not there.</summary>
    private static CustomerState? TryOpen(Host host, SnapshotRow snapshot, IPersonSeal seal)
    {
        try
        {
            return Snapshots.Open(snapshot, seal);
        }
        catch (DamagedStoreException damage)
        {
            host.Damage.Note(damage);
            return null;
        }
    }
}
