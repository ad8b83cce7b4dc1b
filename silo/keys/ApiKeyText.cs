using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace JourneyOrchestrator.Silo.Keys;

/// <summary>The text of a key, which only its owner has.</summary>
internal static class ApiKeyText
{
    private const string Prefix = "jo_";
    private const int RandomBytes = 32;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Where the customer of a key is sealed for.</summary>
    public static string PlaceOf(string name) => "api-key customer\0" + name;
}
