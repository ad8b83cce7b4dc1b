using Cluster.Tests;
using JourneyOrchestrator.Silo.Serving;
using JourneyOrchestrator.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>A process of doors alone before a cluster of two silos, for the tests of the embedded host's doors, which are linked; it can be closed and opened again.</summary>
public partial class RealHost : IAsyncLifetime
{
    private TestCluster cluster = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is { } why) throw new InvalidOperationException(why);
        cluster = await TestCluster.StartAsync();
        await OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await CloseDoorsAsync();
        await cluster.DisposeAsync();
    }

    /// <summary>Ends all processes and starts them again on what is in the database.</summary>
    public async Task RestartAsync()
    {
        await CloseDoorsAsync();
        await cluster.RestartAsync();
        await OpenAsync();
    }

    private async Task OpenAsync()
    {
        var node = cluster.Doors;
        await ShippedJourneys.PublishAsync(node.Customers, NullLogger.Instance, CancellationToken.None);
        await OpenDoorsAsync(node.Customers, new DoorServices { Streams = Streams, Subscriptions = node.Subscriptions, Topics = node.Topics, Keys = Keys });
    }
}
