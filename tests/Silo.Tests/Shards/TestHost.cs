using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>Customers on a real store in a temporary directory, which outlives restarts and crashes of the host.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly TemporaryDirectory directory;
    private PersonKeys keys = null!;
    private CustomersOptions options = Options;
    private Func<IPersonKeys, IPersonKeys> decorateKeys = keys => keys;
    private ILogger log = NullLogger.Instance;

    private TestHost(TemporaryDirectory directory) => this.directory = directory;

    public static CustomersOptions Options { get; } = new() { Shards = 2, SnapshotEvery = 5, PageSize = 3 };

    public TestClock Clock { get; } = new();

    public IJournalStore Store { get; private set; } = null!;

    public Customers Customers { get; private set; } = null!;

    public IPersonKeys Keys => keys;

    /// <summary>A term whose hash can't be made: whoever decides something with it fails, each time; null: none.</summary>
    public string? Poison { get; set; }

    /// <summary>Size at which the disk is full, in pages, from the next start on; 0: never.</summary>
    public long PagesMax { get; set; }

    public static async Task<TestHost> StartAsync(
        TemporaryDirectory directory, CustomersOptions? options = null, Func<IJournalStore, IJournalStore>? decorate = null, long pagesMax = 0,
        Func<IPersonKeys, IPersonKeys>? decorateKeys = null, ILogger? log = null)
    {
        var host = new TestHost(directory) { PagesMax = pagesMax };
        if (decorateKeys is not null) host.decorateKeys = decorateKeys;
        if (log is not null) host.log = log;
        await host.OpenAsync(options ?? Options, decorate ?? (store => store));
        return host;
    }

    /// <summary>Stops as a host does, and starts again.</summary>
    public async Task RestartAsync()
    {
        await DisposeAsync();
        await OpenAsync(options, store => store);
    }

    /// <summary>Ends without finishing anything, and starts again.</summary>
    public async Task CrashAsync()
    {
        await Store.DisposeAsync();
        keys.Dispose();
        await OpenAsync(options, store => store);
    }

    public async ValueTask DisposeAsync()
    {
        await Customers.DisposeAsync();
        await Store.DisposeAsync();
        keys.Dispose();
    }

    public async Task<Receipt> SignalAsync(Signal signal) => (await Customers.SignalAsync([signal]))[0];

    public async Task<ValueMap?> TraitsAsync(string customer, DateTimeOffset? at = null) =>
        (await Customers.ReadAsync(customer, state => state.Traits, at)).Value;

    public async Task<IReadOnlyList<long>> SeqsAsync(string customer) =>
        [.. (await Customers.HistoryAsync(customer, 0, 10_000)).Value!.Select(e => e.Seq)];

    /// <summary>An event that sets a trait.</summary>
    public static Signal Update(string customer, string id, string trait, long value) => new(
        id, "test", "customer.updated", customer, null, Value.OfMap(ValueMap.Empty.With(trait, Value.Of(value))));

    private async Task OpenAsync(CustomersOptions chosen, Func<IJournalStore, IJournalStore> decorate)
    {
        options = chosen;
        Store = decorate(SqliteJournalStore.Open(directory.Path, new SqliteStoreOptions { PagesMax = PagesMax }));
        keys = PersonKeys.Open(directory.Path, MasterKey.ForDirectory(directory.Path), await Store.LastCustomerKeyAsync(), batch: 16);
        Customers = new Customers(Store, new PoisonedKeys(decorateKeys(keys), () => Poison), options with { Time = Clock }, log);
        await Customers.StartAsync();
    }
}
