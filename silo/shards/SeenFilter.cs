namespace JourneyOrchestrator.Silo.Shards;

/// <summary>
/// Says of an input hash that it was certainly not seen, or that it may have been: then the journal is asked. A Bloom filter of fixed
/// size, so that memory does not grow by event: 1 in 100 unseen hashes is asked for in vain at 100 entries, 1 in 4 at 300.
/// </summary>
internal sealed class SeenFilter
{
    private const int Bits = 1_024;
    private const int Probes = 4;

    private readonly ulong[] words = new ulong[Bits / 64];
    private bool all;

    /// <summary>From now on everything may have been seen: the entries before a snapshot were not read.</summary>
    public void AddAll() => all = true;

    public void Add(long hash)
    {
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = Bit(hash, probe);
            words[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    public bool MayContain(long hash)
    {
        if (all) return true;
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = Bit(hash, probe);
            if ((words[bit >> 6] & (1UL << (bit & 63))) == 0) return false;
        }
        return true;
    }

    // The hash is keyed and uniform: each probe takes ten bits of its own.
    private static int Bit(long hash, int probe) => (int)((ulong)hash >> (probe * 10)) & (Bits - 1);
}
