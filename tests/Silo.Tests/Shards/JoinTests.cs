using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Tests.Pumps;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

public sealed class JoinTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private static Signal Identified(string visitor, string customer, string id = "who") => new(
        id, "test", "customer.identified", visitor, null, Value.OfMap(ValueMap.Empty.With("customer", Value.Of(customer))));

    private static long Trait(ValueMap? traits, string name) => traits![name].AsInt();

    [Fact]
    public async Task A_visitor_who_is_identified_is_the_customer_from_then_on()
    {
        await using var host = await StartAsync(directory);
        await host.Customers.SignalAsync([Update("anon:p", "1", "page", 1), Update("anna", "1", "own", 1)]);

        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Identified("anon:p", "anna"))).Kind);
        await host.SignalAsync(Update("anon:p", "2", "page", 2));
        await host.SignalAsync(Update("anna", "2", "own", 2));

        for (var starts = 0; starts < 2; starts++)
        {
            foreach (var id in (string[])["anna", "anon:p"])
            {
                var card = await host.Customers.ReadAsync(id, state => (state.Id, state.Traits, state.Seq));
                Assert.Equal(("anna", 2L, 2L), (card.Value.Id, Trait(card.Value.Traits, "page"), Trait(card.Value.Traits, "own")));
                // Her own first entry, the two of the visitor, the join, and what came after.
                Assert.Equal([1L, 2, 3, 4, 5, 6], await host.SeqsAsync(id));
                Assert.Equal(6, card.Value.Seq);
                var subjects = (await host.Customers.HistoryAsync(id, 0, 10)).Value!.Select(e => e.Subject);
                Assert.Equal(["anna", "anon:p", "anon:p", "anna", "anon:p", "anna"], subjects);
            }
            await host.RestartAsync();
        }
        Assert.Equal(["anna"], (await host.Customers.ListAsync(null, 10, null)).Items.Select(c => c.Id));
        Assert.Equal(["anna"], (await host.Customers.ListAsync("anon:p", 10, null)).Items.Select(c => c.Id));
    }

    [Fact]
    public async Task History_pages_run_through_what_the_visitor_did()
    {
        await using var host = await StartAsync(directory);
        for (var i = 0; i < 7; i++) await host.SignalAsync(Update("anon:p", $"{i}", "n", i));
        await host.SignalAsync(Identified("anon:p", "anna"));

        for (var limit = 1; limit < 10; limit++)
        {
            var seqs = new List<long>();
            while (await host.Customers.HistoryAsync("anna", seqs.LastOrDefault(), limit) is { Value.Count: > 0 } page) seqs.AddRange(page.Value.Select(e => e.Seq));
            Assert.Equal(Enumerable.Range(1, 9).Select(i => (long)i), seqs);
        }
    }

    [Fact]
    public async Task A_repeat_is_known_whatever_happened_to_the_visitor_since()
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Update("anon:p", "1", "n", 1));
        await host.SignalAsync(Identified("anon:p", "anna"));
        await host.SignalAsync(Update("anon:p", "2", "n", 2));
        await host.RestartAsync();

        Assert.Equal(ReceiptKind.Duplicate, (await host.SignalAsync(Update("anon:p", "1", "n", 1))).Kind);
        Assert.Equal(ReceiptKind.Reused, (await host.SignalAsync(Update("anon:p", "1", "n", 7))).Kind);
        Assert.Equal(ReceiptKind.Duplicate, (await host.SignalAsync(Update("anon:p", "2", "n", 2))).Kind);
        Assert.Equal(ReceiptKind.Duplicate, (await host.SignalAsync(Identified("anon:p", "anna"))).Kind);
        Assert.Equal(ReceiptKind.Duplicate, (await host.SignalAsync(Identified("anon:p", "anna", "again"))).Kind);
        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Update("anna", "1", "n", 1))).Kind);
    }

    [Fact]
    public async Task A_visitor_stays_with_the_first_customer_and_no_known_customer_is_joined_to_another()
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Identified("anon:p", "anna"));

        Assert.Equal("already-joined", (await host.SignalAsync(Identified("anon:p", "ben", "2"))).Problem!.Code);
        Assert.Equal("not-provisional", (await host.SignalAsync(Identified("anna", "ben", "3"))).Problem!.Code);
        Assert.Equal("provisional", (await host.SignalAsync(Identified("anon:q", "anon:p", "4"))).Problem!.Code);
        Assert.Equal(["anna"], (await host.Customers.ListAsync(null, 10, null)).Items.Select(c => c.Id));
    }

    [Fact]
    public async Task After_a_crash_between_the_two_turns_the_effect_brings_what_was_known()
    {
        var lost = false;
        await using (var host = await StartAsync(directory, null, inner => new JoinLessStore(inner, () => lost)))
        {
            await host.SignalAsync(Update("anon:p", "1", "n", 1));
            lost = true;
            Assert.Equal(ReceiptKind.Unavailable, (await host.SignalAsync(Identified("anon:p", "anna"))).Kind);
        }
        await using var again = await StartAsync(directory);
        Assert.Equal(ReadStatus.Unknown, (await again.Customers.ReadAsync("anna", state => state.Seq)).Status);

        await using (var relay = again.Outbox(new OutboxOptions())) await relay.DrainAsync(again.Clock.GetUtcNow());

        Assert.Equal(1, Trait(await again.TraitsAsync("anna"), "n"));
        Assert.Equal(0, (await again.Store.CountsAsync()).Outbox);
        Assert.Equal([1L, 2, 3], await again.SeqsAsync("anna"));
    }

    [Fact]
    public async Task Whoever_comes_first_after_a_crash_finds_the_customer_joined()
    {
        var lost = false;
        await using (var host = await StartAsync(directory, null, inner => new JoinLessStore(inner, () => lost)))
        {
            await host.SignalAsync(Update("anon:p", "1", "n", 1));
            lost = true;
            await host.SignalAsync(Identified("anon:p", "anna"));
        }
        await using var again = await StartAsync(directory);

        Assert.Equal(1, Trait(await again.TraitsAsync("anon:p"), "n"));
        await using (var relay = again.Outbox(new OutboxOptions())) await relay.DrainAsync(again.Clock.GetUtcNow());
        Assert.Equal([1L, 2, 3], await again.SeqsAsync("anna"));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("anon:p")]
    public async Task Erasing_either_erases_both(string asked)
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Update("anon:p", "1", "n", 1));
        await host.SignalAsync(Identified("anon:p", "anna"));
        var keys = new[] { await KeyAsync(host, "anna"), await KeyAsync(host, "anon:p") };

        var erased = await host.Customers.EraseAsync(asked, "asked");

        Assert.Equal((2L, 3L), (erased.Value!.Removed["customers"], erased.Value.Removed["entries"]));
        Assert.All(keys, key => Assert.Null(host.Keys.Open(key)));
        for (var starts = 0; starts < 2; starts++)
        {
            foreach (var id in (string[])["anna", "anon:p"])
            {
                Assert.Equal(ReadStatus.Gone, (await host.Customers.ReadAsync(id, state => state.Seq)).Status);
                Assert.Equal(ReadStatus.Gone, (await host.Customers.HistoryAsync(id, 0, 10)).Status);
                Assert.Equal(ReceiptKind.Erased, (await host.SignalAsync(Update(id, $"{starts}", "n", 3))).Kind);
            }
            await host.RestartAsync();
        }
        Assert.Equal((0L, 0L), ((await host.Store.CountsAsync()).Customers, (await host.Store.CountsAsync()).Entries));
    }

    [Fact]
    public async Task A_visitor_is_not_joined_to_somebody_who_was_erased()
    {
        await using var host = await StartAsync(directory);
        await host.Customers.SignalAsync([Update("anon:p", "1", "n", 1), Update("anna", "1", "n", 1)]);
        await host.Customers.EraseAsync("anna", "asked");

        Assert.Equal(ReceiptKind.Erased, (await host.SignalAsync(Identified("anon:p", "anna"))).Kind);
        Assert.Equal(1, Trait(await host.TraitsAsync("anon:p"), "n"));
        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Update("anon:p", "2", "n", 2))).Kind);
    }

    [Fact]
    public async Task A_visitor_on_the_way_to_somebody_who_is_erased_meanwhile_is_erased_as_well()
    {
        var lost = false;
        await using (var host = await StartAsync(directory, null, inner => new JoinLessStore(inner, () => lost)))
        {
            await host.Customers.SignalAsync([Update("anon:p", "1", "n", 1), Update("anna", "1", "n", 1)]);
            lost = true;
            await host.SignalAsync(Identified("anon:p", "anna"));
            await host.Customers.EraseAsync("anna", "asked");
        }
        await using var again = await StartAsync(directory);
        await using (var relay = again.Outbox(new OutboxOptions())) await relay.DrainAsync(again.Clock.GetUtcNow());

        while ((await again.Store.CountsAsync()).Customers > 0) await Task.Delay(10);
        Assert.Equal(ReceiptKind.Erased, (await again.SignalAsync(Update("anon:p", "2", "n", 2))).Kind);
        Assert.Equal(0, (await again.Store.CountsAsync()).Outbox);
    }

    [Fact]
    public async Task The_past_of_both_is_as_it_was_known_then()
    {
        await using var host = await StartAsync(directory);
        await host.Customers.SignalAsync([Update("anon:p", "1", "n", 1), Update("anna", "1", "own", 1)]);
        var before = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SignalAsync(Identified("anon:p", "anna"));

        Assert.Equal(ValueMap.Empty.With("n", Value.Of(1)), await host.TraitsAsync("anon:p", before));
        Assert.Equal(ValueMap.Empty.With("own", Value.Of(1)), await host.TraitsAsync("anna", before));
        Assert.Equal(await host.TraitsAsync("anna"), await host.TraitsAsync("anon:p", host.Clock.GetUtcNow()));
    }

    private static async ValueTask<long> KeyAsync(TestHost host, string id) => await host.Store.FindCustomerAsync(host.Keys.IdHash(id));

    /// <summary>Writes no turn that joins somebody, as if the host had been killed before it.</summary>
    private sealed class JoinLessStore(IJournalStore inner, Func<bool> fails) : StoreDecorator(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default) =>
            fails() && batch.Turns.Any(t => t.Joined != 0) ? throw new IOException("Killed.") : base.CommitAsync(batch, cancel);
    }
}
