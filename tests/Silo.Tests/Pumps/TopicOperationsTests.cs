using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Tests.Shards;
using static JourneyOrchestrator.Silo.Tests.Pumps.PumpHost;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>Events held up, let go on and withdrawn while they are on their way, with a host that ends in between.</summary>
public sealed class TopicOperationsTests : IDisposable
{
    private const int Many = 2_500;   // more than are told at a time, so that an act finds the event half way

    private static readonly byte[] Following = SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("over"));
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task An_event_paused_half_way_goes_on_after_a_crash_where_it_stopped_and_tells_each_once()
    {
        var half = new HalfWay();
        await using var host = await ManyAsync(half);
        half.Then = () => host.Customers.Topics.PauseAsync("train", 1, "kim", "is it true?").AsTask();

        await host.Customers.PublishAsync("train", [Tick(1), Tick(2)]);
        await host.Customers.DrainTopicsAsync();
        await half.Act!;
        await host.CrashAsync();
        await host.Customers.DrainTopicsAsync();

        var told = await ToldAsync(host);
        Assert.InRange(told.Count(t => t > 0), 1, Many - 1);
        Assert.Equal(told.Count(t => t > 0), (await host.Customers.Topics.FanOutsAsync(0, 10)).Items[0].Progress.Told);
        Assert.Equal([FanOutPhase.Paused, FanOutPhase.Paused], (await host.Customers.Topics.FanOutsAsync(0, 10)).Items.Select(f => f.Phase));

        Assert.Equal(TopicActEnd.Done, await host.Customers.Topics.ResumeAsync("train", 1, "kim", "it is"));
        await host.Customers.DrainTopicsAsync();
        Assert.All(await ToldAsync(host), t => Assert.Equal(2, t));
        Assert.All((await host.Customers.Topics.EventsAsync("train", long.MaxValue, 10)).Items, e => Assert.Equal((Many, Many), (e.Followers, e.Told)));
    }

    [Fact]
    public async Task An_event_withdrawn_half_way_reaches_nobody_further_and_its_follow_up_reaches_everybody_once()
    {
        var half = new HalfWay();
        await using var host = await ManyAsync(half);
        half.Then = () => host.Customers.Topics.WithdrawAsync("train", 1, "kim", "wrong", Tick(9)).AsTask();

        await host.Customers.PublishAsync("train", [Tick(1), Tick(2)]);
        await host.Customers.DrainTopicsAsync();
        Assert.Equal(new WithdrawalEnd(TopicActEnd.Done, 3), await (Task<WithdrawalEnd>)half.Act!);
        await host.CrashAsync();
        await host.Customers.DrainTopicsAsync();

        var told = await ToldAsync(host);
        Assert.All(told, t => Assert.InRange(t, 2, 3));
        Assert.InRange(told.Count(t => t == 3), 1, Many - 1);
        Assert.Equal(told.Count(t => t == 3), (await host.Customers.Topics.EventsAsync("train", 2, 1)).Items[0].Told);
        Assert.Equal(["2", "9"], await HeardAsync(host, $"c{told.IndexOf(2)}"));
        Assert.Empty((await host.Customers.Topics.FanOutsAsync(0, 10)).Items);
    }

    [Fact]
    public async Task Who_comes_and_who_leaves_while_an_event_is_paused_hears_what_they_should_in_order()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("over")));
        await host.Customers.SignalAsync([Begin("stays", "s"), Begin("leaves", "l")]);
        await host.Customers.PublishAsync("train", [Tick(1)]);
        await host.Customers.DrainTopicsAsync();
        await host.Customers.Topics.PauseAsync("train", 0, "kim", "wait");
        await host.Customers.PublishAsync("train", [Tick(2)]);
        await host.SignalAsync(Begin("comes", "c"));
        await host.SignalAsync(new("over", "test", "over", "leaves", null, default));
        await host.Customers.PublishAsync("train", [Tick(3)]);
        await host.CrashAsync();
        await host.Customers.DrainTopicsAsync();
        Assert.Equal(["1"], await HeardAsync(host, "stays"));
        Assert.Empty(await HeardAsync(host, "comes"));

        await host.Customers.Topics.ResumeAsync("train", 0, "kim", "go on");
        await host.Customers.DrainTopicsAsync();

        Assert.Equal(["1", "2", "3"], await HeardAsync(host, "stays"));
        Assert.Equal(["2", "3"], await HeardAsync(host, "comes"));
        Assert.Equal(["1"], await HeardAsync(host, "leaves"));
    }

    [Fact]
    public async Task Who_begins_to_follow_after_a_withdrawal_hears_the_event_before_it_in_that_turn()
    {
        await using var host = await PumpHost.StartAsync(
            directory, SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("tick"), SmallJourneys.Wait("over")));
        await host.SignalAsync(Begin("first", "f"));
        await host.Customers.PublishAsync("train", [Tick(1)]);
        await host.Customers.DrainTopicsAsync();
        await host.Customers.PublishAsync("train", [Tick(2)]);
        await host.Customers.Topics.WithdrawAsync("train", 2, "kim", "wrong", null);

        await host.SignalAsync(Begin("later", "l"));
        await host.Customers.DrainTopicsAsync();

        var got = await host.Customers.ReadAsync("later", state => state.Topics["train"]);
        Assert.Equal(2, got.Value);
        Assert.Equal(1, (await host.Customers.ReadAsync("later", state => state.Cases.Values.Single().Items.Values.Count(i => i.Node == "wait-over"))).Value);
        Assert.Empty(await HeardAsync(host, "later"));
        Assert.Equal(["1"], await HeardAsync(host, "first"));
    }

    [Fact]
    public async Task A_follower_set_apart_waits_through_a_pause_and_does_not_hear_what_was_withdrawn()
    {
        byte[]? broken = null;
        await using var host = await PumpHost.StartAsync(directory, Following, inner => new BrokenCustomer(inner, () => broken), TestHost.Options with { MemoryBudget = 1 });
        await host.Customers.SignalAsync([Begin("anna", "a"), Begin("broken", "b")]);
        broken = host.Keys.IdHash("broken");
        await host.Customers.PublishAsync("train", [Tick(1), Tick(2), Tick(3)]);
        await Assert.ThrowsAsync<IOException>(() => host.Customers.DrainTopicsAsync());
        Assert.Equal([FanOutPhase.Apart, FanOutPhase.Apart, FanOutPhase.Apart], (await host.Customers.Topics.FanOutsAsync(0, 10)).Items.Select(f => f.Phase));

        broken = null;
        Assert.Equal(TopicActEnd.Done, await host.Customers.Topics.PauseAsync("train", 2, "kim", "wait"));
        await host.Customers.DrainTopicsAsync();
        Assert.Equal(["1"], await HeardAsync(host, "broken"));
        Assert.Equal(TopicActEnd.Done, (await host.Customers.Topics.WithdrawAsync("train", 2, "kim", "wrong", null)).End);
        await host.Customers.DrainTopicsAsync();
        await host.Customers.PublishAsync("train", [Tick(4)]);
        await host.Customers.DrainTopicsAsync();

        Assert.Equal(["1", "3", "4"], await HeardAsync(host, "broken"));
        Assert.Equal(["1", "2", "3", "4"], await HeardAsync(host, "anna"));
        Assert.Empty((await host.Customers.Topics.FanOutsAsync(0, 10)).Items);
    }

    [Fact]
    public async Task Many_who_catch_up_with_the_same_event_are_told_together()
    {
        var asked = new HalfWay();
        await using var host = await PumpHost.StartAsync(directory, Following, asked.Decorate);
        await host.SignalAsync(Begin("first", "f"));
        await host.Customers.Topics.PauseAsync("train", 0, "kim", "wait");
        await host.Customers.PublishAsync("train", [Tick(1)]);
        await host.Customers.SignalAsync([.. Enumerable.Range(0, 200).Select(i => Begin($"c{i}", $"c{i}"))]);
        await host.Customers.Topics.ResumeAsync("train", 0, "kim", "go on");
        asked.Looks = 0;

        await host.Customers.DrainTopicsAsync();

        Assert.InRange(asked.Looks, 2, 4);
        for (var i = 0; i < 200; i += 50) Assert.Equal(["1"], await HeardAsync(host, $"c{i}"));
    }

    private async Task<TestHost> ManyAsync(HalfWay half)
    {
        var host = await PumpHost.StartAsync(directory, Following, half.Decorate);
        await host.Customers.SignalAsync([.. Enumerable.Range(0, Many).Select(i => Begin($"c{i}", $"c{i}"))]);
        return host;
    }

    /// <summary>How many topic events each of the many has heard.</summary>
    private static async Task<List<int>> ToldAsync(TestHost host)
    {
        var told = new List<int>();
        for (var i = 0; i < Many; i++) told.Add((await HeardAsync(host, $"c{i}")).Length);
        return told;
    }

    private static async Task<string[]> HeardAsync(TestHost host, string customer) =>
        [.. (await host.InputsAsync(customer)).Where(i => i.Kind == "topic").Select(i => i.Id!)];

    /// <summary>Does something as soon as the first followers of the first event are told.</summary>
    private sealed class HalfWay
    {
        public Func<Task>? Then { get; set; }

        public Task? Act { get; private set; }

        /// <summary>How often it was looked for what is on its way.</summary>
        public int Looks { get; set; }

        public IJournalStore Decorate(IJournalStore inner) => new Cursor(inner, this);

        private sealed class Cursor(IJournalStore inner, HalfWay half) : StoreDecorator(inner)
        {
            public override ValueTask AdvanceFanOutAsync(FanOut fanOut, Follower? last, bool done, long told = 0, CancellationToken cancel = default)
            {
                if (half.Then is { } then) half.Act ??= then();
                return base.AdvanceFanOutAsync(fanOut, last, done, told, cancel);
            }

            public override ValueTask<IReadOnlyList<FanOut>> OpenFanOutsAsync(int limit, CancellationToken cancel = default)
            {
                half.Looks++;
                return base.OpenFanOutsAsync(limit, cancel);
            }
        }
    }
}
