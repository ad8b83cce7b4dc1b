namespace JourneyOrchestrator.Silo.Storage;

/// <summary>Which effects are with a sender, and until when. Kept in memory: a store belongs to one process, so a lease ends with it,
/// and lending an effect costs no disk sync. Used by the one writer of the store, one thread at a time.</summary>
public sealed class OutboxLeases
{
    private readonly Dictionary<string, long> _until = new(StringComparer.Ordinal);

    public int Count => _until.Count;

    public bool IsHeld(string id, long now) => _until.TryGetValue(id, out var until) && until > now;

    /// <summary>All that are held at a moment, with the time until which they are.</summary>
    public List<KeyValuePair<string, long>> Held(long now) => [.. _until.Where(lease => lease.Value > now)];

    public void Take(string id, long until) => _until[id] = until;

    public void Release(string id) => _until.Remove(id);

    /// <summary>Forgets leases that have run out.</summary>
    public void Prune(long now)
    {
        foreach (var (id, until) in _until)
            if (until <= now) _until.Remove(id);
    }
}
