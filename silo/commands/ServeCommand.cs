using JourneyOrchestrator.Silo.Serving.Access;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Hosting;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Without a command: serves until it is told to end.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(HostSettings settings, CancellationToken cancel)
    {
        var list = settings.Feeds is { } file ? FeedList.Read(file) : new FeedList([]);
        using var telemetry = TelemetryExport.Start();   // ends last: what the end of the host leaves is sent as well
        using var logs = LoggerFactory.Create(logging => HostComposition.AddLog(logging, settings.Log));
        var keys = new ApiKeys(settings.Data, TimeProvider.System, logs.CreateLogger<ApiKeys>());
        var addresses = ListenAddresses.Check(settings.Urls, keys.Required);
        var running = settings.Place with { AllowPrivateWebhooks = settings.AllowPrivateWebhooks, MemoryBytes = settings.MemoryBytes, Messages = Console.Out };
        await using var orchestrator = await Orchestrator.OpenAsync(running, logs, cancel);
        await using var feeds = new FeedHost(list, orchestrator.Customers, TimeProvider.System, logs.CreateLogger<FeedHost>());
        var disk = new DataDisk(settings.Data);
        using var gauges = new HostGauges(orchestrator.Customers, orchestrator.Subscriptions, feeds, disk);
        var services = new DoorServices { Subscriptions = orchestrator.Subscriptions, Topics = orchestrator.Customers.Topics, Feeds = feeds, Keys = keys, Log = settings.Log, Disk = disk };
        await using var app = HostComposition.Build(addresses, orchestrator.Customers, TimeProvider.System, services);
        orchestrator.StartPumps();
        feeds.Start();
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }
}
