using System.CommandLine;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Rail;
using JourneyOrchestrator.Silo.Replay.Rail;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>demo [--no-serve]</c>: plays the sample of real trains, then serves what came of it.</summary>
internal static class DemoCommand
{
    private const int Travellers = 300;
    private const ulong Seed = 1;

    /// <summary>The sample lies beside the binary.</summary>
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "samples", "rail");

    public static Command Build()
    {
        var noServe = new Option<bool>("--no-serve") { Description = "End when the sample has been played." };
        var command = new Command("demo", "Plays a sample of real trains and generated travellers, then serves.") { noServe };
        command.SetAction((parsed, cancel) => RunAsync(HostSettings.From(parsed), serve: !parsed.GetValue(noServe), cancel));
        return command;
    }

    private static async Task<int> RunAsync(HostSettings settings, bool serve, CancellationToken cancel)
    {
        ListenAddresses.Check(settings.Urls);
        Console.WriteLine($"Real trains around Berlin on 5 September 2025 (Deutsche Bahn, Timetables API, CC BY 4.0), {Travellers} generated travellers.");
        var scenario = RailScenario.Read(Path.Combine(Sample, "stops.csv"), Path.Combine(Sample, "changes.csv"), Travellers, Seed);
        using (var logs = LoggerFactory.Create(logging => HostComposition.AddLog(logging.AddFilter("JourneyOrchestrator", LogLevel.Warning))))
            Show(await RailRun.RunAsync(scenario, settings.Data, null, logs, cancel));
        return serve ? await ServeAsync(settings, scenario, cancel) : CommandLine.Done;
    }

    private static void Show(ReplayReport report) => Console.WriteLine(
        $"""
        {report.Signals} signals, {report.SignalsPerSecond} a second. {report.Messages.Sent} messages sent, {report.Messages.SentTooLate} of them too late.
        Arrival platforms foretold: {report.Platform.Foretold}, right: {report.Platform.Right}. Connections that were seen to be lost: {report.MissedConnections.Knowable}, acted on in time: {report.MissedConnections.Found}.
        Facts without an explanation: {report.Unexplained}.
        """);

    private static async Task<int> ServeAsync(HostSettings settings, RailScenario scenario, CancellationToken cancel)
    {
        Console.WriteLine($"Look at the travellers: {settings.Urls} (one card: {settings.Urls}/v1/customers/{scenario.Travellers[0].Id})");
        return await ServeCommand.RunAsync(settings, cancel);
    }
}
