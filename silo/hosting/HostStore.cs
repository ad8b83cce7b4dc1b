using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Postgres.Keys;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Hosting;

/// <summary>Journal and keys of one data directory, which this process holds until they are closed: files in it, or tables in PostgreSQL.</summary>
internal sealed class HostStore : IAsyncDisposable
{
    private readonly DataDirectoryLock? held;

    private HostStore(DataDirectoryLock? held, IJournalStore journal, ISubscriptionStore subscriptions, PersonKeys keys, MasterKey master, long lastCustomer, string where)
    {
        this.held = held;
        (Journal, Subscriptions, Keys, Master, LastCustomer, Where) = (journal, subscriptions, keys, master, lastCustomer, where);
    }

    public IJournalStore Journal { get; }

    public ISubscriptionStore Subscriptions { get; }

    public PersonKeys Keys { get; }

    public MasterKey Master { get; }

    /// <summary>Highest customer key when it was opened.</summary>
    public long LastCustomer { get; }

    /// <summary>Where the journal is, for the log.</summary>
    public string Where { get; }

    /// <param name="data">The data directory, made when it is missing.</param>
    /// <param name="sizes">Of the journal in files.</param>
    /// <param name="postgres">Null: files of that directory.</param>
    /// <exception cref="Commands.RefusedException">The directory belongs to another journal.</exception>
    /// <exception cref="DataDirectoryInUseException">Another process works on the directory.</exception>
    public static Task<HostStore> OpenAsync(string data, SqliteStoreOptions sizes, PostgresSettings? postgres, CancellationToken cancel) =>
        postgres is null ? OpenFilesAsync(data, sizes, cancel) : OpenPostgresAsync(data, postgres, cancel);

    private static async Task<HostStore> OpenFilesAsync(string data, SqliteStoreOptions sizes, CancellationToken cancel)
    {
        StoreMark.EnsureSqlite(data);
        var journal = SqliteJournalStore.Open(data, sizes);
        try
        {
            var last = await journal.LastCustomerKeyAsync(cancel);
            var master = MasterKey.ForDirectory(data, last);
            return new HostStore(null, journal, journal, PersonKeys.Open(data, master, last), master, last, Path.GetFullPath(data));
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    private static async Task<HostStore> OpenPostgresAsync(string data, PostgresSettings postgres, CancellationToken cancel)
    {
        StoreMark.EnsurePostgres(data);
        var held = new DataDirectoryLock(data);
        PostgresJournalStore? journal = null;
        try
        {
            journal = await PostgresJournalStore.OpenAsync(postgres.Journal, cancel);
            var last = await journal.LastCustomerKeyAsync(cancel);
            var table = await PostgresKeyTable.OpenAsync(postgres.Keys, cancel);
            var (keys, master) = OpenKeys(data, journal, table, last);
            return new HostStore(held, journal, journal, keys, master, last, $"PostgreSQL at {journal.Name}");
        }
        catch
        {
            if (journal is not null) await journal.DisposeAsync();
            held.Dispose();
            throw;
        }
    }

    private static (PersonKeys Keys, MasterKey Master) OpenKeys(string data, PostgresJournalStore journal, PostgresKeyTable table, long last)
    {
        try
        {
            StoreMark.Ensure(data, journal.Id, journal.Name, isUsed: table.CheckValue() is not null);
            var master = MasterKey.ForTable(data, table);
            var keys = PersonKeys.Open(table, master, last);
            StoreMark.Keep(data, journal.Id);
            return (keys, master);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Keys.Dispose();
        await Journal.DisposeAsync();
        held?.Dispose();
    }
}
