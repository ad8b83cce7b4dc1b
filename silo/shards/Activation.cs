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
        await host.Keys.FetchAsync(key);
        if (host.Keys.Open(key) is not { } seal)
        {
            slot.Miss(erased: true);   // the key is gone and the rows are going: an erasure that was interrupted
            return;
        }
        try
        {
            await LoadAsync(host, slot, key, seal);
        }
        catch
        {
            seal.Dispose();
            throw;
        }
    }

    private static async ValueTask LoadAsync(Host host, Slot slot, long key, IPersonSeal seal)
    {
        var seen = new SeenFilter();
        var state = new CustomerState(key, slot.Id);
        if (await FindSnapshotAsync(host, key, seal) is var (snapshot, kept))
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

    /// <summary>The newest snapshot and its state; null: there is none, or a damaged one, in whose place the whole journal is folded. The next turn writes a new one then.</summary>
    private static async ValueTask<(SnapshotRow Row, CustomerState State)?> FindSnapshotAsync(Host host, long key, IPersonSeal seal)
    {
        try
        {
            return await host.Store.SnapshotAsync(key, SnapshotCodec.Schema) is { } row ? (row, Snapshots.Open(row, seal)) : null;
        }
        catch (DamagedStoreException damage)
        {
            host.Damage.Note(damage);
            return null;
        }
    }
}
