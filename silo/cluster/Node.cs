using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Shards;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>What a silo has besides Orleans: the store, the keys, the customers who are placed on it. It starts before the silo takes calls, and ends when all
/// its grains are gone.</summary>
public sealed class Node(
    NodeSettings settings, IServiceProvider services, IGrainFactory grains, ILocalSiloDetails self, IMembershipTable table, IClusterMembershipService cluster, ILoggerFactory logs)
    : ILifecycleParticipant<ISiloLifecycle>, INode, IAsyncDisposable
{
    private readonly ILogger log = logs.CreateLogger<Node>();
    private PostgresJournalStore? store;
    private OpenKeys? keys;
    private Membership? membership;
    private NewsDesk? news;
    private PumpKeeper? keeper;
    private LossWatch? watch;
    private int stopped;

    /// <summary>The customers of all silos.</summary>
    public ClusterCustomers Customers { get; private set; } = null!;

    public ISubscriptions Subscriptions { get; } = new ClusterSubscriptions(grains);

    public ITopics Topics { get; private set; } = null!;

    public IFeeds Feeds { get; } = new ClusterFeeds(grains);

    /// <summary>The customers who are placed on this silo.</summary>
    public CustomerHost Host { get; private set; } = null!;

    /// <summary>The shards of this silo.</summary>
    public Customers Local { get; private set; } = null!;

    public HostNotes Notes { get; private set; } = null!;

    /// <summary>The grains of all silos.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>The work of the cluster that is done here.</summary>
    internal Pumps Pumps { get; private set; } = null!;

    internal FeedWork FeedWork { get; private set; } = null!;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(Node), ServiceLifecycleStage.ApplicationServices, StartAsync, StopAsync);
        // What was published while this silo was joining.
        lifecycle.Subscribe(nameof(Node), ServiceLifecycleStage.Active, BeginAsync, EndAsync);
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        var options = new PostgresStoreOptions(settings.Connection) { Host = Membership.NameOf(self.SiloAddress), MayWrite = asked => Membership.CheckAsync(table, self.SiloAddress, asked) };
        store = await PostgresJournalStore.OpenAsync(options, cancel);
        keys = await settings.Keys(store, cancel);
        membership = new Membership(table, self, cluster, store, log, TimeProvider.System);
        Notes = new HostNotes(services, cluster);
        Local = new Customers(store, keys.Persons, settings.Customers with { FanOutByHand = true }, logs.CreateLogger<Customers>());
        Host = new CustomerHost(Local, membership, Notes, self.SiloAddress.ToParsableString());
        Customers = new ClusterCustomers(Local, grains, Host);
        Topics = new ClusterTopics(Local.Topics, grains);
        Local.WorkWith(Customers);
        Pumps = new Pumps(settings, membership, store, keys, await ClusterSecret.FindAsync(store, keys.Host, cancel), Customers, logs);
        FeedWork = new FeedWork(settings.Feeds, Customers, settings.Customers.Time, logs);
        Local.OnConflict(Host.GiveUp);
        Local.OnCommitted(Wake);
        Local.OnErased(Pumps.ForgetAsync);
        Customers.OnPublished = () => Pumps.Wake(false, false, eventsPublished: true, false);
        Local.OnWritable(() => Pumps.Wake(true, true, true, true));
        Local.OnRequeued(() => Pumps.Wake(false, effectsQueued: true, false, false));
        news = new NewsDesk(store, Local, log) { OnNews = Take };
        await Local.StartAsync(cancel);
        membership.Start();
        news.Start();
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        await Local.ReloadJourneysAsync(cancel);
        keeper = new PumpKeeper(grains, hasFeeds: settings.Feeds.Feeds.Length > 0, log);
        keeper.Start();
        watch = new LossWatch(cluster, self, store!, log, TimeProvider.System);
        watch.Start();
    }

    private async Task EndAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref keeper, null) is { } asking) await asking.DisposeAsync();
        if (Interlocked.Exchange(ref watch, null) is { } watching) await watching.DisposeAsync();
    }

    /// <summary>Other processes have written something.</summary>
    private void Take(StoreNews news)
    {
        Host.WrittenElsewhere(news.Customers);
        Pumps.Wake(news.Timers, news.Effects, news.Topics, news.Entries);
    }

    private void Wake(CommitBatch batch)
    {
        var (timers, effects) = (false, false);
        foreach (var turn in batch.Turns) (timers, effects) = (timers || !turn.Timers.IsEmpty, effects || !turn.Outbox.IsEmpty);
        Pumps.Wake(timers, effects, eventsPublished: false, entriesWritten: true);
    }

    private Task StopAsync(CancellationToken cancel) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 1) return;
        await EndAsync(CancellationToken.None);
        if (news is not null) await news.DisposeAsync();
        if (FeedWork is not null) await FeedWork.DisposeAsync();
        if (Pumps is not null) await Pumps.DisposeAsync();
        if (Local is not null) await Local.DisposeAsync();
        if (membership is not null) await membership.DisposeAsync();
        keys?.Dispose();
        if (store is not null) await store.DisposeAsync();
    }
}
