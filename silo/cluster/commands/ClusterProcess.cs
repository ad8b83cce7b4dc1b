using System.Net;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Serving;
using JourneyOrchestrator.Silo.Serving.Access;
using JourneyOrchestrator.Silo.Shards;
using Orleans.Configuration;

namespace JourneyOrchestrator.Silo.Cluster.Commands;

/// <summary>Runs a process of the cluster until it is told to end: first the doors close, then the silo hands its customers over.</summary>
internal static class ClusterProcess
{
    public static async Task RunAsync(ProcessSettings settings, CancellationToken cancel)
    {
        using var telemetry = TelemetryExport.Start();   // ends last: what the end of the process leaves is sent as well
        using var logs = LoggerFactory.Create(logging => HostComposition.AddLog(logging, settings.Log));
        var keys = new ApiKeys(settings.Data, TimeProvider.System, logs.CreateLogger<ApiKeys>());
        var addresses = ListenAddresses.Check(settings.Urls, keys.Required);
        var tables = await ClusterTables.PrepareAsync(settings.Postgres.Journal.Connection, cancel);
        using var messages = new MessageSender(Console.Out);
        using var orleans = Build(settings, tables, NodeOf(settings, messages, logs));
        await orleans.StartAsync(cancel);
        try
        {
            var node = orleans.Services.GetRequiredService<INode>();
            var disk = new DataDisk(settings.Data);
            var services = new DoorServices { Subscriptions = node.Subscriptions, Topics = node.Topics, Feeds = node.Feeds, Keys = keys, Log = settings.Log, Disk = disk };
            await ShippedJourneys.PublishAsync(node.Customers, logs.CreateLogger(nameof(ClusterProcess)), cancel);
            using var gauges = new HostGauges(node.Customers, node.Subscriptions, node.Feeds, disk);
            await using var app = HostComposition.Build(addresses, node.Customers, TimeProvider.System, services);
            await app.StartAsync(cancel);
            await app.WaitForShutdownAsync(cancel);
        }
        finally
        {
            await orleans.StopAsync(CancellationToken.None);
        }
    }

    private static IHost Build(ProcessSettings settings, string tables, NodeSettings node)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        HostComposition.AddLog(builder.Logging, settings.Log);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        // The doors hear the signals of the system, and end first.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        void Name(ClusterOptions options) => options.ClusterId = options.ServiceId = settings.Cluster;
        if (settings.IsSilo)
            builder.UseOrleans(silo => silo.Configure<ClusterOptions>(Name)
                .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (ClusterTables.Invariant, tables))
                .Configure<SiloOptions>(options => options.SiloName = $"{Environment.MachineName}:{settings.SiloPort} {EngineVersions.Current.Engine}")
                .ConfigureEndpoints(settings.Address, settings.SiloPort, settings.GatewayPort)
                .AddJourneys(node));
        else
            builder.UseOrleansClient(client => client.Configure<ClusterOptions>(Name)
                .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (ClusterTables.Invariant, tables))
                .AddJourneys(node));
        return builder.Build();
    }

    private static NodeSettings NodeOf(ProcessSettings settings, MessageSender messages, ILoggerFactory logs) => new(settings.Postgres.Journal.Connection)
    {
        Customers = new CustomersOptions { MemoryBudget = settings.MemoryBytes, Versions = EngineVersions.Current },
        AllowPrivateWebhooks = settings.AllowPrivateWebhooks,
        Feeds = settings.Feeds,
        MessageSender = messages,
        Keys = async (store, cancel) =>
        {
            var (keys, origin) = await OpenKeys.OfProcessAsync(settings.Postgres.Keys, settings.Data, store, cancel);
            logs.CreateLogger(nameof(ClusterProcess)).ProcessOpened(store.Name, origin);
            return keys;
        },
    };

    /// <summary>Hears no signals of the system.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
