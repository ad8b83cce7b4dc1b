using System.CommandLine;
using JourneyOrchestrator.Silo.Serving.Access;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Rail;
using JourneyOrchestrator.Silo.Replay.Rail;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>demo [--speed X] [--no-serve]</c>: plays the sample of real trains in front of whoever looks, then serves what came of it.</summary>
internal static class DemoCommand
{
    private const int Travellers = 300;
    private const ulong Seed = 1;

    /// <summary>The sample lies beside the binary.</summary>
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "samples", "rail");

    public static Command Build()
    {
        var noServe = new Option<bool>("--no-serve") { Description = "End when the sample has been played." };
        var speed = new Option<string>("--speed") { Description = "max, or how many times real time: 600 takes minutes, to watch.", DefaultValueFactory = _ => "max" };
        var command = new Command("demo", "Plays a sample of real trains and generated travellers, then serves.") { noServe, speed };
        command.SetAction((parsed, cancel) =>
            RunAsync(HostSettings.From(parsed), ReplayCommand.SpeedOf(parsed.GetValue(speed)!), serve: !parsed.GetValue(noServe), cancel));
        return command;
    }

    private static async Task<int> RunAsync(HostSettings settings, double? speed, bool serve, CancellationToken cancel)
    {
        using var logs = LoggerFactory.Create(logging => HostComposition.AddLog(logging.AddFilter("JourneyOrchestrator", LogLevel.Warning), settings.Log));
        var keys = new ApiKeys(settings.Data, TimeProvider.System, logs.CreateLogger<ApiKeys>());
        var addresses = ListenAddresses.Check(settings.Urls, keys.Required);
        Console.WriteLine($"Real trains around Berlin on 5 September 2025 (Deutsche Bahn, Timetables API, CC BY 4.0), {Travellers} generated travellers.");
        var scenario = RailScenario.Read(Path.Combine(Sample, "stops.csv"), Path.Combine(Sample, "changes.csv"), Travellers, Seed);
        Show(await RailRun.RunAsync(scenario, settings.Place, speed, logs, cancel, serve ? played => WatchAsync(addresses, played, keys, settings.Log, cancel) : null));
        return serve ? await ServeAsync(settings, scenario, cancel) : CommandLine.Done;
    }

    /// <summary>Opens the doors of what is being played. Its clock is that of the trains; the doors keep the real one.</summary>
    private static async Task<IAsyncDisposable> WatchAsync(IReadOnlyList<string> addresses, Orchestrator played, ApiKeys keys, LogFormat log, CancellationToken cancel)
    {
        var app = HostComposition.Build(addresses, played.Customers, TimeProvider.System, new DoorServices { Topics = played.Customers.Topics, Keys = keys, Log = log });
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        Console.WriteLine($"Watch it being played: {addresses[0]}");
        return app;
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
