using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Outcome of folding every journal of a store.</summary>
internal sealed record Verified(long Customers, long Entries, long Snapshots, IReadOnlyList<(long Customer, string Flaw)> Flaws)
{
    public override string ToString() => $"{Customers} customers, {Entries} entries folded, {Snapshots} snapshots compared, {Flaws.Count} wrong";
}

/// <summary>Folds the journal of every customer and compares the state with the snapshots.</summary>
internal static class JournalVerification
{
    public static Task<Verified> RunAsync(IJournalStore store, IPersonKeys keys, long lastCustomer, CancellationToken cancel) =>
        CommandProgress.ShowAsync("customers", progress => RunAsync(store, keys, lastCustomer, progress, cancel));

    private static async Task<Verified> RunAsync(
        IJournalStore store, IPersonKeys keys, long lastCustomer, IProgress<(long Done, long Total)> progress, CancellationToken cancel)
    {
        var (customers, entries, snapshots) = (0L, 0L, 0L);
        var flaws = new List<(long, string)>();
        progress.Report((0, lastCustomer));
        for (long key = 1; key <= lastCustomer; key++)
        {
            if (await LookAsync(store, keys, key, cancel) is { } found)
            {
                customers++;
                entries += found.Entries;
                if (found.HadSnapshot) snapshots++;
                if (found.Flaw is not null) flaws.Add((key, found.Flaw));
            }
            progress.Report((key, lastCustomer));
        }
        return new Verified(customers, entries, snapshots, flaws);
    }

    /// <returns>Null: there is no such customer.</returns>
    private static async Task<JournalFinding?> LookAsync(IJournalStore store, IPersonKeys keys, long key, CancellationToken cancel)
    {
        try
        {
            return await store.SealedIdAsync(key, cancel) is { } sealedId ? await new JournalCheck(store, keys, key).RunAsync(sealedId, cancel) : null;
        }
        catch (DamagedStoreException damage)
        {
            return new(0, false, damage.Message);
        }
    }
}
