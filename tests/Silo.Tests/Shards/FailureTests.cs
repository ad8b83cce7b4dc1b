using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

public sealed class FailureTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_failed_commit_is_told_and_nothing_of_it_stays_in_memory()
    {
        FailingStore store = null!;
        await using var host = await StartAsync(directory, null, inner => store = new FailingStore(inner));
        await host.SignalAsync(Update("anna", "1", "n", 1));
        store.FailNext = 1;

        var lost = await host.SignalAsync(Update("anna", "2", "n", 2));
        var read = await host.TraitsAsync("anna");
        var again = await host.SignalAsync(Update("anna", "2", "n", 2));

        Assert.Equal(ReceiptKind.Unavailable, lost.Kind);
        Assert.Equal(1, read!["n"].AsInt());
        Assert.Equal(Receipt.Accepted(2), again);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_again_by_whoever_sends_again()
    {
        FailingStore store = null!;
        await using var host = await StartAsync(directory, null, inner => store = new FailingStore(inner));
        var told = 0;
        host.Customers.OnCommitted(_ => told++);
        await host.SignalAsync(Update("anna", "1", "n", 1));
        store.LoseNextAnswer = true;

        var unknown = await host.SignalAsync(Update("anna", "2", "n", 2));
        var again = await host.SignalAsync(Update("anna", "2", "n", 2));
        var next = await host.SignalAsync(Update("anna", "3", "n", 3));

        Assert.Equal(ReceiptKind.Unavailable, unknown.Kind);
        Assert.Equal(new Receipt(ReceiptKind.Duplicate, 2), again);
        Assert.Equal(Receipt.Accepted(3), next);
        Assert.Equal(3, told);   // what it left behind is looked for
        Assert.Equal(await host.TraitsAsync("anna", host.Clock.GetUtcNow()), await host.TraitsAsync("anna"));
    }

    [Fact]
    public async Task Inputs_that_find_no_customer_since_the_store_is_away_take_no_room_in_the_queue()
    {
        FailingStore store = null!;
        await using var host = await StartAsync(directory, null, inner => store = new FailingStore(inner));
        store.Away = true;

        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<IOException>(() => host.Customers.HandleAsync([Delivery.To(1, new Input.EffectSettled("1-1-a", EffectEnd.Sent, null)), Delivery.To(2, new Input.EffectSettled("2-1-a", EffectEnd.Sent, null))]).AsTask());

        store.Away = false;
        Assert.Equal(0, (await host.Customers.HealthAsync()).QueueDepth);
    }

    [Fact]
    public async Task A_failed_first_turn_leaves_no_customer()
    {
        FailingStore store = null!;
        await using var host = await StartAsync(directory, null, inner => store = new FailingStore(inner));
        store.FailNext = 1;

        await host.SignalAsync(Update("anna", "1", "n", 1));

        Assert.Equal(ReadStatus.Unknown, (await host.Customers.ReadAsync("anna", state => state.Seq)).Status);
        Assert.Equal(Receipt.Accepted(1), await host.SignalAsync(Update("anna", "1", "n", 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_commits_fail_each_signal_counts_once_when_senders_try_again(int seed)
    {
        var random = new Random(seed);
        FailingStore store = null!;
        await using var host = await StartAsync(
            directory, Options with { BatchMax = 4, TransactionMax = 6 }, inner => store = new FailingStore(inner));
        store.FailAt = () => random.Next(4) == 0;

        async Task SendAsync(int customer, int i)
        {
            var signal = Update($"c{customer}", $"{i}", $"t{i}", i);
            while ((await host.SignalAsync(signal)).Kind == ReceiptKind.Unavailable) { }
        }
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => SendAsync(i % 6, i)));

        store.FailAt = () => false;
        for (var c = 0; c < 6; c++)
        {
            Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), await host.SeqsAsync($"c{c}"));
            Assert.Equal(50, (await host.TraitsAsync($"c{c}"))!.Count);
            Assert.Equal(await host.TraitsAsync($"c{c}", host.Clock.GetUtcNow()), await host.TraitsAsync($"c{c}"));
        }
    }

    [Fact]
    public async Task A_customer_that_somebody_else_wrote_fails_alone_and_goes_on_from_what_was_written()
    {
        FailingStore store = null!;
        await using var host = await StartAsync(directory, null, inner => store = new FailingStore(inner));
        await host.Customers.SignalAsync([Update("anna", "1", "n", 1), Update("ben", "1", "n", 1)]);
        store.Intrude = store.Written.Single(turn => turn.Created!.IdHash.AsSpan().SequenceEqual(host.Keys.IdHash("anna")));

        var receipts = await host.Customers.SignalAsync([Update("anna", "2", "n", 2), Update("ben", "2", "n", 2)]);
        var again = await host.SignalAsync(Update("anna", "2", "n", 2));

        Assert.Equal([ReceiptKind.Unavailable, ReceiptKind.Accepted], receipts.Select(r => r.Kind));
        Assert.Equal(Receipt.Accepted(3), again);
        Assert.Equal([1L, 2L, 3L], await host.SeqsAsync("anna"));
    }

    [Fact]
    public async Task A_customer_that_cannot_be_loaded_fails_alone()
    {
        FailingStore store = null!;
        await using var host = await StartAsync(directory, null, inner => store = new FailingStore(inner));
        await host.SignalAsync(Update("anna", "1", "n", 1));
        store.HiddenId = host.Keys.IdHash("broken");

        var broken = await host.SignalAsync(Update("broken", "1", "n", 1));
        var fine = await host.SignalAsync(Update("anna", "2", "n", 2));
        store.HiddenId = null;

        Assert.Equal(ReceiptKind.Unavailable, broken.Kind);
        Assert.Equal(Receipt.Accepted(2), fine);
        Assert.Equal(Receipt.Accepted(1), await host.SignalAsync(Update("broken", "1", "n", 1)));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_acknowledged_nothing_acknowledged_is_lost_and_it_goes_on_when_there_is_room()
    {
        await using var host = await StartAsync(directory, pagesMax: 80);
        var (accepted, refused) = (new List<int>(), new List<int>());
        for (var i = 0; refused.Count < 50; i++)
            (((await host.SignalAsync(Update($"c{i % 7}", $"{i}", $"t{i}", i))).Kind == ReceiptKind.Accepted) ? accepted : refused).Add(i);
        Assert.NotEmpty(accepted);
        foreach (var i in accepted) Assert.Equal(i, (await host.TraitsAsync($"c{i % 7}"))![$"t{i}"].AsInt());
        foreach (var i in refused) Assert.False((await host.TraitsAsync($"c{i % 7}"))!.TryGetValue($"t{i}", out _));

        host.PagesMax = 0;
        await host.RestartAsync();

        foreach (var i in accepted) Assert.Equal(ReceiptKind.Duplicate, (await host.SignalAsync(Update($"c{i % 7}", $"{i}", $"t{i}", i))).Kind);
        foreach (var i in refused) Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Update($"c{i % 7}", $"{i}", $"t{i}", i))).Kind);
    }

    private sealed class FailingStore(IJournalStore inner) : StoreDecorator(inner)
    {
        public int FailNext { get; set; }

        public Func<bool> FailAt { get; set; } = () => false;

        /// <summary>The next commit is made, and its answer lost.</summary>
        public bool LoseNextAnswer { get; set; }

        /// <summary>No id of a customer can be read.</summary>
        public bool Away { get; set; }

        public byte[]? HiddenId { get; set; }

        /// <summary>Written again, as the next entry of its customer, just before the next commit.</summary>
        public TurnRecord? Intrude { get; set; }

        public List<TurnRecord> Written { get; } = [];

        public override async ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default)
        {
            if (FailNext-- > 0 || FailAt()) throw new IOException("The disk is full.");
            if (Intrude is { } intruder)
            {
                Intrude = null;
                var next = intruder with { Created = null, Snapshot = null, Entry = intruder.Entry with { Seq = 2, InputHash = 0 } };
                await base.CommitAsync(new CommitBatch([next], []), cancel);
            }
            Written.AddRange(batch.Turns);
            var result = await base.CommitAsync(batch, cancel);
            if (!LoseNextAnswer) return result;
            LoseNextAnswer = false;
            throw new IOException("The connection was lost.");
        }

        public override ValueTask<byte[]?> SealedIdAsync(long customer, CancellationToken cancel = default) =>
            Away ? throw new IOException("The server is away.") : base.SealedIdAsync(customer, cancel);

        public override ValueTask<StoredCustomer> CustomerAsync(byte[] idHash, long schema, int limit, long now, CancellationToken cancel = default) =>
            HiddenId is { } hidden && hidden.AsSpan().SequenceEqual(idHash)
                ? throw new IOException("The page is damaged.")
                : base.CustomerAsync(idHash, schema, limit, now, cancel);
    }
}
