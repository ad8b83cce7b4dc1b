using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Tests.Shards;
using static JourneyOrchestrator.Silo.Tests.Pumps.PumpHost;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

public sealed class TopicTests : IDisposable
{
    private static readonly byte[] Following = SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("over"));
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Each_follower_hears_each_event_once_and_in_order_whenever_the_host_ends()
    {
        await using var host = await PumpHost.StartAsync(directory, Following, inner => new FailingCursor(inner));
        await host.Customers.SignalAsync([.. Enumerable.Range(1, 20).Select(i => Begin($"c{i}", $"c{i}"))]);
        await host.Customers.PublishAsync("train", [Tick(1), Tick(2)]);

        // The followers are told, and the host ends before the cursor is written.
        await Assert.ThrowsAsync<IOException>(() => host.Customers.DrainTopicsAsync());
        await host.CrashAsync();
        await host.Customers.PublishAsync("train", [Tick(2), Tick(3)]);
        await host.Customers.DrainTopicsAsync();

        for (var i = 1; i <= 20; i++) Assert.Equal(["1", "2", "3"], await HeardAsync(host, $"c{i}"));
    }

    [Fact]
    public async Task A_newer_event_overtakes_one_on_its_way_of_which_only_the_latest_counts()
    {
        await using var host = await PumpHost.StartAsync(directory, Following);
        await host.SignalAsync(Begin("anna", "a"));
        await host.Customers.PublishAsync("train", [Tick(1, latestOnly: true), Tick(2, latestOnly: true)]);

        await host.Customers.DrainTopicsAsync();

        Assert.Equal(["2"], await HeardAsync(host, "anna"));
    }

    [Fact]
    public async Task Who_follows_later_hears_in_that_turn_what_is_retained_and_afterwards_what_is_new()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("tick"), SmallJourneys.Wait("over")));
        await host.Customers.PublishAsync("train", [Tick(1), Tick(2)]);

        await host.SignalAsync(Begin("anna", "a"));
        Assert.Equal(1, (await host.Customers.ReadAsync("anna", state => state.Cases.Values.Single().Items.Values.Count(i => i.Node == "wait-over"))).Value);
        await host.Customers.PublishAsync("train", [Tick(3)]);
        await host.Customers.DrainTopicsAsync();

        Assert.Equal(["3"], await HeardAsync(host, "anna"));
    }

    [Fact]
    public async Task An_event_that_could_not_be_written_is_refused_so_that_it_is_sent_again()
    {
        var full = true;
        await using var host = await PumpHost.StartAsync(directory, Following, inner => new FullTopics(inner, () => full));
        await host.SignalAsync(Begin("anna", "a"));

        Assert.Equal([ReceiptKind.Unavailable, ReceiptKind.Unavailable], (await host.Customers.PublishAsync("train", [Tick(1), Tick(2)])).Select(r => r.Kind));
        full = false;
        Assert.Equal([Receipt.Accepted(1), Receipt.Accepted(2)], await host.Customers.PublishAsync("train", [Tick(1), Tick(2)]));
        await host.Customers.DrainTopicsAsync();

        Assert.Equal(["1", "2"], await HeardAsync(host, "anna"));
    }

    [Fact]
    public async Task A_follower_that_cannot_be_told_holds_up_nobody_and_hears_all_of_it_later()
    {
        byte[]? broken = null;
        await using var host = await PumpHost.StartAsync(directory, Following, inner => new BrokenCustomer(inner, () => broken), TestHost.Options with { MemoryBudget = 1 });
        await host.Customers.SignalAsync([Begin("anna", "a"), Begin("broken", "b"), Begin("cora", "c")]);
        broken = host.Keys.IdHash("broken");

        for (var i = 1; i <= 3; i++)
        {
            await host.Customers.PublishAsync("train", [Tick(i)]);
            await Assert.ThrowsAsync<IOException>(() => host.Customers.DrainTopicsAsync());
        }
        Assert.Equal(["1", "2", "3"], await HeardAsync(host, "anna"));
        Assert.Equal(["1", "2", "3"], await HeardAsync(host, "cora"));

        broken = null;
        await host.Customers.DrainTopicsAsync();
        await host.Customers.PublishAsync("train", [Tick(4)]);
        await host.Customers.DrainTopicsAsync();
        foreach (var customer in new[] { "anna", "broken", "cora" }) Assert.Equal(["1", "2", "3", "4"], await HeardAsync(host, customer));
    }

    [Fact]
    public async Task A_topic_that_is_held_up_holds_up_no_other_however_much_waits_on_it()
    {
        byte[]? broken = null;
        await using var host = await PumpHost.StartAsync(directory, Following, inner => new BrokenCustomer(inner, () => broken), TestHost.Options with { MemoryBudget = 1 });
        await host.Customers.SaveJourneyAsync(SmallJourneys.Of("parcel", SmallJourneys.Follow("parcel"), SmallJourneys.Wait("over")), publish: true);
        await host.Customers.SignalAsync([Begin("broken", "b"), Begin("anna", "a")]);
        broken = host.Keys.IdHash("broken");
        await host.Customers.PublishAsync("train", [.. Enumerable.Range(1, 300).Select(i => Tick(i))]);
        await host.Customers.PublishAsync("parcel", [Tick(1000)]);

        await Assert.ThrowsAsync<IOException>(() => host.Customers.DrainTopicsAsync());

        Assert.Contains("1000", await HeardAsync(host, "anna"));
    }

    private static async Task<string[]> HeardAsync(TestHost host, string customer) =>
        [.. (await host.InputsAsync(customer)).Where(i => i.Kind == "topic").Select(i => i.Id!)];

    private sealed class FailingCursor(IJournalStore inner) : StoreDecorator(inner)
    {
        public override ValueTask AdvanceFanOutAsync(FanOut fanOut, Follower? last, bool done, long told = 0, CancellationToken cancel = default) =>
            throw new IOException("The process ends here.");
    }

    private sealed class FullTopics(IJournalStore inner, Func<bool> isFull) : StoreDecorator(inner)
    {
        public override ValueTask<IReadOnlyList<TopicAppend>> AppendTopicAsync(IReadOnlyList<TopicEventRow> events, CancellationToken cancel = default) =>
            isFull() ? throw new IOException("The disk is full.") : base.AppendTopicAsync(events, cancel);
    }
}
