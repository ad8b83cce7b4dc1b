using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Brings a customer into memory: the newest snapshot, and the entries since, page by page.</summary>
internal static class Activation
{
    public static async ValueTask LoadAsync(Host host, Slot slot)
    {
        var stored = await FindAsync(host, slot.Id);
        if (stored.Key == 0)
        {
            slot.Miss(stored.Erased);
            return;
        }
        await host.Keys.FetchAsync(stored.Key);
        if (host.Keys.Open(stored.Key) is not { } seal)
        {
            slot.Miss(erased: true);   // the key is gone and the rows are going: an erasure that was interrupted
            return;
        }
        try
        {
            await LoadAsync(host, slot, stored, seal);
        }
        catch
        {
            seal.Dispose();
            throw;
        }
    }

    private static async ValueTask LoadAsync(Host host, Slot slot, StoredCustomer stored, IPersonSeal seal)
    {
        var seen = new SeenFilter();
        var state = new CustomerState(stored.Key, slot.Id);
        var page = stored.Entries;
        if (stored.Snapshot is { } snapshot)
        {
            if (TryOpen(host, snapshot, seal) is { } kept)
            {
                state = kept;
                slot.Weigh(snapshot);
                seen.AddAll();
            }
            else page = await host.Store.EntriesAsync(stored.Key, 0, host.Options.PageSize);
        }
        var entries = new EntryReader(host, stored.Key, seal);
        while (true)
        {
            foreach (var entry in page)
            {
                state.Apply(entries.Read(entry, state.Seq));
                slot.Weigh(entry);
                if (entry.InputHash != 0) seen.Add(entry.InputHash);
            }
            if (page.Count < host.Options.PageSize) break;
            page = await host.Store.EntriesAsync(stored.Key, state.Seq, host.Options.PageSize);
        }
        slot.Load(state, seal, seen);
    }

    private static async ValueTask<StoredCustomer> FindAsync(Host host, string id)
    {
        var (idHash, now) = (host.Keys.IdHash(id), host.Now().ToUnixMicroseconds());
        try
        {
            return await host.Store.CustomerAsync(idHash, SnapshotCodec.Schema, host.Options.PageSize, now);
        }
        catch (DamagedStoreException)
        {
            // A page of what was asked for is damaged: which one is found out one by one.
            var key = await host.Store.FindCustomerAsync(idHash);
            if (key == 0) return StoredCustomer.Missing(erased: await host.Store.TombstoneAsync(idHash, now) is not null);
            var snapshot = await FindSnapshotAsync(host, key);
            return new StoredCustomer(key, false, snapshot, await host.Store.EntriesAsync(key, snapshot?.Seq ?? 0, host.Options.PageSize));
        }
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
