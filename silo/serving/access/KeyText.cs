using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace JourneyOrchestrator.Silo.Serving.Access;

/// <summary>The text of an API key: <c>jo_</c> and 32 random bytes in base64url. Only its hash is kept.</summary>
internal static class KeyText
{
    /// <summary>Environment variable with the key of whoever calls.</summary>
    public const string Variable = "JOURNEY_API_KEY";

    /// <summary>What a key looks like, for whoever gave something else.</summary>
    public const string Form = "jo_ and 43 characters of base64url, which are 32 random bytes";

    private const string Prefix = "jo_";
    private const int RandomBytes = 32, NonceBytes = 12, TagBytes = 16;

    public static string Make() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>False: no key ever looked like this.</summary>
    public static bool Looks(string text) => text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length == Prefix.Length + Base64Url.GetEncodedLength(RandomBytes);

    /// <summary>What is kept of a key. It has 256 random bits, so that nobody finds it by trying: a slow hash, as for passwords, would only make every call slow.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Seals the customer of a key under the key itself (AES-256-GCM): who has the file alone does not learn whom a key is for, before an erasure
    /// or after.</summary>
    public static byte[] Seal(string text, string customer)
    {
        var plain = Encoding.UTF8.GetBytes(customer);
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var cipher = Cipher(text);
        cipher.Encrypt(sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(^TagBytes..));
        return sealedBytes;
    }

    /// <returns>Null: it was not sealed with this key.</returns>
    public static string? Open(string text, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var cipher = Cipher(text);
        try
        {
            cipher.Decrypt(sealedBytes[..NonceBytes], sealedBytes[NonceBytes..^TagBytes], sealedBytes[^TagBytes..], plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm Cipher(string text) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(text), 32, info: "journey key customer v1"u8.ToArray()), TagBytes);
}
