using System.Net;
using System.Net.Sockets;
using JourneyOrchestrator.Silo.Cluster;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Postgres.Keys;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace JourneyOrchestrator.Bench.Cluster;

/// <summary>Silos of this process, which reach each other over TCP, on one database.</summary>
internal sealed class Silos : IAsyncDisposable
{
    private readonly List<IHost> hosts = [];

    public Node Node(int silo) => hosts[silo].Services.GetRequiredService<Node>();

    public static async Task<Silos> StartAsync(string database, MasterKey master, int count)
    {
        var silos = new Silos();
        var tables = await ClusterTables.PrepareAsync(database);
        var plain = await PostgresSchema.PrepareAsync(database, "plain", new MigrationScripts(typeof(Silos).Assembly, "plain."));
        for (var i = 0; i < count; i++)
        {
            silos.hosts.Add(Build(database, tables, plain, master));
            await silos.hosts[i].StartAsync();   // before the next looks for free ports
        }
        return silos;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private static IHost Build(string database, string tables, string plain, MasterKey master)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        using TcpListener silo = new(IPAddress.Loopback, 0), clients = new(IPAddress.Loopback, 0);   // both at once, or they could be the same
        var (port, gateway) = (FreePort(silo), FreePort(clients));
        builder.UseOrleans(orleans => orleans
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "bench")
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (ClusterTables.Invariant, tables))
            .AddAdoNetGrainStorage("plain", options => (options.Invariant, options.ConnectionString) = (ClusterTables.Invariant, plain))
            .ConfigureEndpoints(IPAddress.Loopback, port, gateway)
            .AddJourneys(new NodeSettings(database)
            {
                Customers = new CustomersOptions(),
                MessageSender = new MessageSender(TextWriter.Null),
                Keys = async (store, cancel) => await OpenKeys.OfTableAsync(await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(database), cancel), master, store, cancel),
            }));
        return builder.Build();
    }

    private static int FreePort(TcpListener listener)
    {
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
