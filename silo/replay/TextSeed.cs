namespace JourneyOrchestrator.Silo.Replay;

/// <summary>A generator that a text decides: what whoever answers in a replay does depends on what is asked, not on when.</summary>
internal static class TextSeed
{
    private const ulong Basis = 14695981039346656037, Prime = 1099511628211; // Fowler, Noll and Vo's 64 bits

    public static SplitMix64 For(ulong seed, string text)
    {
        var hash = Basis;
        foreach (var c in text) hash = (hash ^ c) * Prime;
        return new SplitMix64(seed ^ hash);
    }
}
