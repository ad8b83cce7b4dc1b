using System.CommandLine;
using JourneyOrchestrator.Silo.Commands.Backup;
using JourneyOrchestrator.Silo.Commands.Keys;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>The program's command line. Exit codes: 0 done; 1 something failed or stayed unexplained; 2 usage, unreadable input, unsafe setting.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Refused = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Run with --help to see what there is.");
            return Refused;
        }
        try
        {
            // Signals of the system are the host's business, which ends in good order.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception error) when (Refusals.Are(error))
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Refused;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A fault of ours: whoever reports it needs all of it.
            await Console.Error.WriteLineAsync(error.ToString());
            return Failed;
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("A real-time customer journey orchestrator. Without a command it serves.");
        foreach (var option in HostSettings.Options) root.Options.Add(option);
        root.SetAction((parsed, cancel) => ServeCommand.RunAsync(HostSettings.From(parsed), cancel));
        root.Subcommands.Add(DemoCommand.Build());
        root.Subcommands.Add(ReplayCommand.Build());
        root.Subcommands.Add(JourneysCommand.Build());
        root.Subcommands.Add(VerifyCommand.Build());
        root.Subcommands.Add(DoctorCommand.Build());
        root.Subcommands.Add(HealthCommand.Build());
        root.Subcommands.Add(BackupCommand.Build());
        root.Subcommands.Add(RestoreCommand.Build());
        root.Subcommands.Add(RepairCommand.Build());
        root.Subcommands.Add(ErasuresCommand.Build());
        root.Subcommands.Add(KeysCommand.Build());
        return root;
    }
}
