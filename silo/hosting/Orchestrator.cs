using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Storage;
using JourneyOrchestrator.Silo.Subscriptions;
using JourneyOrchestrator.Silo.Timers;
using Microsoft.Extensions.Logging;
using Shards = JourneyOrchestrator.Silo.Shards;

namespace JourneyOrchestrator.Silo.Hosting;

/// <summary>What an embedded host runs on besides its doors.</summary>
public sealed record OrchestratorSettings(string Data)
{
    /// <summary>Where journal and keys are; null: in files of the data directory.</summary>
    public PostgresSettings? Postgres { get; init; }

    /// <summary>The clock of turns, timers and senders.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The clock of short waits inside the host and of tries outside; the machine's also where the other one is virtual, unless that has timers.</summary>
    public TimeProvider Waits { get; init; } = TimeProvider.System;

    /// <summary>Sizes of the journal store.</summary>
    public SqliteStoreOptions Store { get; init; } = new();

    /// <summary>Loops that share the customers, at least 1.</summary>
    public int Shards { get; init; } = new Shards.CustomersOptions().Shards;

    /// <summary>Chance that spreads retries of effects, from 0 up to 1.</summary>
    public Func<double> Jitter { get; init; } = new OutboxOptions().Jitter;

    /// <summary>After how much of that time a customer leaves memory; a virtual clock has no timers of its own and needs an infinite one.</summary>
    public TimeSpan IdleTime { get; init; } = new Shards.CustomersOptions().IdleTime;

    /// <summary>When customers who wait are put into less memory: see <see cref="Shards.CustomersOptions.RestTime"/>.</summary>
    public TimeSpan RestTime { get; init; } = new Shards.CustomersOptions().RestTime;

    /// <summary>Timers, topics and effects move only when <see cref="Orchestrator.DrainAsync"/> is called.</summary>
    public bool ByHand { get; init; }

    public bool AllowPrivateWebhooks { get; init; }

    /// <summary>Receivers know another webhook secret than the journal in PostgreSQL: from now on, so does the journal.</summary>
    public bool NewWebhookSecret { get; init; }

    /// <summary>Limits and times of subscriptions.</summary>
    public SubscriptionOptions Subscriptions { get; init; } = new();

    /// <summary>Memory for customers, in bytes (estimated).</summary>
    public long MemoryBytes { get; init; } = new Shards.CustomersOptions().MemoryBudget;

    /// <summary>Where messages to customers are written, one JSON line each.</summary>
    public TextWriter Messages { get; init; } = TextWriter.Null;

    /// <summary>Takes messages instead of that writer.</summary>
    public IEffectSender? MessageSender { get; init; }

    /// <summary>Takes webhooks instead of the sender that calls them.</summary>
    public IEffectSender? WebhookSender { get; init; }

    /// <summary>Takes calls of webhooks and subscriptions instead of the network.</summary>
    public HttpMessageHandler? Network { get; init; }
}

/// <summary>The embedded host without its doors: store, keys, customers, timers and outbox of one data directory, put together.
/// Closing it ends everything in good order: first what makes turns, then the turns, then the files.</summary>
public sealed class Orchestrator : IAsyncDisposable
{
    private readonly HostStore host;
    private readonly HttpClient webhooks;
    private readonly MessageSender messages;

