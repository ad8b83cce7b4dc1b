using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Tests.Pumps;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

public sealed class ErasureTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task An_erased_person_is_gone_and_stays_so()
    {
        await using var host = await StartAsync(directory);
        await host.Customers.SignalAsync([Update("anna", "1", "n", 1), Update("anna", "2", "n", 2), Update("ben", "1", "n", 1)]);

        var erased = await host.Customers.EraseAsync("anna", "asked");

        Assert.Equal(2, erased.Value!.Removed["entries"]);
        await AssertGoneAsync(host);
        await host.RestartAsync();
        await AssertGoneAsync(host);
        Assert.Equal([1L], await host.SeqsAsync("ben"));
    }

    [Fact]
    public async Task Nobody_is_erased_who_is_not_known()
    {
        await using var host = await StartAsync(directory);

        Assert.Equal(ReadStatus.Unknown, (await host.Customers.EraseAsync("nobody", "asked")).Status);
    }

    [Fact]
    public async Task An_erasure_that_a_kill_cut_short_is_finished_by_the_next_start()
    {
        await using var host = await StartAsync(directory);
        await host.Customers.SignalAsync([Update("anna", "1", "n", 1), Update("ben", "1", "n", 1)]);
        var key = await host.Store.FindCustomerAsync(host.Keys.IdHash("anna"));

        // Killed when the rows were deleted: the key, and with it what others hold of her, is still there.
        await host.Store.EraseAsync(key, host.Keys.IdHash("anna"), new TombstoneRow("r", "asked", 0, long.MaxValue));
        await host.CrashAsync();

        Assert.Null(host.Keys.Open(key));
        Assert.Empty(await host.Store.OpenErasuresAsync());
        await AssertGoneAsync(host);
        Assert.Equal([1L], await host.SeqsAsync("ben"));
    }

    [Fact]
    public async Task An_erasure_that_failed_half_way_is_finished_when_it_is_asked_for_again()
    {
        var fail = true;
        await using var host = await StartAsync(directory, null, inner => new UncleanStore(inner, () => fail));
        await host.SignalAsync(Update("anna", "1", "n", 1));
        await Assert.ThrowsAsync<IOException>(async () => await host.Customers.EraseAsync("anna", "asked"));
        Assert.NotEmpty(await host.Store.OpenErasuresAsync());
        fail = false;

        Assert.Equal(ReadStatus.Gone, (await host.Customers.EraseAsync("anna", "asked")).Status);

        Assert.Empty(await host.Store.OpenErasuresAsync());
        await AssertGoneAsync(host);
    }

    [Fact]
    public async Task What_another_customer_holds_of_the_person_does_not_survive_in_a_snapshot_written_meanwhile()
    {
        TestHost host = null!;
        await using var opened = await PumpHost.StartAsync(directory, SmallJourneys.Of("tell", SmallJourneys.Signal("ben")), inner => new BusyStore(inner, async () =>
        {
            // Ben goes on while Anna's rows are already gone: his memory still holds what came from her, and a snapshot is due.
            for (var i = 0; i < 10; i++) await host.SignalAsync(Update("ben", $"{i}", "n", i));
        }));
        host = opened;
        await host.Customers.SaveJourneyAsync(SmallJourneys.Heard("hear", "told"), publish: true);
        await host.SignalAsync(PumpHost.Begin("anna", "secret-of-anna"));
        await using (var relay = host.Outbox(new OutboxOptions())) await relay.DrainAsync(host.Clock.GetUtcNow());
        Assert.True(await HoldsAsync(host));

        await host.Customers.EraseAsync("anna", "asked");

        Assert.False(await HoldsAsync(host));
        await host.RestartAsync();
        Assert.False(await HoldsAsync(host));
        Assert.Equal(11, (await host.SeqsAsync("ben")).Count);
    }

    private static async Task<bool> HoldsAsync(TestHost host) =>
        (await host.Customers.ReadAsync("ben", state => state.Cases.Values.Any(c => c.Key == "secret-of-anna"))).Value;

    private sealed class BusyStore(IJournalStore inner, Func<Task> meanwhile) : StoreDecorator(inner)
    {
        public override async ValueTask<Erasure> EraseAsync(long customer, byte[] idHash, TombstoneRow tombstone, CancellationToken cancel = default)
        {
            var erasure = await base.EraseAsync(customer, idHash, tombstone, cancel);
            await meanwhile();
            return erasure;
        }
    }

    private sealed class UncleanStore(IJournalStore inner, Func<bool> fails) : StoreDecorator(inner)
    {
        public override ValueTask FinishErasureAsync(long customer, CancellationToken cancel = default) =>
            fails() ? throw new IOException("The log is being read.") : base.FinishErasureAsync(customer, cancel);
    }

    private static async Task AssertGoneAsync(TestHost host)
    {
        Assert.Equal(ReadStatus.Gone, (await host.Customers.ReadAsync("anna", state => state.Seq)).Status);
        Assert.Equal(ReadStatus.Gone, (await host.Customers.ReadAsync("anna", state => state.Seq, host.Clock.GetUtcNow())).Status);
        Assert.Equal(ReadStatus.Gone, (await host.Customers.HistoryAsync("anna", 0, 10)).Status);
        Assert.Equal(ReadStatus.Gone, (await host.Customers.EraseAsync("anna", "again")).Status);
        Assert.Equal(ReceiptKind.Erased, (await host.SignalAsync(Update("anna", "3", "n", 3))).Kind);
        Assert.Equal(ReceiptKind.Erased, (await host.SignalAsync(Update("anna", "1", "n", 1))).Kind);
    }
}
