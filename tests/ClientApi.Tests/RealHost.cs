using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The real host, doors to disk, on a directory of its own; it can be closed and opened again.</summary>
public partial class RealHost : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("journey-doors-").FullName;
    private Orchestrator orchestrator = null!;
    private FeedHost? feeds;

    public string Data => directory;

    /// <summary>Feeds from the next start on; null: none.</summary>
    internal FeedList? Feeds { get; set; }

    /// <summary>What else differs from the defaults from the next start on.</summary>
    internal Func<OrchestratorSettings, OrchestratorSettings> Settings { get; set; } = settings => settings;

    public async Task InitializeAsync()
    {
        orchestrator = await Orchestrator.OpenAsync(Settings(new OrchestratorSettings(directory)), NullLoggerFactory.Instance);
        feeds = Feeds is null ? null : new FeedHost(Feeds, orchestrator.Customers, TimeProvider.System, NullLogger.Instance);
        var services = new DoorServices { Streams = Streams, Subscriptions = orchestrator.Subscriptions, Topics = orchestrator.Customers.Topics, Keys = Keys, Feeds = feeds, Disk = new DataDisk(directory) };
        orchestrator.StartPumps();
        feeds?.Start();
        await OpenDoorsAsync(orchestrator.Customers, services);
    }

    public async Task DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(directory, recursive: true);
    }

    public Task RestartAsync() => WhileClosedAsync(() => Task.CompletedTask);

    /// <summary>Closes the host, does something with its directory, and opens it again.</summary>
    public async Task WhileClosedAsync(Func<Task> act)
    {
        await CloseAsync();
        try
        {
            await act();
        }
        finally
        {
            await InitializeAsync();
        }
    }

    private async Task CloseAsync()
    {
        await CloseDoorsAsync();
        if (feeds is not null) await feeds.DisposeAsync();
        await orchestrator.DisposeAsync();
    }
}