    private Orchestrator(OrchestratorSettings settings, HostStore host, WebhookSecret secret, ILoggerFactory logs)
    {
        this.host = host;
        var (store, keys) = (host.Journal, host.Keys);
        Seal = new HostSeal(host.Master);
        var options = new Shards.CustomersOptions
        {
            Time = settings.Time, IdleTime = settings.IdleTime, RestTime = settings.RestTime, MemoryBudget = settings.MemoryBytes,
            FanOutByHand = settings.ByHand, ProbeTime = settings.ByHand ? Timeout.InfiniteTimeSpan : new Shards.CustomersOptions().ProbeTime, Versions = EngineVersions.Current,
            Waits = settings.Waits, Shards = settings.Shards,
        };
        Customers = new Shards.Customers(store, keys, options, logs.CreateLogger<Shards.Customers>());
        Timers = new TimerPump(store, Customers, new TimerPumpOptions { Time = settings.Time }, logs.CreateLogger<TimerPump>());
        webhooks = settings.Network is { } network ? new HttpClient(network) { Timeout = Timeout.InfiniteTimeSpan } : WebhookClient.Create(settings.AllowPrivateWebhooks);
        messages = new MessageSender(settings.Messages);
        IEffectSender[] senders = [settings.MessageSender ?? messages, settings.WebhookSender ?? new WebhookSender(webhooks, secret), new InternalSender(Customers)];
        Outbox = new OutboxRelay(
            store, Customers, new EffectGate(Customers, Customers, keys, store), senders, new OutboxOptions { Time = settings.Time, Waits = settings.Waits, Jitter = settings.Jitter }, logs.CreateLogger<OutboxRelay>());
        var around = new SubscriptionHost(host.Subscriptions, store, Customers, Customers, Customers, keys, Seal);
        var told = settings.Subscriptions with { Time = settings.Time, AllowPrivate = settings.AllowPrivateWebhooks, Waits = settings.Waits, Jitter = settings.Jitter };
        Subscriptions = new SubscriptionRelay(around, webhooks, told, logs.CreateLogger<SubscriptionRelay>());
        Customers.OnCommitted(WakePumps);
        Customers.OnWritable(Timers.Wake);
        Customers.OnWritable(Outbox.Wake);
        Customers.OnRequeued(Outbox.Wake);
        Customers.OnErased(Subscriptions.ForgetAsync);
    }

    public Shards.Customers Customers { get; }

    /// <summary>For what the host keeps of its own.</summary>
    public IHostSeal Seal { get; }

    public TimerPump Timers { get; }

    public OutboxRelay Outbox { get; }

    public SubscriptionRelay Subscriptions { get; }

    /// <summary>Opens a data directory, publishes the journeys that ship, and takes inputs; timers and effects wait for <see cref="StartPumps"/>.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process works on the directory.</exception>
    /// <exception cref="PostgresUnusableException">The database can't be used.</exception>
    public static async Task<Orchestrator> OpenAsync(OrchestratorSettings settings, ILoggerFactory logs, CancellationToken cancel = default)
    {
        var host = await HostStore.OpenAsync(settings.Data, settings.Store, settings.Postgres, cancel);
        try
        {
            var log = logs.CreateLogger<Orchestrator>();
            log.HostOpened(host.Where, host.Master.Origin);
            var secret = WebhookSecret.ForDirectory(settings.Data);
            if (host.Journal is PostgresJournalStore journal) await SecretMark.EnsureAsync(secret, journal, new HostSeal(host.Master), settings.NewWebhookSecret, cancel);
            var opened = new Orchestrator(settings, host, secret, logs);
            await opened.Customers.StartAsync(cancel);
            await opened.Subscriptions.LoadAsync(cancel);
            await ShippedJourneys.PublishAsync(opened.Customers, log, cancel);
            return opened;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fires timers, carries out effects and tells subscriptions by the clock from now on.</summary>
    public void StartPumps()
    {
        Timers.Start();
        Outbox.Start();
        Subscriptions.Start();
    }

    /// <summary>Does everything that is due at a moment, and what follows from it, until nothing is left: how a replay moves on.</summary>
    public async Task DrainAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        long moved;
        do
        {
            moved = await Customers.DrainTopicsAsync(cancel);
            moved += await Timers.RunDueAsync(now, cancel);
            moved += await Outbox.DrainAsync(now, cancel);
        }
        while (moved > 0);
    }

    /// <summary>When the next timer falls due after a moment; null: there is none.</summary>
    public async Task<DateTimeOffset?> NextTimerAsync(DateTimeOffset after, CancellationToken cancel = default)
    {
        var next = await host.Journal.NextTimerAsync(new TimerRow(after.ToUnixMicroseconds(), long.MaxValue, long.MaxValue), cancel);
        return next == long.MaxValue ? null : UnixTime.FromMicroseconds(next);
    }

    private void WakePumps(CommitBatch batch)
    {
        var (timers, effects) = (false, false);
        foreach (var turn in batch.Turns) (timers, effects) = (timers || !turn.Timers.IsEmpty, effects || !turn.Outbox.IsEmpty);
        if (timers) Timers.Wake();
        if (effects) Outbox.Wake();
        Subscriptions.Wake();
    }

    public async ValueTask DisposeAsync()
    {
        await Timers.DisposeAsync();
        await Outbox.DisposeAsync();
        await Subscriptions.DisposeAsync();
        await Customers.DisposeAsync();
        webhooks.Dispose();
        messages.Dispose();
        await host.DisposeAsync();
    }
}
