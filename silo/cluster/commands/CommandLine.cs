using System.CommandLine;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Serving;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Cluster.Commands;

/// <summary>The program's command line. Exit codes: 0 ended when told to; 1 something failed; 2 usage or unsafe setting.</summary>
internal static class CommandLine
{
    private const int Done = 0, Failed = 1, Refused = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("A process of a cluster of journey orchestrators, on one PostgreSQL: docs/cluster.md.");
        foreach (var option in ProcessSettings.Options) root.Options.Add(option);
        root.SetAction(async (parsed, cancel) =>
        {
            await ClusterProcess.RunAsync(ProcessSettings.From(parsed), cancel);
            return Done;
        });
        root.Subcommands.Add(HealthCommand());
        var read = root.Parse(args);
        if (read.Errors.Count > 0)
        {
            foreach (var error in read.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Run with --help to see what there is.");
            return Refused;
        }
        try
        {
            // Signals of the system are the host's business, which ends in good order.
            return await read.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception error) when (error is RefusedException or StoreVersionException or MasterKeyException or PostgresUnusableException or WebhookSecretException or FeedException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Refused;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Of a port that is taken the message says enough; anything else is a fault of ours, and whoever reports it needs all of it.
            await Console.Error.WriteLineAsync(error is IOException or HttpRequestException ? error.Message : error.ToString());
            return Failed;
        }
    }

    /// <summary>For containers, whose images have no other program to ask with.</summary>
    private static Command HealthCommand()
    {
        var command = new Command("health", "Asks the process at --urls whether it takes signals.") { ProcessSettings.UrlsOption };
        command.SetAction(async (parsed, cancel) =>
        {
            var (isReady, _, answer) = await Health.AskAsync(parsed.GetValue(ProcessSettings.UrlsOption)!, cancel);
            Console.WriteLine(answer);
            return isReady ? Done : Failed;
        });
        return command;
    }
}
