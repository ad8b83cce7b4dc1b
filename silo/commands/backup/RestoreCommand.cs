using System.CommandLine;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Serving.Access;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Commands.Backup;

/// <summary><c>restore DIRECTORY --data D</c>: makes a data directory of a backup, without those who were erased since, and folds all of it before it counts.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<DirectoryInfo> Source = new("DIRECTORY") { Description = "A backup." };
    private static readonly Option<FileInfo?> Key = new("--master-key") { Description = "The file of the master key, when it is not in the backup." };
    private static readonly Option<FileInfo[]> Erasures = new("--erasures")
    {
        Description = "Lists of erasures since the backup ('erasures' prints them, later backups hold them).", AllowMultipleArgumentsPerToken = true,
    };

    public static Command Build()
    {
        var command = new Command("restore", "Makes a data directory of a backup and checks it.") { Source, Key, Erasures, CommandOutput.Option };
        command.SetAction((parsed, cancel) => RunAsync(parsed, HostSettings.From(parsed).Data, cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string data, CancellationToken cancel)
    {
        if (HostSettings.From(parsed).Postgres is not null)
            throw new RefusedException("restore makes data directories of SQLite. A database is put back with the tools of PostgreSQL, and then looked at with 'erasures --apply' and 'verify': docs/operations.md.");
        var (source, output) = (parsed.GetValue(Source)!.FullName, CommandOutput.Of(parsed));
        var lists = parsed.GetValue(Erasures) ?? [];
        var manifest = BackupManifest.Read(source);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new RefusedException($"{target} is not empty. Name a directory that is, or that is not there.");
        var erased = ErasureList.Read(Path.Combine(source, BackupManifest.ErasuresName)).Concat(lists.SelectMany(list => ErasureList.Read(list.FullName))).ToList();
        // Everything happens beside: what has the name of the data directory is whole and was checked.
        var beside = $"{target}.restoring-{Environment.ProcessId}";
        try
        {
            await CopyAsync(manifest, source, beside, KeyFile(parsed.GetValue(Key), source), cancel);
            var (found, removed) = await CheckAsync(beside, erased, cancel);
            if (found.Flaws.Count > 0)
            {
                output.Say($"Nothing was put into {target}: the backup does not fold. Use another one.");
                return VerifyCommand.End(output, found, ("directory", null), ("at", manifest.At));
            }
            Move(beside, target);
            if (removed > 0) output.Say($"{removed} persons who were erased since are not in it.");
            if (lists.Length == 0) output.Say($"Who was erased after {manifest.At:O} is in it again, unless you restore with --erasures: see docs/operations.md.");
            if (manifest.Sha256.ContainsKey(ApiKeyFile.FileName)) output.Say($"API keys that were revoked after {manifest.At:O} work again: look at 'keys list'.");
            return VerifyCommand.End(output, found, ("directory", target), ("at", manifest.At), ("erased", removed));
        }
        finally
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        }
    }

    /// <summary>The file of the master key; null: it comes from the environment.</summary>
    private static string? KeyFile(FileInfo? named, string source)
    {
        if (named is { Exists: false }) throw new RefusedException($"--master-key {named}: there is no such file.");
        var inside = Path.Combine(source, MasterKey.FileName);
        var path = named?.FullName ?? (File.Exists(inside) ? inside : null);
        if (path is null && Environment.GetEnvironmentVariable(MasterKey.Variable) is not { Length: > 0 })
            throw new RefusedException($"The master key is not in the backup. Give its file with --master-key, or set {MasterKey.Variable}.");
        return path;
    }

    private static async Task CopyAsync(BackupManifest manifest, string source, string beside, string? masterKey, CancellationToken cancel)
    {
        var files = manifest.Sha256.Where(file => file.Key != BackupManifest.ErasuresName).ToList();
        foreach (var (name, _) in manifest.Sha256)
            if (Path.GetFileName(name) != name || !File.Exists(Path.Combine(source, name))) throw new RefusedException($"The backup {source} lacks its file '{name}'.");
        DurableFiles.MakePrivate(beside);
        var (done, total) = (0L, files.Sum(file => new FileInfo(Path.Combine(source, file.Key)).Length));
        await CommandProgress.ShowAsync("bytes", async progress =>
        {
            foreach (var (name, sha256) in files)
            {
                var copied = await DurableFiles.CopyAsync(Path.Combine(source, name), Path.Combine(beside, name), n => progress.Report((done += n, total)), cancel);
                if (copied != sha256) throw new RefusedException($"{Path.Combine(source, name)} is not what was backed up: its SHA-256 differs. Use another backup.");
            }
            return done;
        });
        if (masterKey is not null) DurableFiles.Write(Path.Combine(beside, MasterKey.FileName), await File.ReadAllBytesAsync(masterKey, cancel));
        var secret = Path.Combine(source, WebhookSecret.FileName);
        if (File.Exists(secret)) DurableFiles.Write(Path.Combine(beside, WebhookSecret.FileName), await File.ReadAllBytesAsync(secret, cancel));
    }

    private static async Task<(Verified Found, int Removed)> CheckAsync(string beside, IReadOnlyList<ErasedPerson> erased, CancellationToken cancel)
    {
        await using var store = SqliteJournalStore.Open(beside);
        var last = await store.LastCustomerKeyAsync(cancel);
        using var keys = PersonKeys.Open(beside, MasterKey.ForDirectory(beside, last), last);
        var removed = await RepeatedErasures.RunAsync(store, keys, erased, cancel);
        return (await JournalVerification.RunAsync(store, keys, last, cancel), removed);
    }

    private static void Move(string beside, string target)
    {
        if (Directory.Exists(target)) Directory.Delete(target);   // empty
        Directory.Move(beside, target);
        DurableFiles.SyncDirectory(target);
        DurableFiles.SyncDirectory(Path.GetDirectoryName(target) ?? target);
    }
}
