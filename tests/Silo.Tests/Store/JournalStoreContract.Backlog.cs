using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task Nothing_waits_in_an_empty_store() => Assert.Equal(new StoreBacklog(0, 0, long.MaxValue), await Store.BacklogAsync());

    [SkippableFact]
    public async Task The_effect_that_is_due_first_is_found_among_all_kinds_and_dead_letters_do_not_count()
    {
        await GivenAsync(First(1) with
        {
            Outbox = [Effect("1-e1", 10), Effect("1-e2", 40), Effect("1-e3", 30) with { Kind = "message" }, Effect("1-e4", 20) with { Kind = "internal" }],
        });
        Assert.Equal(10, await NextEffectAsync());

        await Store.PostponeAsync([new("1-e1", 10, 8, "gone", Dead: true)]);
        Assert.Equal(20, await NextEffectAsync());

        await Store.PostponeAsync([new("1-e4", 500, 1, "late", Dead: false)]);
        Assert.Equal(30, await NextEffectAsync());

        await Store.CommitAsync(new CommitBatch([], ["1-e3", "1-e4"]));
        Assert.Equal(40, await NextEffectAsync());
    }

    [SkippableFact]
    public async Task Events_on_their_way_to_all_are_counted_without_what_is_paused_and_what_one_follower_catches_up()
    {
        await GivenAsync(Following(1), First(2) with { Follows = [new("parcel", 0, 0)] });
        await PublishAsync(Event("train", 1), Event("train", 2), Event("parcel", 3));
        Assert.Equal(3, await FanOutCountAsync());

        await GivenAsync(First(3) with { Follows = [new("parcel", 0, 0)] });   // has to catch up
        Assert.True((await Store.OpenFanOutsAsync(10)).Count > 3);
        Assert.Equal(3, await FanOutCountAsync());

        Assert.Equal(TopicActEnd.Done, await Store.PauseAsync(new TopicAct("train", 2, "kim", "wrong", 1)));
        Assert.Equal(2, await FanOutCountAsync());
        Assert.Equal(TopicActEnd.Done, await Store.ResumeAsync(new TopicAct("train", 2, "kim", "right", 2)));
        Assert.Equal(3, await FanOutCountAsync());

        await Store.AdvanceFanOutAsync((await Store.OpenFanOutsAsync(10)).First(fanOut => fanOut.Only == 0), null, done: true);
        Assert.Equal(2, await FanOutCountAsync());
    }

    [SkippableFact]
    public async Task Erasures_that_are_not_finished_are_counted()
    {
        await GivenAsync(First(1), First(2));
        await Store.EraseAsync(1, IdHash(1), Tombstone());
        await Store.EraseAsync(2, IdHash(2), Tombstone());
        await Store.FinishErasureAsync(1);

        Assert.Equal(1, (await Store.BacklogAsync()).Erasures);
    }

    private async Task<long> NextEffectAsync() => (await Store.BacklogAsync()).NextEffect;

    private async Task<long> FanOutCountAsync() => (await Store.BacklogAsync()).FanOuts;
}
