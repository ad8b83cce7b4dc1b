using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task Timers_and_effects_keep_the_trace_of_their_turn_and_have_none_when_it_had_none()
    {
        const string Trace = "00-11111111111111111111111111111111-2222222222222222-01";
        await GivenAsync(
            First(1) with { Timers = [new TimerChange(true, 10, 1)], Outbox = [new OutboxRow("1-e1", "webhook", 10, long.MaxValue, 0, [1])], Trace = Trace },
            First(2) with { Timers = [new TimerChange(true, 20, 1)], Outbox = [new OutboxRow("2-e1", "webhook", 20, long.MaxValue, 0, [2])] });

        Assert.Equal([Trace, null], (await Store.DueTimersAsync(100, default, 10)).Select(timer => timer.Trace));
        Assert.Equal([Trace, null], (await Store.LeaseOutboxAsync("webhook", 100, 200, 10)).Select(item => item.Trace));
    }
}
