using System.CommandLine;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.Silo.Commands.Backup;

/// <summary><c>erasures</c>: who was erased, one JSON line each, also of a running host: what a restore must not bring back. <c>erasures --apply LIST</c>
/// erases them again in a store that was put back by other means than <c>restore</c>.</summary>
internal static class ErasuresCommand
{
    private static readonly Option<FileInfo[]> Apply = new("--apply")
    {
        Description = "Lists of erasures, to be made again in the store of a stopped host, which was put back to an earlier moment.", AllowMultipleArgumentsPerToken = true,
    };

    public static Command Build()
    {
        var command = new Command("erasures", "Prints who was erased, by hashed id, for 'restore --erasures' and '--apply'.") { Apply };
        command.SetAction(async (parsed, cancel) =>
        {
            var settings = HostSettings.From(parsed);
            if (parsed.GetValue(Apply) is { Length: > 0 } lists) await ApplyAsync(settings, lists, cancel);
            else Console.Write(ErasureList.Write(await ReadAsync(settings, cancel)));
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<ErasedPerson>> ReadAsync(HostSettings settings, CancellationToken cancel)
    {
        if (settings.Postgres is { } postgres) return await PostgresDatabase.ErasedAsync(postgres.Journal, cancel);
        var journal = Path.Combine(settings.Data, SqliteJournalStore.FileName);
        return File.Exists(journal) ? JournalCopy.Erased(journal) : throw new RefusedException($"There is no journal in {Path.GetFullPath(settings.Data)}.");
    }

    private static async Task ApplyAsync(HostSettings settings, FileInfo[] lists, CancellationToken cancel)
    {
        var erased = lists.SelectMany(list => ErasureList.Read(list.FullName)).ToList();
        await using var host = await VerifyCommand.OpenUsedAsync(settings, cancel);
        var removed = await RepeatedErasures.RunAsync(host.Journal, host.Keys, erased, cancel);
        Console.WriteLine($"{removed} persons were in it again and are erased; {erased.Count} are on the lists.");
    }
}
