using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Pumps;
using JourneyOrchestrator.Silo.Subscriptions;
using JourneyOrchestrator.Silo.Timers;
using JourneyOrchestrator.Silo.Topics;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>The work of the cluster that Orleans has given to this silo: the pumps of the embedded host, which reach customers wherever they are.</summary>
internal sealed class Pumps(
    NodeSettings settings, Membership membership, PostgresJournalStore store, OpenKeys keys, WebhookSecret secret, ClusterCustomers customers, ILoggerFactory logs)
    : IPumpHost, ITopicsHost, ISubscriptionsHost, IAsyncDisposable
{
    /// <summary>Names of the pumps.</summary>
    public const string Timers = "timers", Outbox = "outbox", Erasures = "erasures";

    /// <summary>How often it is looked whether an erasure was cut short.</summary>
    private static readonly TimeSpan ErasureTime = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly HttpClient webhooks = WebhookClient.Create(settings.AllowPrivateWebhooks);
    private int ended;
    private volatile TimerPump? timers;
    private volatile TopicFanOut? topics;
    private volatile OutboxRelay? outbox;
    private volatile PumpLoop? erasures;
    private volatile SubscriptionRelay? subscriptions;

    private TimeProvider Time => settings.Customers.Time;

    public Task StartAsync(string pump) => TakeOverAsync(() => BeginAsync(pump));

    public Task StopAsync(string pump) => AloneAsync(() => EndAsync(pump));

    async Task<ITopics> ITopicsHost.StartAsync()
    {
        await TakeOverAsync(BeginTopicsAsync).ConfigureAwait(false);
        return new TopicOperations(store, topics!, Time);
    }

    Task ITopicsHost.StopAsync() => AloneAsync(EndTopicsAsync);

    async Task<ISubscriptions> ISubscriptionsHost.StartAsync()
    {
        await TakeOverAsync(BeginSubscriptionsAsync).ConfigureAwait(false);
        return subscriptions!;
    }

    Task ISubscriptionsHost.StopAsync() => AloneAsync(EndSubscriptionsAsync);

    /// <summary>Something was committed, here or elsewhere.</summary>
    public void Wake(bool timersSet, bool effectsQueued, bool eventsPublished, bool entriesWritten)
    {
        if (timersSet) timers?.Wake();
        if (effectsQueued) outbox?.Wake();
        if (eventsPublished) topics?.Wake();
        if (entriesWritten) subscriptions?.Wake();
    }

    /// <summary>A person was erased.</summary>
    public Task ForgetAsync(long person) => subscriptions?.ForgetAsync(person) ?? Task.CompletedTask;

    /// <summary>By the node and by the container: it was handed out as two services.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref ended, 1) == 1) return;
        foreach (var pump in (string[])[Timers, Outbox, Erasures]) await StopAsync(pump).ConfigureAwait(false);
        await AloneAsync(EndTopicsAsync).ConfigureAwait(false);
        await AloneAsync(EndSubscriptionsAsync).ConfigureAwait(false);
        webhooks.Dispose();
        gate.Dispose();
    }

    /// <summary>Nothing that a lost silo had begun goes on when it begins here.</summary>
    private Task TakeOverAsync(Func<Task> begin) => AloneAsync(async () =>
    {
        await membership.BuryAsync().ConfigureAwait(false);
        await begin().ConfigureAwait(false);
    });

    private async Task AloneAsync(Func<Task> act)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await act().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task BeginAsync(string pump)
    {
        await EndAsync(pump).ConfigureAwait(false);
        switch (pump)
        {
            case Timers:
                timers = new TimerPump(store, customers, new TimerPumpOptions { Time = Time }, logs.CreateLogger<TimerPump>());
                timers.Start();
                break;
            case Outbox:
                await store.ReleaseOutboxAsync().ConfigureAwait(false);   // what a lost silo had taken goes out again, under the same key
                outbox = MakeOutbox();
                outbox.Start();
                break;
            case Erasures:
                erasures = new PumpLoop(FinishErasuresAsync, OnErasureFailed, ErasureTime, Time);
                erasures.Start();
                break;
            default:
                throw new ArgumentException($"There is no pump '{pump}': a silo of a newer version asks for it.", nameof(pump));
        }
    }

    private async Task EndAsync(string pump)
    {
        switch (pump)
        {
            case Timers when timers is { } running:
                timers = null;
                await running.DisposeAsync().ConfigureAwait(false);
                break;
            case Outbox when outbox is { } running:
                outbox = null;
                await running.DisposeAsync().ConfigureAwait(false);
                break;
            case Erasures when erasures is { } running:
                erasures = null;
                await running.DisposeAsync().ConfigureAwait(false);
                break;
            default:
                break;   // it was not here
        }
    }

    private OutboxRelay MakeOutbox() => new(
        store, customers, new EffectGate(customers, customers, keys.Persons, store),
        [settings.MessageSender, settings.WebhookSender ?? new WebhookSender(webhooks, secret), new InternalSender(customers)],
        new OutboxOptions { Time = Time }, logs.CreateLogger<OutboxRelay>());

    private async Task BeginTopicsAsync()
    {
        await EndTopicsAsync().ConfigureAwait(false);
        topics = new TopicFanOut(store, customers, keys.Persons, new TopicOptions { Time = Time }, logs.CreateLogger<TopicFanOut>());
        topics.Start();
    }

    private async Task EndTopicsAsync()
    {
        if (topics is not { } running) return;
        topics = null;
        await running.DisposeAsync().ConfigureAwait(false);
    }

    private async Task BeginSubscriptionsAsync()
    {
        await EndSubscriptionsAsync().ConfigureAwait(false);
        var around = new SubscriptionHost(store, store, customers, customers, customers, keys.Persons, keys.Host);
        var options = settings.Subscriptions with { Time = Time, AllowPrivate = settings.AllowPrivateWebhooks };
        var relay = new SubscriptionRelay(around, webhooks, options, logs.CreateLogger<SubscriptionRelay>());
        await relay.LoadAsync().ConfigureAwait(false);
        relay.Start();
        subscriptions = relay;
    }

    private async Task EndSubscriptionsAsync()
    {
        if (subscriptions is not { } running) return;
        subscriptions = null;
        await running.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<TimeSpan> FinishErasuresAsync(CancellationToken cancel)
    {
        await customers.FinishErasuresAsync().ConfigureAwait(false);
        return ErasureTime;
    }

    private void OnErasureFailed(Exception error) =>
        logs.CreateLogger<Pumps>().ErasureNotFinished(error, ErasureTime.TotalSeconds);
}
