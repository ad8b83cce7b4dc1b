using System.CommandLine;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>verify</c>: folds the journal of every customer and compares the state with the snapshots.</summary>
internal static class VerifyCommand
{
    public static Command Build()
    {
        var command = new Command("verify", "Folds every journal of a stopped host and compares it with what is kept.");
        command.SetAction((parsed, cancel) => RunAsync(HostSettings.From(parsed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(HostSettings settings, CancellationToken cancel)
    {
        if (!File.Exists(Path.Combine(settings.Data, SqliteJournalStore.FileName)))
            throw new RefusedException($"There is no journal in {Path.GetFullPath(settings.Data)}.");
        await using var store = SqliteJournalStore.Open(settings.Data);
        var last = await store.LastCustomerKeyAsync(cancel);
        using var keys = PersonKeys.Open(settings.Data, MasterKey.ForDirectory(settings.Data, last), last);
        long customers = 0, entries = 0, snapshots = 0, failed = 0;
        for (long key = 1; key <= last; key++)
        {
            if (await store.SealedIdAsync(key, cancel) is not { } sealedId) continue;
            var found = await new JournalCheck(store, keys, key).RunAsync(sealedId, cancel);
            customers++;
            entries += found.Entries;
            if (found.HadSnapshot) snapshots++;
            if (found.Flaw is null) continue;
            failed++;
            Console.WriteLine($"customer {key}: {found.Flaw}");
        }
        Console.WriteLine($"{customers} customers, {entries} entries folded, {snapshots} snapshots compared, {failed} wrong");
        return failed == 0 ? CommandLine.Done : CommandLine.Failed;
    }
}
