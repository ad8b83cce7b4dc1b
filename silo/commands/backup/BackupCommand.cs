using System.CommandLine;
using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Serving.Access;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Commands.Backup;

/// <summary><c>backup DIRECTORY</c>: a copy of a data directory at one moment, of a running host as well.</summary>
internal static class BackupCommand
{
    private static readonly Argument<DirectoryInfo> Target = new("DIRECTORY") { Description = "A new directory for the backup." };
    private static readonly Option<bool> WithMasterKey = new("--include-master-key")
    {
        Description = "Copy master.key and webhook.secret too: whoever has the backup can then read it, and sign webhooks.",
    };

    public static Command Build()
    {
        var command = new Command("backup", "Copies a data directory, also of a running host, and checks the copy.") { Target, WithMasterKey, CommandOutput.Option };
        command.SetAction((parsed, cancel) =>
            RunAsync(DataOf(HostSettings.From(parsed)), parsed.GetValue(Target)!.FullName, parsed.GetValue(WithMasterKey), CommandOutput.Of(parsed), cancel));
        return command;
    }

    private static string DataOf(HostSettings settings) => settings.Postgres is null ? settings.Data : throw new RefusedException(
        $"backup copies data directories of SQLite. Back the database up with pg_basebackup and an archive of its WAL, and keep {MasterKey.FileName}, {WebhookSecret.FileName} and {ApiKeyFile.FileName} of {settings.Data} apart: docs/operations.md says how.");

    private static async Task<int> RunAsync(string data, string target, bool withMasterKey, CommandOutput output, CancellationToken cancel)
    {
        foreach (var name in (string[])[SqliteJournalStore.FileName, PersonKeys.FileName])
            if (!File.Exists(Path.Combine(data, name))) throw new RefusedException($"There is no {name} in {Path.GetFullPath(data)}.");
        var masterKey = Path.Combine(data, MasterKey.FileName);
        if (withMasterKey && !File.Exists(masterKey)) throw new RefusedException($"There is no {masterKey} to include: the host has its key from {MasterKey.Variable}. Keep that one as you keep the backup.");
        if (Path.Exists(target) && (File.Exists(target) || Directory.EnumerateFileSystemEntries(target).Any()))
            throw new RefusedException($"{target} is there already and not empty. Name a new directory.");
        DurableFiles.MakePrivate(target);
        var manifest = await CopyAsync(data, target, cancel);
        if (withMasterKey) await CopySecretsAsync(data, target, cancel);
        DurableFiles.Write(Path.Combine(target, BackupManifest.FileName), manifest.ToJson());
        DurableFiles.SyncDirectory(target);
        DurableFiles.SyncDirectory(Path.GetDirectoryName(target) ?? target);
        output.Say($"{manifest.Customers} customers and {manifest.Entries} entries as of {manifest.At:O} in {target}");
        output.Say(withMasterKey
            ? "The master key is in it: whoever has this directory can read everything."
            : $"The master key is not in it. Without the one from {Origin(masterKey)} nobody can read the backup: keep that one apart.");
        return output.End(CommandLine.Done, ("directory", target), ("at", manifest.At), ("customers", manifest.Customers), ("entries", manifest.Entries), ("masterKey", withMasterKey));
    }

    private static string Origin(string masterKey) => Environment.GetEnvironmentVariable(MasterKey.Variable) is { Length: > 0 } ? MasterKey.Variable : masterKey;

    /// <summary>The journal's moment comes first and that of the keys after it: whoever is in the journal had a key by then. Whoever was erased in between
    /// is among the erasures, which are read last.</summary>
    private static async Task<BackupManifest> CopyAsync(string data, string target, CancellationToken cancel)
    {
        var (journal, keys) = (Path.Combine(target, SqliteJournalStore.FileName), Path.Combine(target, PersonKeys.FileName));
        var at = DateTimeOffset.UtcNow;
        using (var journalThen = OnlineCopy.Open(Path.Combine(data, SqliteJournalStore.FileName)))
        {
            using (var keysThen = OnlineCopy.Open(Path.Combine(data, PersonKeys.FileName))) await CopyAsync(keysThen, keys, "keys", cancel);
            await CopyAsync(journalThen, journal, "journal", cancel);
        }
        var erased = JournalCopy.Erased(Path.Combine(data, SqliteJournalStore.FileName));
        DurableFiles.Write(Path.Combine(target, BackupManifest.ErasuresName), Encoding.UTF8.GetBytes(ErasureList.Write(erased)));
        Check(journal, keys, erased);
        var sha256 = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in (string[])[journal, keys, Path.Combine(target, BackupManifest.ErasuresName), .. await CopyApiKeysAsync(data, target, cancel)]) sha256[Path.GetFileName(file)] = await DurableFiles.SyncAsync(file, cancel);
        return BackupManifest.Of(at, EngineVersions.Current.Engine, JournalCopy.Counts(journal), sha256);
    }

    /// <summary>What opens the backup, and what signs webhooks; that one is not there where it comes from the environment.</summary>
    private static async Task CopySecretsAsync(string data, string target, CancellationToken cancel)
    {
        foreach (var name in (string[])[MasterKey.FileName, WebhookSecret.FileName])
            if (Path.Combine(data, name) is var path && File.Exists(path)) DurableFiles.Write(Path.Combine(target, name), await File.ReadAllBytesAsync(path, cancel));
    }

    /// <summary>API keys are kept as hashes, which nobody can call with.</summary>
    private static async Task<string[]> CopyApiKeysAsync(string data, string target, CancellationToken cancel)
    {
        var (from, to) = (Path.Combine(data, ApiKeyFile.FileName), Path.Combine(target, ApiKeyFile.FileName));
        if (!File.Exists(from)) return [];
        DurableFiles.Write(to, await File.ReadAllBytesAsync(from, cancel));
        return [to];
    }

    private static Task<bool> CopyAsync(OnlineCopy from, string to, string what, CancellationToken cancel) => CommandProgress.ShowAsync(what, progress =>
    {
        from.CopyTo(to, progress, cancel);
        return Task.FromResult(true);
    });

    /// <exception cref="IOException">The copy is not what it should be: it has no manifest and is no backup.</exception>
    private static void Check(string journal, string keys, IReadOnlyList<ErasedPerson> erased)
    {
        foreach (var file in (string[])[journal, keys])
            if (OnlineCopy.Flaw(file) is { } flaw) throw new IOException($"The copy {file} is damaged: {flaw}. Look at the disk, run 'verify' on the data directory, and make the backup again.");
        if (JournalCopy.Damage(journal) is { } damage) throw new IOException($"The journal is damaged, and so is its copy {journal}: {damage} Run 'verify' on the data directory; docs/operations.md says what to do.");
        var known = erased.Select(e => Convert.ToHexString(e.IdHash)).ToHashSet(StringComparer.Ordinal);
        foreach (var (customer, idHash) in JournalCopy.WithoutKey(journal, keys))
            if (!known.Contains(Convert.ToHexString(idHash))) throw new IOException($"Customer {customer} has no key, and was not erased. Run 'verify' on the data directory.");
    }
}
