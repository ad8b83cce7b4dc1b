using JourneyOrchestrator.Silo.Shards;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Ids of customers by key, for timers, topics and senders, most of whose customers are with other silos. Of somebody erased the id may stay a
/// while: it leads to nobody.</summary>
internal sealed class CustomerIds(Customers local)
{
    /// <summary>Ids kept, at about 100 bytes each.</summary>
    private const int KeptMax = 262_144;

    private readonly BoundedMap<long, string> kept = new(KeptMax);

    public async ValueTask<string?> OfAsync(long key, CancellationToken cancel)
    {
        if (kept.TryGet(key, out var known)) return known;
        if (await local.IdOfAsync(key, cancel).ConfigureAwait(false) is not { } id) return null;
        kept.Set(key, id);
        return id;
    }
}
