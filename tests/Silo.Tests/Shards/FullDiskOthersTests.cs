using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Tests.Pumps;
using static JourneyOrchestrator.Silo.Tests.Shards.FullStore;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>What is written besides turns, while the disk is full and afterwards.</summary>
public sealed class FullDiskOthersTests : IDisposable
{
    private static readonly CustomersOptions Hasty = Options with { ProbeTime = TimeSpan.FromMilliseconds(10) };

    private readonly TemporaryDirectory directory = new();
    private readonly NotedLog log = new();
    private FullStore store = null!;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task An_erasure_that_a_full_disk_cut_short_is_finished_by_itself_when_there_is_room()
    {
        await using var host = await StartAsync(directory, Hasty, inner => store = new FullStore(inner));
        await host.SignalAsync(Update("anna", "1", "n", 1));
        var key = await host.Store.FindCustomerAsync(host.Keys.IdHash("anna"));
        store.IsFull = true;
        var refused = await Assert.ThrowsAsync<StoreUnwritableException>(() => host.Customers.EraseAsync("anna", "asked").AsTask());
        Assert.Equal("read-only", refused.Problem.Code);
        Assert.Equal([key], await host.Store.OpenErasuresAsync());

        store.IsFull = false;
        await UntilAsync(async () => (await host.Store.OpenErasuresAsync()).Count == 0, "The erasure is finished.");
        Assert.Null(host.Keys.Open(key));
        Assert.Equal(ReadStatus.Gone, (await host.Customers.ReadAsync("anna", state => state.Seq)).Status);
    }

    [Fact]
    public async Task A_host_that_starts_on_a_full_disk_reads_and_finishes_an_erasure_when_there_is_room()
    {
        await using (var before = await StartAsync(directory))
        {
            await before.Customers.SignalAsync([Update("anna", "1", "n", 1), Update("ben", "1", "n", 1)]);
            var hash = before.Keys.IdHash("anna");
            await before.Store.EraseAsync(await before.Store.FindCustomerAsync(hash), hash, new TombstoneRow("r", "asked", 0, long.MaxValue));
        }

        await using var host = await StartAsync(directory, Hasty, inner => store = new FullStore(inner) { IsFull = true });
        Assert.False(host.Customers.Writes);
        Assert.Equal([1L], await host.SeqsAsync("ben"));
        Assert.NotEmpty(await host.Store.OpenErasuresAsync());

        store.IsFull = false;
        await UntilAsync(async () => (await host.Store.OpenErasuresAsync()).Count == 0, "The erasure is finished.");
    }

    [Fact]
    public async Task Keys_that_can_not_be_made_make_the_host_read_only_until_they_can()
    {
        FullKeys keys = null!;
        await using var host = await StartAsync(directory, Hasty, inner => store = new FullStore(inner), decorateKeys: inner => keys = new FullKeys(inner), log: log);
        await host.SignalAsync(Update("anna", "1", "n", 1));
        keys.IsFull = true;

        Assert.Equal(ReceiptKind.Unavailable, (await host.SignalAsync(Update("ben", "1", "n", 1))).Kind);
        for (var i = 0; i < 3; i++) await store.TriedAgainAsync();
        Assert.False(host.Customers.Writes);   // the journal would write

        keys.IsFull = false;
        await UntilAsync(() => Task.FromResult(host.Customers.Writes), "There is room for keys.");
        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Update("ben", "1", "n", 1))).Kind);
        Assert.Single(log.Errors);
    }

    [Fact]
    public async Task A_topic_that_can_not_go_on_closes_the_host_and_goes_on_when_there_is_room()
    {
        await using var host = await StartAsync(directory, Hasty, inner => store = new FullStore(inner), log: log);
        await host.Customers.SaveJourneyAsync(SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("over")), publish: true);
        await host.SignalAsync(PumpHost.Begin("anna", "1"));
        store.TakesTurns = store.IsFull = true;
        await host.Customers.PublishAsync("train", [PumpHost.Tick(1)]);

        await UntilAsync(() => Task.FromResult(!host.Customers.Writes), "The cursor found that there is no room.");
        Assert.NotEmpty(await host.Store.OpenFanOutsAsync(10));
        var act = await Assert.ThrowsAsync<StoreUnwritableException>(() => host.Customers.Topics.PauseAsync("train", 0, "kim", "wrong").AsTask());
        Assert.Equal("read-only", act.Problem.Code);

        store.IsFull = false;
        await UntilAsync(async () => (await host.Store.OpenFanOutsAsync(10)).Count == 0, "The event has reached its followers.");
        Assert.Single(log.Errors);
    }

    /// <summary>Keys on a disk of their own, which is full.</summary>
    private sealed class FullKeys(IPersonKeys inner) : IPersonKeys
    {
        public volatile bool IsFull;

        public long Allocate() => IsFull ? throw new NoRoomException() : inner.Allocate();

        public void Probe()
        {
            if (IsFull) throw new NoRoomException();
            inner.Probe();
        }

        public IPersonSeal? Open(long customer) => inner.Open(customer);

        public void Destroy(long customer) => inner.Destroy(customer);

        public byte[] IdHash(string id) => inner.IdHash(id);

        public long TermHash(string term) => inner.TermHash(term);
    }
}
