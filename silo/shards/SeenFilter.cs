namespace JourneyOrchestrator.Silo.Shards;

/// <summary>
/// Says of an input hash that it was certainly not seen, or that it may have been: then the journal is asked. A chain of Bloom filters, each four
/// times as large as the one before and begun when that is full, so that 1 in 100 unseen hashes is asked for in vain, however many entries a
/// customer has. The chain ends at 10 KiB, about 8,700 entries: memory is bounded, from then on more are asked for.
/// </summary>
internal sealed class SeenFilter
{
    private const int FirstBits = 1_024, LastBits = 65_536;
    private const int BitsPerHash = 10;
    private const int Probes = 4;

    private readonly List<ulong[]> filters = [new ulong[FirstBits / 64]];
    private int room = FirstBits / BitsPerHash;   // hashes that the newest filter still takes
    private bool all;

    public int Bytes { get; private set; } = FirstBits / 8;

    /// <summary>From now on everything may have been seen: the entries before a snapshot were not read.</summary>
    public void AddAll() => all = true;

    public void Add(long hash)
    {
        if (room == 0) Grow();
        room = Math.Max(0, room - 1);
        var words = filters[^1];
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = Bit(hash, probe, words);
            words[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    public bool MayContain(long hash)
    {
        if (all) return true;
        foreach (var words in filters)
            if (MayContain(words, hash)) return true;
        return false;
    }

    private void Grow()
    {
        var bits = filters[^1].Length * 64 * 4;
        if (bits > LastBits) return;
        filters.Add(new ulong[bits / 64]);
        Bytes += bits / 8;
        room = bits / BitsPerHash;
    }

    private static bool MayContain(ulong[] words, long hash)
    {
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = Bit(hash, probe, words);
            if ((words[bit >> 6] & (1UL << (bit & 63))) == 0) return false;
        }
        return true;
    }

    // The hash is keyed and uniform: each probe takes sixteen bits of its own, as many of them as the filter can tell apart.
    private static int Bit(long hash, int probe, ulong[] words) => (int)((ulong)hash >> (probe * 16)) & ((words.Length * 64) - 1);
}
