using System.Security.Cryptography;
using System.Text;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>The 32 bytes that protect every person's data key, and the keys derived from them (HKDF-SHA256, RFC 5869). Whoever
/// loses it loses every personal value; whoever has it and the data directory can read them.</summary>
public sealed class MasterKey
{
    /// <summary>Environment variable that is looked at first: 32 bytes as base64 or hex.</summary>
    public const string Variable = "JOURNEY_MASTER_KEY";

    /// <summary>Name of the file that the embedded default makes in the data directory.</summary>
    public const string FileName = "master.key";

    private const int SizeBytes = 32;
    private readonly byte[] _bytes;

    private MasterKey(byte[] bytes, string origin)
    {
        _bytes = bytes;
        Origin = origin;
    }

    /// <summary>Where the key came from, for the start-up message: a file's path or the name of a variable. Never the key.</summary>
    public string Origin { get; }

    /// <summary>A key given as bytes; <see cref="MasterKeyException"/> unless there are 32 of them.</summary>
    public static MasterKey FromBytes(ReadOnlySpan<byte> bytes, string origin) =>
        bytes.Length == SizeBytes
            ? new MasterKey(bytes.ToArray(), origin)
            : throw new MasterKeyException($"The master key from {origin} has {bytes.Length} bytes; it must have {SizeBytes}.");

    /// <summary>A key as text, base64 or hex.</summary>
    public static MasterKey FromText(string text, string origin)
    {
        var trimmed = text.Trim();
        Span<byte> bytes = stackalloc byte[SizeBytes];
        var hex = trimmed.Length == SizeBytes * 2 && trimmed.All(char.IsAsciiHexDigit);
        if (hex) return FromBytes(Convert.FromHexString(trimmed), origin);
        return Convert.TryFromBase64String(trimmed, bytes, out var written) && written == SizeBytes
            ? FromBytes(bytes, origin)
            : throw new MasterKeyException($"The master key from {origin} is not {SizeBytes} bytes as base64 or hex.");
    }

    /// <summary>Reads a key file; refuses one that anybody but its owner may read.</summary>
    public static MasterKey FromFile(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new MasterKeyException($"The master key file {path} may be read or written by others. Run: chmod 600 {path}");
        return FromText(File.ReadAllText(path, Encoding.ASCII), path);
    }

    /// <summary>The key of the variable, else of <c>master.key</c> in the data directory, which is made when it is missing and
    /// no person's keys depend on an earlier one.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="lastCustomer">Highest customer key ever committed to the store there; 0: none, so that there need be no keys of persons.</param>
    public static MasterKey ForDirectory(string directory, long lastCustomer = 0)
    {
        var keys = Path.Combine(directory, PersonKeys.FileName);
        if (lastCustomer > 0 && !File.Exists(keys))
            throw new MasterKeyException($"{keys} is missing, but the journal beside it was sealed with its keys: without them nobody in it would be known. Restore the file.");
        return Find(directory) ?? (File.Exists(keys)
            ? throw new MasterKeyException($"{Path.Combine(directory, FileName)} is missing, but {PersonKeys.FileName} was made with it. Restore the file, or set {Variable}.")
            : Create(directory, Path.Combine(directory, FileName)));
    }

    /// <summary>The key of the variable, else of <c>master.key</c> in the data directory, for keys that other hosts may share: it is made when the table has
    /// none yet.</summary>
    public static MasterKey ForTable(string directory, IKeyTable keys) => Find(directory) ?? (keys.CheckValue() is null
        ? Create(directory, Path.Combine(directory, FileName))
        : throw new MasterKeyException(
            $"{Path.Combine(directory, FileName)} is missing, but {keys.Name} was made with another host's or an earlier one. Put that file there, or set {Variable}."));

    /// <summary>A key for one use; equal labels give equal keys.</summary>
    internal byte[] Derive(string label) =>
        HKDF.Expand(HashAlgorithmName.SHA256, _bytes, SizeBytes, Encoding.ASCII.GetBytes(label));

    /// <summary>The key of the variable, else of <c>master.key</c> in a directory; null: there is none.</summary>
    public static MasterKey? Find(string directory)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text) return FromText(text, Variable);
        var path = Path.Combine(directory, FileName);
        return File.Exists(path) ? FromFile(path) : null;
    }

    private static MasterKey Create(string directory, string path)
    {
        Directory.CreateDirectory(directory);
        var bytes = RandomNumberGenerator.GetBytes(SizeBytes);
        DurableFiles.Replace(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)));
        return new MasterKey(bytes, path);
    }
}

/// <summary>The master key is missing, malformed, unprotected or not the one that the keys of persons were made with.</summary>
public sealed class MasterKeyException(string message) : Exception(message);
