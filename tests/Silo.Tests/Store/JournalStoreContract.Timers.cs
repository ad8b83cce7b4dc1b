using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task Due_timers_come_by_due_then_customer_then_timer_a_page_at_a_time()
    {
        await GivenAsync(
            First(2) with { Timers = [new(true, 30, 1), new(true, 20, 2), new(true, 20, 1)] },
            First(1) with { Timers = [new(true, 20, 9), new(true, 41, 1)] });

        var page = await Store.DueTimersAsync(now: 40, after: default, limit: 3);
        var rest = await Store.DueTimersAsync(now: 40, after: page[^1], limit: 3);

        Assert.Equal([new(20, 1, 9), new(20, 2, 1), new(20, 2, 2)], page);
        Assert.Equal([new(30, 2, 1)], rest);
    }

    [SkippableFact]
    public async Task Timers_are_set_and_withdrawn_in_the_order_of_the_turn()
    {
        await GivenAsync(First(1) with { Timers = [new(true, 20, 1), new(true, 30, 2), new(true, 30, 2)] });

        await GivenAsync(Turn(1, 2) with { Timers = [new(false, 20, 1), new(true, 20, 1), new(false, 30, 2), new(false, 99, 3)] });

        Assert.Equal([new(20, 1, 1)], await Store.DueTimersAsync(100, default, 10));
    }

    [SkippableFact]
    public async Task The_next_timer_is_the_first_one_after_a_row_or_never()
    {
        await GivenAsync(First(1) with { Timers = [new(true, 20, 1), new(true, 30, 2)] });

        Assert.Equal(20, await Store.NextTimerAsync(default));
        Assert.Equal(30, await Store.NextTimerAsync(new TimerRow(20, 1, 1)));
        Assert.Equal(long.MaxValue, await Store.NextTimerAsync(new TimerRow(30, 1, 2)));
    }
}
