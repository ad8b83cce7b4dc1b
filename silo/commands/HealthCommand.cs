using System.CommandLine;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>health</c>: asks the host that runs on this machine at <c>--urls</c> whether it takes signals.</summary>
internal static class HealthCommand
{
    public static Command Build()
    {
        var command = new Command("health", "Asks the host at --urls whether it takes signals.") { CommandOutput.Option };
        command.SetAction((parsed, cancel) => RunAsync(HostSettings.UrlsOf(parsed), CommandOutput.Of(parsed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string urls, CommandOutput output, CancellationToken cancel)
    {
        var (isReady, status, answer) = await Health.AskAsync(urls, cancel);
        output.Say(answer);
        return output.End(isReady ? CommandLine.Done : CommandLine.Failed, ("status", status), ("answer", answer));
    }
}
