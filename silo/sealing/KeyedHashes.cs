using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>Keyed hashes (HMAC-SHA256) of ids and search terms: equal text is found, and text can't be guessed without the key.</summary>
internal sealed class KeyedHashes(MasterKey master)
{
    private const int IdHashBytes = 16;
    private readonly byte[] _idKey = master.Derive("journey id hash v1");
    private readonly byte[] _termKey = master.Derive("journey term hash v1");

    /// <summary>16 bytes for a customer id or identifier.</summary>
    public byte[] Id(string id)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(_idKey, id, hash);
        return hash[..IdHashBytes].ToArray();
    }

    /// <summary>8 bytes for a search term; never 0, which the store reads as "none".</summary>
    public long Term(string term)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(_termKey, term, hash);
        var value = BinaryPrimitives.ReadInt64LittleEndian(hash);
        return value == 0 ? 1 : value;
    }

    private static void Hash(byte[] key, string text, Span<byte> hash)
    {
        const int StackBytesMax = 1024;
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = size <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[size];
        HMACSHA256.HashData(key, utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
    }
}
