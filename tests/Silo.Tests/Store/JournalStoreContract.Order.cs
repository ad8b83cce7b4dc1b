using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task Entries_of_all_customers_are_read_in_the_order_of_their_commits()
    {
        Assert.Equal(0, await Store.LastPositionAsync());
        await GivenAsync(First(1), First(2));
        await GivenAsync(Turn(2, 2));
        await GivenAsync(Turn(1, 2));

        var all = await Store.EntriesAfterAsync(0, 10);

        Assert.Equal([(1, 1), (2, 1), (2, 2), (1, 2)], all.Select(e => (e.Customer, e.Entry.Seq)));
        Assert.Equal(all.Select(e => e.Position).Order(), all.Select(e => e.Position));
        Assert.Equal(all[^1].Position, await Store.LastPositionAsync());
        Assert.Equivalent(Turn(2, 2).Entry, all[2].Entry, strict: true);
        Assert.Equal(all.Skip(1).Take(2).Select(e => e.Position), (await Store.EntriesAfterAsync(all[0].Position, 2)).Select(e => e.Position));
        Assert.Empty(await Store.EntriesAfterAsync(all[^1].Position, 10));
    }

    [SkippableFact]
    public async Task A_turn_that_lost_its_race_has_no_place_in_the_order()
    {
        await GivenAsync(First(1));
        await CommitAsync(Turn(1, 7), First(2));

        Assert.Equal([1, 2], (await Store.EntriesAfterAsync(0, 10)).Select(e => e.Customer));
    }

    [SkippableFact]
    public async Task A_position_is_not_given_out_again_after_an_erasure_also_after_a_crash()
    {
        await GivenAsync(First(1), First(2), First(3));
        var last = await Store.LastPositionAsync();

        foreach (var erased in new[] { 3, 2 })
        {
            await Store.EraseAsync(erased, IdHash(erased), Tombstone());
            await Store.FinishErasureAsync(erased);
        }
        await CrashAsync();

        Assert.Equal(last, await Store.LastPositionAsync());
        Assert.Equal([1], (await Store.EntriesAfterAsync(0, 10)).Select(e => e.Customer));
        await GivenAsync(Turn(1, 2));
        var next = Assert.Single(await Store.EntriesAfterAsync(last, 10));
        Assert.Equal((1, 2, await Store.LastPositionAsync()), (next.Customer, next.Entry.Seq, next.Position));
    }
}
