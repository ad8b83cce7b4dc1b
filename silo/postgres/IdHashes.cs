using System.Runtime.InteropServices;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Compares keyed hashes of ids by what is in them. Their bits are as good as random: some of them are hash enough.</summary>
internal sealed class IdHashes : IEqualityComparer<byte[]>
{
    public static readonly IdHashes Comparer = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] hash) => MemoryMarshal.Read<int>(hash);
}
