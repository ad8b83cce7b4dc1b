using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JourneyOrchestrator.Silo.Outbox.Senders;

/// <summary>What webhooks are signed with, so that a receiver knows who called (Standard Webhooks, https://www.standardwebhooks.com). Whoever has it can
/// sign calls as this host does.</summary>
public sealed class WebhookSecret
{
    /// <summary>Environment variable that is looked at first: <c>whsec_</c> and 24 to 64 bytes as base64.</summary>
    public const string Variable = "JOURNEY_WEBHOOK_SECRET";

    /// <summary>Name of the file that is made in the data directory without it.</summary>
    public const string FileName = "webhook.secret";

    /// <summary>Name under which a database keeps it, for all hosts that work on it.</summary>
    public const string KeptAs = "webhook secret";

    private const string Prefix = "whsec_";
    private const int BytesMin = 24, BytesMax = 64, BytesMade = 32;

    private readonly byte[] key;

    private WebhookSecret(byte[] key) => this.key = key;

    /// <exception cref="WebhookSecretException">It is not of that form.</exception>
    public static WebhookSecret FromText(string text, string origin)
    {
        var trimmed = text.Trim();
        var bytes = new byte[trimmed.Length];
        if (trimmed.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(trimmed[Prefix.Length..], bytes, out var count) && count is >= BytesMin and <= BytesMax)
            return new WebhookSecret(bytes[..count]);
        throw new WebhookSecretException($"The webhook secret from {origin} is not '{Prefix}' and {BytesMin} to {BytesMax} bytes as base64.");
    }

    /// <summary>The secret of the variable, else of the file in the data directory, which is made when it is missing.</summary>
    public static WebhookSecret ForDirectory(string directory)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text) return FromText(text, Variable);
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) Create(path);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new WebhookSecretException($"The webhook secret {path} may be read or written by others. Run: chmod 600 {path}");
        return FromText(File.ReadAllText(path, Encoding.ASCII), path);
    }

    /// <summary>A new secret, as text.</summary>
    public static string NewText() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(BytesMade));

    public bool IsSameAs(WebhookSecret other) => CryptographicOperations.FixedTimeEquals(key, other.key);

    /// <summary>To be kept, sealed: as <see cref="FromText"/> takes it. Never for people or logs.</summary>
    public string ToText() => Prefix + Convert.ToBase64String(key);

    /// <summary>One signature of <c>webhook-signature</c>.</summary>
    /// <param name="timestamp">Unix seconds, as sent.</param>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return "v1," + Convert.ToBase64String(hash.GetHashAndReset());
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Written aside and renamed: a crash leaves either no secret or a whole one.
        var aside = path + ".new";
        File.Delete(aside);
        using (var stream = new FileStream(aside, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(NewText()));
            stream.Flush(flushToDisk: true);
        }
        File.Move(aside, path);
    }
}

/// <summary>The webhook secret is malformed or unprotected.</summary>
public sealed class WebhookSecretException(string message) : Exception(message);
