using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Reads journals from the store, beside the shards: history, and states as they were at a moment. Sees committed entries only.</summary>
internal sealed class PastReader(Host host)
{
    /// <summary>The state as it was known at a recorded time: a fresh fold of the entries up to there.</summary>
    public async ValueTask<ReadResult<CustomerState>> StateAsync(string id, DateTimeOffset at, CancellationToken cancel)
    {
        var until = at.ToUnixMicroseconds();
        var found = await FindAsync(id, cancel).ConfigureAwait(false);
        using var seal = found.Seal;
        if (seal is null) return new(found.Status);
        var state = await FoldAsync(found.Key, id, seal, until, cancel).ConfigureAwait(false);
        if (state.AliasOf is { } survivor) return await StateAsync(survivor, at, cancel).ConfigureAwait(false);
        return state.Seq == 0 ? new(ReadStatus.Unknown) : ReadResult<CustomerState>.Found(state);
    }

    private async ValueTask<CustomerState> FoldAsync(long key, string id, IPersonSeal seal, long until, CancellationToken cancel)
    {
        var state = new CustomerState(key, id);
        var entries = new EntryReader(host, key, seal);
        for (var more = true; more;)
        {
            var page = await host.Store.EntriesAsync(key, state.Seq, host.Options.PageSize, cancel).ConfigureAwait(false);
            var known = page.TakeWhile(e => e.Damage is not null || e.At <= until).ToList();   // when a damaged one was recorded nobody knows
            foreach (var entry in known) state.Apply(entries.Read(entry, state.Seq));
            more = known.Count == host.Options.PageSize;
        }
        return state;
    }

    public async ValueTask<ReadResult<IReadOnlyList<Entry>>> HistoryAsync(string id, long after, int limit, CancellationToken cancel)
    {
        var found = await FindAsync(id, cancel).ConfigureAwait(false);
        if (found.Seal is not null && await host.Store.SurvivorAsync(found.Key, cancel).ConfigureAwait(false) is var survivor and not 0)
        {
            found.Seal.Dispose();
            found = Open(survivor);
        }
        using var seal = found.Seal;
        if (seal is null) return new(found.Status);
        return ReadResult<IReadOnlyList<Entry>>.Found(await new JoinedHistory(host).ReadAsync(found.Key, seal, after, limit, cancel).ConfigureAwait(false));
    }

    private readonly record struct Found(ReadStatus Status, long Key = 0, IPersonSeal? Seal = null);

    private Found Open(long key) => host.Keys.Open(key) is { } seal ? new(ReadStatus.Found, key, seal) : new(ReadStatus.Gone);

    private async ValueTask<Found> FindAsync(string id, CancellationToken cancel)
    {
        var idHash = host.Keys.IdHash(id);
        var key = await host.Store.FindCustomerAsync(idHash, cancel).ConfigureAwait(false);
        if (key != 0) return Open(key);
        var tombstone = await host.Store.TombstoneAsync(idHash, host.Now().ToUnixMicroseconds(), cancel).ConfigureAwait(false);
        return new(tombstone is null ? ReadStatus.Unknown : ReadStatus.Gone);
    }
}
