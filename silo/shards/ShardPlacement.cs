namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Which shard a customer belongs to: a fixed hash of the id, the same in every process.</summary>
internal static class ShardPlacement
{
    /// <summary>FNV-1a over the UTF-16 units, mixed so that the low bits depend on all of them.</summary>
    public static int Of(string customerId, int shards)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in customerId) hash = (hash ^ unit) * 1099511628211UL;
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93UL;
        hash ^= hash >> 32;
        return (int)(hash % (ulong)shards);
    }
}
