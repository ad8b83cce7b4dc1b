using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Postgres.Keys;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Subscriptions;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>The keys that a process of the cluster works with.</summary>
public sealed record OpenKeys(PersonKeys Persons, IHostSeal Host) : IDisposable
{
    /// <summary>Those in the cluster's database, which all processes share, as they do the master key.</summary>
    /// <exception cref="MasterKeyException">The keys were made with another master key.</exception>
    public static async Task<OpenKeys> OfDatabaseAsync(string connection, MasterKey master, PostgresJournalStore store, CancellationToken cancel)
    {
        var table = await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(connection), cancel);
        return new OpenKeys(PersonKeys.Open(table, master, await store.LastCustomerKeyAsync(cancel)), new HostSeal(master));
    }

    public void Dispose() => Persons.Dispose();
}

/// <summary>What a process of the cluster runs on.</summary>
/// <param name="Connection">The PostgreSQL database that all of them share.</param>
public sealed record NodeSettings(string Connection)
{
    /// <summary>Opens the keys, which all processes share.</summary>
    public required Func<PostgresJournalStore, CancellationToken, Task<OpenKeys>> Keys { get; init; }

    /// <summary>Takes messages to customers.</summary>
    public required IEffectSender MessageSender { get; init; }

    /// <summary>What webhooks are signed with.</summary>
    public required WebhookSecret WebhookSecret { get; init; }

    /// <summary>Takes webhooks instead of the sender that calls them.</summary>
    public IEffectSender? WebhookSender { get; init; }

    public bool AllowPrivateWebhooks { get; init; }

    /// <summary>Limits and times of subscriptions.</summary>
    public SubscriptionOptions Subscriptions { get; init; } = new();

    /// <summary>Sizes and limits of the silo's customers.</summary>
    public CustomersOptions Customers { get; init; } = new();
}
