using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Shards;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>A process of doors alone: a client of Orleans that reads the store by itself and has no customers. Any number of them may come and go.</summary>
public sealed class DoorsNode(NodeSettings settings, IClusterClient grains, ILoggerFactory logs) : IHostedService, INode, IAsyncDisposable
{
    private readonly ILogger log = logs.CreateLogger<DoorsNode>();
    private PostgresJournalStore? store;
    private OpenKeys? keys;
    private Customers? local;
    private NewsDesk? news;
    private int stopped;

    public ClusterCustomers Customers { get; private set; } = null!;

    public ISubscriptions Subscriptions { get; } = new ClusterSubscriptions(grains);

    public ITopics Topics { get; private set; } = null!;

    public IFeeds Feeds { get; } = new ClusterFeeds(grains);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        store = await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(settings.Connection) { Host = $"doors-{Guid.NewGuid():N}" }, cancellationToken);
        keys = await settings.Keys(store, cancellationToken);
        local = new Customers(store, keys.Persons, settings.Customers with { FanOutByHand = true }, logs.CreateLogger<Customers>());
        Customers = new ClusterCustomers(local, grains, null);
        Topics = new ClusterTopics(local.Topics, grains);
        local.WorkWith(Customers);
        news = new NewsDesk(store, local, log);
        await local.StartAsync(cancellationToken);
        news.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 1) return;
        if (news is not null) await news.DisposeAsync();
        if (local is not null) await local.DisposeAsync();
        keys?.Dispose();
        if (store is not null) await store.DisposeAsync();
    }
}
