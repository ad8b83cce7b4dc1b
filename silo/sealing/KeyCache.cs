namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>Unwrapped data keys used lately: two generations of at most <paramref name="generationMax"/> keys each; when the young one is
/// full it becomes the old one and the old one is dropped. Not thread-safe.</summary>
internal sealed class KeyCache(int generationMax)
{
    private Dictionary<long, byte[]> _young = [];
    private Dictionary<long, byte[]> _old = [];

    public bool TryGet(long customer, out byte[] key)
    {
        if (_young.TryGetValue(customer, out key!)) return true;
        if (!_old.Remove(customer, out key!)) return false;
        Add(customer, key);
        return true;
    }

    public void Add(long customer, byte[] key)
    {
        if (_young.Count >= generationMax) (_old, _young) = (_young, []);
        _young[customer] = key;
    }

    public void Remove(long customer)
    {
        if (_young.Remove(customer, out var key)) Array.Clear(key);
        if (_old.Remove(customer, out key)) Array.Clear(key);
    }
}
