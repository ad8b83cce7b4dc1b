using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    /// <summary>The turn of customer 1 that joins customer 2, who has two entries.</summary>
    private static TurnRecord Joining(long seq)
    {
        var turn = Turn(1, seq);
        return turn with { Entry = turn.Entry with { Skips = 2 }, Joined = 2 };
    }

    [SkippableFact]
    public async Task A_join_leaves_room_for_the_others_entries_and_is_remembered()
    {
        await GivenAsync(First(1), First(2), Turn(2, 2));

        Assert.Equal((long[])[1], (await CommitAsync(Joining(2))).Conflicts);
        await GivenAsync(Joining(4));
        await CrashAsync();

        Assert.Equal((long[])[1, 4], await SeqsAsync(1));
        Assert.Equal((1L, 0L), (await Store.SurvivorAsync(2), await Store.SurvivorAsync(1)));
        Assert.Equal([(1L, 0L), (2L, 1L)], (await Store.CustomersAsync([], 0, 10)).Select(c => (c.Key, c.Survivor)));
        Assert.Equal((long[])[1], (await CommitAsync(Turn(1, 4))).Conflicts);
        await GivenAsync(Turn(1, 5));
    }

    [SkippableFact]
    public async Task A_timer_may_be_kept_under_the_one_who_was_joined()
    {
        await GivenAsync(First(1), First(2) with { Timers = [new TimerChange(true, 10, 7), new TimerChange(true, 20, 8)] }, Turn(2, 2));
        await GivenAsync(Joining(4) with { Timers = [new TimerChange(false, 10, 7) { Owner = 2 }, new TimerChange(true, 30, 9) { Owner = 2 }] });

        Assert.Equal([new(20, 2, 8), new(30, 2, 9)], await Store.DueTimersAsync(100, default, 10));
    }

    [SkippableFact]
    public async Task A_task_belongs_to_whoever_wrote_it_last()
    {
        await GivenAsync(First(1), First(2) with { Tasks = [Task("2-t1")] }, Turn(2, 2));
        await GivenAsync(Joining(4) with { Tasks = [Task("2-t1")] });

        Assert.Equal(1, Assert.Single(await Store.TasksAsync(null, null, 0, "", 10)).Customer);
    }

    [SkippableFact]
    public async Task An_effect_of_who_was_joined_is_not_settled_by_a_turn_that_is_left_out()
    {
        await GivenAsync(First(1), First(2) with { Outbox = [Effect("2-1-e1")] }, Turn(2, 2));
        await GivenAsync(Joining(4));

        await Store.CommitAsync(new CommitBatch([Turn(1, 4)], ["2-1-e1"]));
        Assert.Equal(1, (await Store.CountsAsync()).Outbox);
        await Store.CommitAsync(new CommitBatch([Turn(1, 5)], ["2-1-e1"]));
        Assert.Equal(0, (await Store.CountsAsync()).Outbox);
    }

    [SkippableFact]
    public async Task Erasing_takes_everybody_with_it_who_was_joined()
    {
        await GivenAsync(First(1), First(2), Turn(2, 2), First(3));
        await GivenAsync(Joining(4));

        var erasure = await Store.EraseAsync(1, IdHash(1), Tombstone());

        Assert.Equal((2L, 4L, 1L), (erasure.Removed["customers"], erasure.Removed["entries"], erasure.Removed["aliases"]));
        Assert.Equal((long[])[1, 2], await Store.OpenErasuresAsync());
        foreach (var customer in (long[])[1, 2])
        {
            Assert.NotNull(await Store.TombstoneAsync(IdHash(customer), 0));
            Assert.Equal(0, await Store.FindCustomerAsync(IdHash(customer)));
            Assert.Equal(0, await Store.SurvivorAsync(customer));
            Assert.Empty(await SeqsAsync(customer));
        }
        Assert.Equal((1L, 1L), ((await Store.CountsAsync()).Customers, (await Store.CountsAsync()).Entries));
    }
}
