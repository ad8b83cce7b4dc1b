using JourneyOrchestrator.Silo.Access;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Keys;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Without a command: serves until it is told to end.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(HostSettings settings, CancellationToken cancel)
    {
        using var telemetry = TelemetryExport.Start();   // ends last: what the end of the host leaves is sent as well
        using var logs = LoggerFactory.Create(HostComposition.AddLog);
        var keys = new ApiKeys(settings.Data, TimeProvider.System, logs.CreateLogger<ApiKeys>());
        var addresses = ListenAddresses.Check(settings.Urls, keys.Required);
        var running = new OrchestratorSettings(settings.Data) { AllowPrivateWebhooks = settings.AllowPrivateWebhooks, MemoryBytes = settings.MemoryBytes, Messages = Console.Out };
        await using var orchestrator = await Orchestrator.OpenAsync(running, logs, cancel);
        using var gauges = new HostGauges(orchestrator.Customers);
        await ServeAsync(addresses, orchestrator, keys, cancel);
        return CommandLine.Done;
    }

    /// <summary>Opens the doors of a running orchestrator and keeps them open until the process is told to end.</summary>
    private static async Task ServeAsync(IReadOnlyList<string> addresses, Orchestrator orchestrator, ApiKeys keys, CancellationToken cancel)
    {
        await using var app = HostComposition.Build(addresses, orchestrator.Customers, TimeProvider.System, keys);
        orchestrator.StartPumps();
        feeds.Start();
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }
}
