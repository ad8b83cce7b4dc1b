using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Silo.Commands;
using JourneyOrchestrator.Silo.Commands.Backup;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Keys;

/// <summary><c>api-keys.json</c> in the data directory: the keys, without their texts. Changed by commands while the host runs, and by the host when a
/// customer is erased; each change replaces the whole file.</summary>
internal sealed class ApiKeyFile(string directory)
{
    public const string Name = "api-keys.json";

    private const string LockName = "api-keys.lock";
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(5), LockPause = TimeSpan.FromMilliseconds(20);

    private readonly string path = Path.Combine(directory, Name);

    /// <summary>Changes with the file; default: there is none.</summary>
    public (DateTime Written, long Length) Stamp => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <exception cref="RefusedException">The file is malformed, or others may read it.</exception>
    public IReadOnlyList<ApiKeyEntry> Read()
    {
        if (!File.Exists(path)) return [];
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0) throw new RefusedException($"{path} may be read or written by others. Run: chmod 600 {path}");
        try
        {
            var list = JsonSerializer.Deserialize(File.ReadAllBytes(path), ApiKeyJson.Default.ApiKeyList) ?? throw new JsonException("It is null.");
            foreach (var entry in list.Keys) _ = ScopesOf(entry.Scopes);
            return list.Keys;
        }
        catch (JsonException error)
        {
            throw new RefusedException($"{path} is not a list of API keys: {error.Message} Restore it, or remove it and make new keys.");
        }
    }

    /// <summary>Replaces the list by what <paramref name="change"/> makes of it; null: nothing changes.</summary>
    public void Change(Func<IReadOnlyList<ApiKeyEntry>, IEnumerable<ApiKeyEntry>?> change)
    {
        Directory.CreateDirectory(directory);
        using var held = Hold();
        if (change(Read()) is not { } changed) return;
        var aside = path + ".new";
        File.Delete(aside);
        DurableFiles.Write(aside, JsonSerializer.SerializeToUtf8Bytes(new ApiKeyList([.. changed]), ApiKeyJson.Default.ApiKeyList));
        File.Move(aside, path, overwrite: true);
        DurableFiles.SyncDirectory(directory);
    }

    /// <exception cref="RefusedException">There is no scope of that name, or none is named.</exception>
    public static Scopes ScopesOf(IReadOnlyCollection<string> names)
    {
        var scopes = Scopes.None;
        foreach (var name in names)
            scopes |= FactNames.Names<Scopes>.TryParse(name, out var scope) && scope != Scopes.None ? scope : throw new RefusedException($"There is no scope '{name}'. Use some of ingest, read, act, design, admin; or all.");
        return scopes == Scopes.None ? throw new RefusedException("A key needs scopes: some of ingest, read, act, design, admin; or all.") : scopes;
    }

    /// <summary>Two that change the file at a time would each lose what the other did.</summary>
    private FileStream Hold()
    {
        for (var waited = TimeSpan.Zero; ; waited += LockPause)
        {
            try
            {
                return new FileStream(Path.Combine(directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < LockWait)
            {
                Thread.Sleep(LockPause);
            }
        }
    }
}
