using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Postgres.Keys;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Serving;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Silo.Timers;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.Bench.Hosts;

/// <summary>The embedded host as <see cref="Orchestrator"/> composes it, on a virtual clock, with a store that records what it is given.
/// Nobody answers its webhooks.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly PersonKeys keys;
    private readonly TimerPump timers;
    private readonly OutboxRelay outbox;

    private BenchHost(RecordingStore store, PersonKeys keys, ReplayClock clock)
    {
        (Store, this.keys, Clock) = (store, keys, clock);
        var log = NullLogger.Instance;
        var options = new CustomersOptions { Time = clock, IdleTime = Timeout.InfiniteTimeSpan, RestTime = Timeout.InfiniteTimeSpan, Versions = EngineVersions.Current };
        Customers = new Customers(store, keys, options, log);
        timers = new TimerPump(store, Customers, new TimerPumpOptions { Time = clock }, log);
        IEffectSender[] senders = [new Taker("message"), new Taker("webhook"), new InternalSender(Customers)];
        outbox = new OutboxRelay(store, Customers, new EffectGate(Customers, Customers, keys, store), senders, new OutboxOptions { Time = clock }, log);
    }

    public RecordingStore Store { get; }

    public ReplayClock Clock { get; }

    public Customers Customers { get; }

    public static Task<BenchHost> OpenAsync(Place place, DateTimeOffset start) =>
        place.Database is { } database ? OnPostgresAsync(place.Path, database, start) : OnFilesAsync(place.Path, start);

    private static async Task<BenchHost> OnFilesAsync(string data, DateTimeOffset start)
    {
        var store = new RecordingStore(SqliteJournalStore.Open(data));
        return await StartAsync(store, PersonKeys.Open(data, MasterKey.ForDirectory(data), await store.LastCustomerKeyAsync()), start);
    }

    private static async Task<BenchHost> OnPostgresAsync(string data, string database, DateTimeOffset start)
    {
        var store = new RecordingStore(await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(database)));
        var table = await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(database));
        return await StartAsync(store, PersonKeys.Open(table, MasterKey.ForTable(data, table), await store.LastCustomerKeyAsync()), start);
    }

    private static async Task<BenchHost> StartAsync(RecordingStore store, PersonKeys keys, DateTimeOffset start)
    {
        var host = new BenchHost(store, keys, new ReplayClock(start));
        await host.Customers.StartAsync();
        await ShippedJourneys.PublishAsync(host.Customers, NullLogger.Instance);
        return host;
    }

    /// <summary>Does everything that is due now, and what follows from it.</summary>
    public async Task DrainAsync()
    {
        var now = Clock.GetUtcNow();
        while (await Customers.DrainTopicsAsync() + await timers.RunDueAsync(now) + await outbox.DrainAsync(now) > 0)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timers.DisposeAsync();
        await outbox.DisposeAsync();
        await Customers.DisposeAsync();
        keys.Dispose();
        await Store.DisposeAsync();
    }

    /// <summary>Takes effects of one kind and says that they were sent.</summary>
    private sealed class Taker(string kind) : IEffectSender
    {
        public string Kind => kind;

        public ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel) => ValueTask.FromResult(SendResult.Sent);
    }
}
