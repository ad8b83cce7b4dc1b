using System.Text.Json;

namespace JourneyOrchestrator.Silo.Commands.Backup;

/// <summary>What a backup holds, in <c>backup.json</c>. Written last: a directory without it is a backup that did not come to its end.</summary>
internal sealed record BackupManifest(int Format, DateTimeOffset At, string Engine, long Customers, long Entries, IReadOnlyDictionary<string, string> Sha256)
{
    public const string FileName = "backup.json";

    /// <summary>Erasures up to the backup, one a line.</summary>
    public const string ErasuresName = "erasures.jsonl";

    private const int Known = 1;

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static BackupManifest Of(DateTimeOffset at, string engine, (long Customers, long Entries) counts, IReadOnlyDictionary<string, string> sha256) =>
        new(Known, at, engine, counts.Customers, counts.Entries, sha256);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Names);

    /// <exception cref="RefusedException">There is no finished backup, or it is of a kind that this program does not know.</exception>
    public static BackupManifest Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) throw new RefusedException($"There is no finished backup in {Path.GetFullPath(directory)}: it has no {FileName}.");
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(path), Names);
            if (manifest is { Format: Known, Sha256: not null }) return manifest;
        }
        catch (JsonException error)
        {
            throw new RefusedException($"{path} can't be read: {error.Message}");
        }
        throw new RefusedException($"{path} is of a format that this program does not know. Use the version of the program that made it, or a newer one.");
    }
}
