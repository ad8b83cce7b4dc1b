using System.CommandLine;
using System.Security.Cryptography;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.Silo.Commands.Backup;

/// <summary><c>repair DIRECTORY --data D</c>: puts entries that the disk has damaged back from a backup, in the data directory of a stopped host, and folds all of it again.
/// What was written since the backup stays.</summary>
internal static class RepairCommand
{
    private static readonly Argument<DirectoryInfo> Source = new("DIRECTORY") { Description = "A backup of this data directory." };

    public static Command Build()
    {
        var command = new Command("repair", "Puts damaged entries of a stopped host back from a backup, and checks all of it.") { Source, CommandOutput.Option };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(Source)!.FullName, HostSettings.From(parsed), CommandOutput.Of(parsed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string source, HostSettings settings, CommandOutput output, CancellationToken cancel)
    {
        if (settings.Postgres is not null) throw new RefusedException("repair is for data directories of SQLite. A damaged database is put back with the tools of PostgreSQL: docs/operations.md.");
        var copy = await CopyAsync(source, cancel);
        await using var host = await VerifyCommand.OpenUsedAsync(settings, cancel);   // nobody else works on it
        var damaged = await CommandProgress.ShowAsync("entries", progress => Task.Run(() => JournalRepair.Run(Path.Combine(settings.Data, SqliteJournalStore.FileName), copy, progress, cancel)));
        foreach (var entry in damaged) output.Say($"entry {entry.Seq} of customer {entry.Customer}: {entry.Unmended ?? "put back"}");
        var found = await JournalVerification.RunAsync(host.Journal, host.Keys, host.LastCustomer, cancel);
        return VerifyCommand.End(output, found,
            ("damaged", damaged.Select(entry => new { customer = entry.Customer, seq = entry.Seq, unmended = entry.Unmended })), ("mended", damaged.Count(entry => entry.Unmended is null)));
    }

    /// <summary>The journal in a backup, which must be what was backed up.</summary>
    private static async Task<string> CopyAsync(string source, CancellationToken cancel)
    {
        var (manifest, copy) = (BackupManifest.Read(source), Path.Combine(source, SqliteJournalStore.FileName));
        if (!manifest.Sha256.TryGetValue(SqliteJournalStore.FileName, out var sha256) || !File.Exists(copy)) throw new RefusedException($"The backup {source} lacks its file '{SqliteJournalStore.FileName}'.");
        await using var file = File.OpenRead(copy);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) != sha256) throw new RefusedException($"{copy} is not what was backed up: its SHA-256 differs. Use another backup.");
        return copy;
    }
}
