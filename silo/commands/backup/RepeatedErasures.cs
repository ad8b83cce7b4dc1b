using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sealing;

namespace JourneyOrchestrator.Silo.Commands.Backup;

/// <summary>Erases again who was erased since the moment to which a store was put back, while no host works on it.</summary>
internal static class RepeatedErasures
{
    /// <returns>How many persons were in it again.</returns>
    public static async Task<int> RunAsync(IJournalStore store, PersonKeys keys, IReadOnlyList<ErasedPerson> erased, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var person in erased)
            if (await EraseAsync(store, person, cancel)) removed++;
        await FinishErasuresAsync(store, keys, cancel);
        return removed;
    }

    /// <summary>Erases a person as the host did; a person who is not there gets the tombstone alone.</summary>
    private static async Task<bool> EraseAsync(IJournalStore store, ErasedPerson person, CancellationToken cancel)
    {
        var customer = await store.FindCustomerAsync(person.IdHash, cancel);
        if (customer != 0 && await store.EntriesAsync(customer, 0, 1, cancel) is [var first, ..] && first.At > person.Tombstone.At)
            return false;   // somebody new under this id, long after
        if (customer == 0 && await store.TombstoneAsync(person.IdHash, person.Tombstone.At, cancel) is not null) return false;
        await store.EraseAsync(customer, person.IdHash, person.Tombstone, cancel);
        return customer != 0;
    }

    /// <summary>The rows are gone; the keys follow, of who was joined to them as well, and what others kept of them.</summary>
    private static async Task FinishErasuresAsync(IJournalStore store, PersonKeys keys, CancellationToken cancel)
    {
        foreach (var person in await store.OpenErasuresAsync(cancel))
        {
            keys.Destroy(person);
            foreach (var holder in await store.HoldersAsync(person, cancel)) await store.DropSnapshotAsync(holder, cancel);
            await store.FinishErasureAsync(person, cancel);
        }
    }
}
