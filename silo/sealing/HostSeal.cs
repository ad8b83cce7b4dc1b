using System.Security.Cryptography;
using System.Text;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>AES-256-GCM under a key made from the master key: nonce (12 bytes), tag (16), ciphertext. The place is the associated data.</summary>
public sealed class HostSeal(MasterKey master) : IHostSeal
{
    private const int NonceBytes = 12, TagBytes = 16, HeadBytes = NonceBytes + TagBytes;

    private readonly byte[] key = master.Derive("journey host seal v1");

    public byte[] Seal(string place, ReadOnlySpan<byte> plain)
    {
        var result = new byte[HeadBytes + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(result.AsSpan(0, NonceBytes), plain, result.AsSpan(HeadBytes), result.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(place));
        return result;
    }

    public byte[]? Open(string place, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < HeadBytes) return null;
        var plain = new byte[sealedBytes.Length - HeadBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(sealedBytes[..NonceBytes], sealedBytes[HeadBytes..], sealedBytes[NonceBytes..HeadBytes], plain, Encoding.UTF8.GetBytes(place));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
