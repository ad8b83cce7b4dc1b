using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Subscriptions;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>What a process of the cluster runs on.</summary>
/// <param name="Connection">The PostgreSQL database that all of them share.</param>
public sealed record NodeSettings(string Connection)
{
    /// <summary>Opens the keys, which all processes share.</summary>
    public required Func<PostgresJournalStore, CancellationToken, Task<OpenKeys>> Keys { get; init; }

    /// <summary>Takes messages to customers.</summary>
    public required IEffectSender MessageSender { get; init; }

    /// <summary>Takes webhooks instead of the sender that calls them.</summary>
    public IEffectSender? WebhookSender { get; init; }

    public bool AllowPrivateWebhooks { get; init; }

    /// <summary>Limits and times of subscriptions.</summary>
    public SubscriptionOptions Subscriptions { get; init; } = new();

    /// <summary>Feeds that one silo reads at a time, the same for all silos.</summary>
    public FeedList Feeds { get; init; } = new([]);

    /// <summary>Sizes and limits of the silo's customers.</summary>
    public CustomersOptions Customers { get; init; } = new();
}
