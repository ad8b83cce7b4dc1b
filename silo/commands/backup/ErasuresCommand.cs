using System.CommandLine;
using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.Silo.Commands.Backup;

/// <summary><c>erasures</c>: who was erased, one JSON line each, also of a running host: what a restore must not bring back.</summary>
internal static class ErasuresCommand
{
    public static Command Build()
    {
        var command = new Command("erasures", "Prints who was erased, by hashed id, for 'restore --erasures'.");
        command.SetAction(parsed =>
        {
            var journal = Path.Combine(HostSettings.From(parsed).Data, SqliteJournalStore.FileName);
            if (!File.Exists(journal)) throw new RefusedException($"There is no journal in {Path.GetFullPath(HostSettings.From(parsed).Data)}.");
            Console.Write(ErasureList.Write(JournalCopy.Erased(journal)));
            return CommandLine.Done;
        });
        return command;
    }
}
