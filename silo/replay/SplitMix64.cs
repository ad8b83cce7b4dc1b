namespace JourneyOrchestrator.Silo.Replay;

/// <summary>
/// Steele, Lea and Flood's SplitMix64 generator: the same numbers for the same seed on every machine and every .NET version, which
/// <see cref="Random"/> doesn't promise. Not for secrets.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>A generator of its own for one member of a family, so that members don't depend on how many there are.</summary>
    public static SplitMix64 For(ulong seed, int member)
    {
        var family = new SplitMix64(seed);
        return new SplitMix64(family.Next() ^ ((ulong)(uint)member * Golden));
    }

    public ulong Next()
    {
        var z = _state += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>A number from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>True in so many of 100 cases.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of the items, each equally likely.</summary>
    public T Pick<T>(ReadOnlySpan<T> items) => items[Below(items.Length)];
}
