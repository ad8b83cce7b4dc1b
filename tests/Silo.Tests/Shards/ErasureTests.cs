using JourneyOrchestrator.Grains.Ports;
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
