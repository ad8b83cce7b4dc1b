using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task A_topic_never_heard_of_has_position_0_and_retains_nothing()
    {
        var state = await Store.TopicAsync("train");

        Assert.Equal(("train", 0L), (state.Topic, state.Position));
        Assert.Empty(state.Retained);
    }

    [SkippableFact]
    public async Task Events_get_the_next_positions_of_their_topic()
    {
        var appended = await PublishAsync(Event("train", 1), Event("parcel", 1), Event("train", 2));

        Assert.Equal([new(1, false, false), new(1, false, false), new(2, false, false)], appended);
        Assert.Equal(2, (await Store.TopicAsync("train")).Position);
    }

    [SkippableFact]
    public async Task A_repeated_event_keeps_its_position_and_a_reused_id_is_told_apart()
    {
        await PublishAsync(Event("train", 1), Event("train", 2));

        var appended = await PublishAsync(Event("train", 1), Event("train", 1) with { ContentHash = 99 });

        Assert.Equal([new(1, Duplicate: true, Reused: false), new(1, Duplicate: false, Reused: true)], appended);
        Assert.Equal(2, (await Store.TopicAsync("train")).Position);
    }

    [SkippableFact]
    public async Task A_topic_retains_the_newest_event_of_each_key_byte_for_byte_after_a_crash()
    {
        await PublishAsync(Event("train", 1, "delay"), Event("train", 2, "platform"), Event("train", 3, "delay"), Event("parcel", 4, "delay"));

        await CrashAsync();

        var state = await Store.TopicAsync("train");
        Assert.Equivalent(
            new[] { new RetainedEvent(2, Event("train", 2).Event), new RetainedEvent(3, Event("train", 3).Event) }, state.Retained, strict: true);
    }

    [SkippableFact]
    public async Task An_event_without_followers_is_not_on_its_way_to_anybody()
    {
        await PublishAsync(Event("train", 1));

        Assert.Empty(await Store.OpenFanOutsAsync(10));
    }

    [SkippableFact]
    public async Task A_follower_is_counted_until_it_leaves()
    {
        await GivenAsync(First(1) with { Follows = [new("train", 0, 0)] });
        Assert.Equal((1L, 1L), ((await Store.CountsAsync()).Topics, (await Store.CountsAsync()).Follows));

        await GivenAsync(Turn(1, 2) with { Follows = [new("train", -1, 0)] });
        await PublishAsync(Event("train", 1));

        Assert.Equal(0, (await Store.CountsAsync()).Follows);
        Assert.Empty(await Store.OpenFanOutsAsync(10));
    }

    private async Task<IReadOnlyList<TopicAppend>> PublishAsync(params TopicEventRow[] events) => await Store.AppendTopicAsync(events);
}
