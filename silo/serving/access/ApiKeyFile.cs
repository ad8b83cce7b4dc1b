using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Serving.Access;

/// <summary><c>api-keys.json</c> in the data directory: what is kept of each key.</summary>
internal sealed class ApiKeyFile(string directory)
{
    public const string FileName = "api-keys.json";

    private const int Known = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    private sealed record Content(int Format, IReadOnlyList<ApiKeyRecord?> Keys);

    public string Path { get; } = System.IO.Path.Combine(directory, FileName);

    /// <summary>Differs when the file does: each change puts another file in its place.</summary>
    public (DateTime Written, long Length) Stamp() => new FileInfo(Path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <summary>The keys; none when there is no file.</summary>
    /// <exception cref="RefusedException">The file is damaged, or others may read or write it.</exception>
    public IReadOnlyList<ApiKeyRecord> Read()
    {
        if (!File.Exists(Path)) return [];
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & Others) != 0)
            throw new RefusedException($"{Path} may be read or written by others. Run: chmod 600 {Path}");
        try
        {
            return Checked(JsonSerializer.Deserialize<Content>(File.ReadAllBytes(Path), Json));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{Path} can't be read: {error.Message} Put a good one in its place, from a backup for instance.");
        }
    }

    private IReadOnlyList<ApiKeyRecord> Checked(Content? content)
    {
        if (content is not { Format: Known }) throw new RefusedException($"{Path} is of a format that this program does not know.");
        if (content.Keys.Select(key => key is null ? "a key is null" : key.Flaw()).FirstOrDefault(flaw => flaw is not null) is { } flaw) throw new RefusedException($"{Path} is damaged: {flaw}.");
        if (content.Keys.DistinctBy(key => key!.Name).Count() < content.Keys.Count) throw new RefusedException($"{Path} is damaged: two keys have the same name.");
        return [.. content.Keys.OfType<ApiKeyRecord>()];
    }

    /// <summary>Changes the keys. A crash leaves the file as it was or as it is to be; a change at the same time is refused.</summary>
    /// <exception cref="IOException">The file could not be written, for lack of room for instance; it is as it was.</exception>
    public void Change(Func<IReadOnlyList<ApiKeyRecord>, IReadOnlyList<ApiKeyRecord>> change)
    {
        Directory.CreateDirectory(directory);
        using var alone = Lock();
        var keys = change(Read());
        DurableFiles.Replace(Path, JsonSerializer.SerializeToUtf8Bytes(new Content(Known, keys), Json));
    }

    private FileStream Lock()
    {
        try
        {
            return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new RefusedException($"{Path} can't be changed right now: {error.Message} If another command changes it, try again.");
        }
    }
}
