using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Shards;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>The keys that a process of the cluster works with. <paramref name="Own"/>: what it closes at its end; null: nothing.</summary>
public sealed record OpenKeys(IPersonKeys Persons, IHostSeal Host, IDisposable? Own);

/// <summary>What a process of the cluster runs on.</summary>
/// <param name="Connection">The PostgreSQL database that all of them share.</param>
public sealed record NodeSettings(string Connection)
{
    /// <summary>Opens the keys, which all processes share.</summary>
    public required Func<PostgresJournalStore, Task<OpenKeys>> Keys { get; init; }

    /// <summary>Sizes and limits of the silo's customers.</summary>
    public CustomersOptions Customers { get; init; } = new();
}
