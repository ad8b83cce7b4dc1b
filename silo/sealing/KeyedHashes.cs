using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>Keyed hashes (HMAC-SHA256) of ids and search terms: equal text is found, and text can't be guessed without the key. Each thread keeps its hash:
/// a third of the cost of making one each time. Thread-safe.</summary>
internal sealed class KeyedHashes(MasterKey master) : IDisposable
{
    private const int IdHashBytes = 16;
    private readonly ThreadLocal<IncrementalHash> _ids = PerThread(master.Derive("journey id hash v1"));
    private readonly ThreadLocal<IncrementalHash> _terms = PerThread(master.Derive("journey term hash v1"));

    /// <summary>16 bytes for a customer id or identifier.</summary>
    public byte[] Id(string id)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(_ids.Value!, id, hash);
        return hash[..IdHashBytes].ToArray();
    }

    /// <summary>8 bytes for a search term; never 0, which the store reads as "none".</summary>
    public long Term(string term)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(_terms.Value!, term, hash);
        var value = BinaryPrimitives.ReadInt64LittleEndian(hash);
        return value == 0 ? 1 : value;
    }

    public void Dispose()
    {
        _ids.Dispose();
        _terms.Dispose();
    }

    /// <summary>Not tracked: threads come and go, and what they kept goes with them.</summary>
    private static ThreadLocal<IncrementalHash> PerThread(byte[] key) => new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));

    private static void Hash(IncrementalHash keyed, string text, Span<byte> hash)
    {
        const int StackBytesMax = 1024;
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = size <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[size];
        keyed.AppendData(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        keyed.GetHashAndReset(hash);
    }
}
