using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>What goes to many lets go first what somebody waits for.</summary>
public sealed class YieldingTests : IDisposable
{
    private const int Many = 300, AtATime = 2;

    private const int Least = 8;

    private static readonly long HourAgo = Stopwatch.GetTimestamp() - (Stopwatch.Frequency * 3_600);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void While_nobody_waits_as_much_is_taken_as_there_is_room_for() => Assert.Equal(100, Enter(new YieldGate(() => false, TimeSpan.Zero, most: 100, () => { }, TimeProvider.System)));

    /// <summary>Answers come after an hour, but for one that says that the disk alone takes no longer than that of a moment.</summary>
    [Fact]
    public void While_somebody_waits_less_is_taken_when_it_takes_too_long_but_never_nothing()
    {
        var gate = new YieldGate(() => true, TimeSpan.FromMinutes(1), most: 100, () => { }, TimeProvider.System);
        var taken = Enter(gate);
        gate.Leave(Stopwatch.GetTimestamp());
        for (var round = 0; round < 20; round++)
        {
            for (var i = round == 0 ? 1 : 0; i < taken; i++) gate.Leave(HourAgo);
            var next = Enter(gate);
            Assert.InRange(next, Least, Math.Max(Least, taken - 1));
            taken = next;
        }
        Assert.Equal(Least, taken);
    }

    [Fact]
    public void Where_everything_takes_long_that_is_no_reason_to_take_less()
    {
        var gate = new YieldGate(() => true, TimeSpan.FromMinutes(1), most: 40, () => { }, TimeProvider.System);
        var taken = Enter(gate);
        for (var i = 0; i < 2_000; i++)
        {
            gate.Leave(HourAgo);
            taken += Enter(gate) - 1;
        }
        Assert.Equal(40, taken);
    }

    [Fact]
    public void While_somebody_waits_more_is_taken_when_it_is_quick_enough_up_to_what_there_is_room_for()
    {
        var gate = new YieldGate(() => true, TimeSpan.MaxValue, most: 40, () => { }, TimeProvider.System);
        var taken = Enter(gate);
        Assert.InRange(taken, 2, 39);
        for (var i = 0; i < 2_000; i++)
        {
            gate.Leave(entered: 0);
            taken += Enter(gate) - 1;
        }
        Assert.Equal(40, taken);
    }

    /// <summary>The store holds back the first transaction, so that everything else waits in the shard.</summary>
    [Fact]
    public async Task A_signal_overtakes_what_yields()
    {
        var held = new HeldStore();
        await using var host = await TestHost.StartAsync(directory, TestHost.Options with { Shards = 1, YieldingMax = AtATime }, held.Decorate);
        foreach (var customer in Enumerable.Range(0, Many)) await host.SignalAsync(TestHost.Update($"c{customer}", "1", "n", 1));
        await host.SignalAsync(TestHost.Update("waits", "1", "n", 1));
        held.Hold();

        var first = host.SignalAsync(TestHost.Update("waits", "2", "n", 2));
        await held.Holding;
        var many = host.Customers.HandleAsync([.. Enumerable.Range(0, Many).Select(i => Delivery.To($"c{i}", Event($"c{i}")) with { Yields = true })]).AsTask();
        var last = host.SignalAsync(TestHost.Update("waits", "3", "n", 3));
        held.Release();
        await Task.WhenAll(first, last, many);

        Assert.All(await many, receipt => Assert.Equal(ReceiptKind.Accepted, receipt.Kind));
        var before = held.Order.TakeWhile(turn => turn != (Many + 1, 3)).Count(turn => turn.Seq == 2 && turn.Customer <= Many);
        Assert.InRange(before, 0, AtATime);
    }

    private static Input Event(string customer) => new Input.Event(new Signal("2", "test", "customer.updated", customer, null, Value.OfMap(ValueMap.Empty.With("n", Value.Of(2)))));

    private static int Enter(YieldGate gate)
    {
        var taken = 0;
        while (gate.TryEnter()) taken++;
        return taken;
    }

    private sealed class HeldStore
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously), holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool holds;

        public List<(long Customer, long Seq)> Order { get; } = [];

        public Task Holding => holding.Task;

        public IJournalStore Decorate(IJournalStore inner) => new Slow(inner, this);

        public void Hold() => holds = true;

        public void Release() => released.SetResult();

        private sealed class Slow(IJournalStore inner, HeldStore held) : StoreDecorator(inner)
        {
            public override async ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default)
            {
                held.Order.AddRange(batch.Turns.Select(turn => (turn.Customer, turn.Entry.Seq)));
                if (held.holds)
                {
                    held.holding.TrySetResult();
                    await held.released.Task;
                }
                return await base.CommitAsync(batch, cancel);
            }
        }
    }
}
