using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Cluster;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Postgres.Keys;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Tests;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Cluster.Tests;

/// <summary>Silos in this process, on a database of their own in a real PostgreSQL.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly MasterKey master;
    private InProcessTestCluster cluster = null!;

    private TestCluster() => master = MasterKey.ForDirectory(directory.Path);

    public string Connection { get; } = PostgresServer.Shared.NewDatabase();

    public NotingSender Messages { get; } = new("message");

    public NotingSender Webhooks { get; } = new("webhook");

    public CustomersOptions Options { get; private set; } = new() { Shards = 2, SnapshotEvery = 5, PageSize = 3 };

    private FeedList Feeds { get; init; } = new([]);

    public static async Task<TestCluster> StartAsync(short silos = 2, CustomersOptions? options = null, FeedList? feeds = null)
    {
        var made = new TestCluster { Feeds = feeds ?? new([]) };
        if (options is not null) made.Options = options;
        await made.DeployAsync(silos);
        return made;
    }

    public IReadOnlyList<InProcessSiloHandle> Silos => cluster.Silos;

    public Node Node(int silo) => cluster.GetSiloServiceProvider(Silos[silo].SiloAddress).GetRequiredService<Node>();

    /// <summary>A process of doors alone.</summary>
    public DoorsNode Doors => cluster.Client.ServiceProvider.GetRequiredService<DoorsNode>();

    /// <summary>The customers as a silo's doors see them.</summary>
    public ClusterCustomers Customers(int silo = 0) => Node(silo).Customers;

    public async Task<Receipt> SignalAsync(Signal signal, int silo = 0) => (await Customers(silo).SignalAsync([signal]))[0];

    /// <summary>A trait of a customer.</summary>
    public async Task<long> TraitAsync(string customer, string trait, int silo = 0) =>
        (await Customers(silo).ReadAsync(customer, state => state.Traits[trait].AsInt())).Value;

    public async Task<IReadOnlyList<long>> SeqsAsync(string customer, int silo = 0) =>
        [.. (await Customers(silo).HistoryAsync(customer, 0, 10_000)).Value!.Select(e => e.Seq)];

    /// <summary>The silo that has a customer.</summary>
    public int SiloOf(string customer) => Enumerable.Range(0, Silos.Count).Single(silo => Node(silo).Host.Has(customer));

    /// <summary>The silo that does a kind of work.</summary>
    public int SiloOfPump(string pump) => SiloOf(Node(0).Grains.GetGrain<IPumpGrain>(pump));

    /// <summary>The silo that tells followers of topic events.</summary>
    public int SiloOfTopics() => SiloOf(Node(0).Grains.GetGrain<ITopicsGrain>(0));

    /// <summary>The silo that reads the feeds.</summary>
    public int SiloOfFeeds() => SiloOf(Node(0).Grains.GetGrain<IFeedsGrain>(0));

    private int SiloOf(IGrain grain)
    {
        Assert.True(cluster.TryGetGrainContext(grain.GetGrainId(), out var context));
        return Silos.ToList().FindIndex(silo => silo.SiloAddress.Equals(context.Address.SiloAddress));
    }

    public Task KillAsync(int silo) => cluster.KillSiloAsync(Silos[silo]);

    public Task StopAsync(int silo) => cluster.StopSiloAsync(Silos[silo]);

    public Task AddAsync() => cluster.StartAdditionalSiloAsync();

    /// <summary>Ends all silos and the doors, and starts as many again on the same database.</summary>
    public async Task RestartAsync()
    {
        var silos = (short)Silos.Count;
        await cluster.DisposeAsync();
        await DeployAsync(silos);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        directory.Dispose();
    }

    /// <summary>An event that sets a trait.</summary>
    public static Signal Update(string customer, string id, string trait, long value) => new(
        id, "test", "customer.updated", customer, null, Value.OfMap(ValueMap.Empty.With(trait, Value.Of(value))));

    private async Task DeployAsync(short silos)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        var settings = new NodeSettings(Connection)
        {
            Customers = Options,
            MessageSender = Messages,
            WebhookSender = Webhooks,
            AllowPrivateWebhooks = true,
            Feeds = Feeds,
            Keys = async (store, cancel) => await OpenKeys.OfTableAsync(await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(Connection), cancel), master, store, cancel),
        };
        builder.ConfigureSilo((_, silo) => silo.AddJourneys(settings));
        builder.ConfigureClient(client => client.AddJourneys(settings));
        cluster = builder.Build();
        await cluster.DeployAsync();
    }
}
