using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Postgres.Keys;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>The keys that a process of the cluster works with; all processes have the same.</summary>
public sealed record OpenKeys(PersonKeys Persons, IHostSeal Host) : IDisposable
{
    /// <summary>Those of a table, under the master key of the environment or of a directory.</summary>
    /// <returns>The keys, and where the master key is from.</returns>
    /// <exception cref="MasterKeyException">The keys were made with another master key.</exception>
    public static async Task<(OpenKeys Keys, string Origin)> OfProcessAsync(PostgresKeyOptions place, string directory, PostgresJournalStore store, CancellationToken cancel)
    {
        Directory.CreateDirectory(directory);
        var table = await PostgresKeyTable.OpenAsync(place, cancel);
        var master = Of(table, directory);
        return (await OfTableAsync(table, master, store, cancel), master.Origin);
    }

    /// <summary>Those of a table, under a master key.</summary>
    /// <exception cref="MasterKeyException">The keys were made with another master key.</exception>
    public static async Task<OpenKeys> OfTableAsync(IKeyTable table, MasterKey master, PostgresJournalStore store, CancellationToken cancel) =>
        new(PersonKeys.Open(table, master, await store.LastCustomerKeyAsync(cancel)), new HostSeal(master));

    public void Dispose() => Persons.Dispose();

    private static MasterKey Of(PostgresKeyTable table, string directory)
    {
        try
        {
            return MasterKey.ForTable(directory, table);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }
}
