using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task An_event_on_its_way_says_all_that_a_follower_needs()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 5, "delay", latestOnly: true));

        var fanOut = Assert.Single(await Store.OpenFanOutsAsync(10));

        Assert.Equal(("train", 1L, "delay", true, Start, 0L), (fanOut.Topic, fanOut.Position, fanOut.RetainKey, fanOut.LatestOnly, fanOut.At, fanOut.Only));
        Assert.Equal(Event("train", 5).Event, fanOut.Event);
    }

    [SkippableFact]
    public async Task The_most_urgent_followers_come_first()
    {
        await GivenAsync(Following(1, urgency: 30), Following(2, urgency: -5), Following(3, urgency: 0), Following(4, urgency: 0));
        await PublishAsync(Event("train", 1));

        Assert.Equal([new(2, -5), new(3, 0), new(4, 0), new(1, 30)], await Store.FollowersAsync(await OnlyFanOutAsync(), 10));
    }

    [SkippableFact]
    public async Task A_cursor_goes_on_after_a_crash_where_it_was()
    {
        await GivenAsync(Following(1), Following(2), Following(3));
        await PublishAsync(Event("train", 1));
        var first = await Store.FollowersAsync(await OnlyFanOutAsync(), limit: 2);
        await Store.AdvanceFanOutAsync(await OnlyFanOutAsync(), first[^1], done: false);

        await CrashAsync();

        Assert.Equal((long[])[3], await FollowersAsync(await OnlyFanOutAsync()));
        await Store.AdvanceFanOutAsync(await OnlyFanOutAsync(), null, done: true);
        Assert.Empty(await Store.OpenFanOutsAsync(10));
    }

    [SkippableFact]
    public async Task Events_on_their_way_come_oldest_first_over_all_topics()
    {
        await GivenAsync(Following(1), First(2) with { Follows = [new("parcel", 0, 0)] });
        await PublishAsync(Event("train", 1), Event("parcel", 2), Event("train", 3));

        var open = await Store.OpenFanOutsAsync(2);

        Assert.Equal([("train", 1L), ("parcel", 1L)], open.Select(f => (f.Topic, f.Position)));
    }

    [SkippableFact]
    public async Task A_newer_event_overtakes_one_of_its_key_of_which_only_the_latest_counts()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1, "delay", latestOnly: true), Event("train", 2, "platform", latestOnly: true), Event("train", 3, "note"));
        var overtaken = (await Store.OpenFanOutsAsync(10))[0];

        await PublishAsync(Event("train", 4, "delay", latestOnly: true), Event("train", 5, "note"));

        Assert.Equal([2, 3, 4, 5], (await Store.OpenFanOutsAsync(10)).Select(f => f.Position));
        Assert.Empty(await FollowersAsync(overtaken));
    }

    [SkippableFact]
    public async Task Who_follows_after_an_event_was_handled_in_its_turn_does_not_hear_it_again()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1));

        await GivenAsync(Following(2, seen: 1));

        Assert.Equal((long[])[1], await FollowersAsync(await OnlyFanOutAsync()));
    }

    [SkippableFact]
    public async Task An_event_published_between_reading_the_topic_and_the_commit_reaches_that_one_follower()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1));
        await Store.AdvanceFanOutAsync(await OnlyFanOutAsync(), null, done: true);   // everybody was told when the commit comes

        await GivenAsync(Following(2, seen: 0));
        await CrashAsync();

        var catchUp = await OnlyFanOutAsync();
        Assert.Equal((1L, 2L), (catchUp.Position, catchUp.Only));
        Assert.Equal((long[])[2], await FollowersAsync(catchUp));
    }

    [SkippableFact]
    public async Task Of_a_fan_out_still_under_way_the_late_follower_hears_in_one_way_only()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1), Event("train", 2, "platform"));

        await GivenAsync(Following(2, seen: 1));

        Assert.Equal([(1L, 1L), (2L, 1L), (2L, 2L)], await WaysAsync());
    }

    [SkippableFact]
    public async Task What_was_overtaken_meanwhile_is_not_caught_up()
    {
        await PublishAsync(Event("train", 1, latestOnly: true), Event("train", 2, latestOnly: true), Event("train", 3, "note"), Event("train", 4, "note"));

        await GivenAsync(Following(1, seen: 0));

        Assert.Equal([(2L, 1L), (3L, 1L), (4L, 1L)], await WaysAsync());
    }

    [SkippableFact]
    public async Task A_follower_who_becomes_less_or_more_urgent_hears_each_event_once()
    {
        await GivenAsync(Following(1, urgency: 10), Following(2, urgency: 20), Following(3, urgency: 30));
        await PublishAsync(Event("train", 1));
        await Store.AdvanceFanOutAsync(await OnlyFanOutAsync(), new Follower(1, 10), done: false);

        // The first was told and moves behind the cursor's future; the third was not and moves before the cursor.
        await GivenAsync(Turn(1, 2) with { Follows = [new("train", 1, 40)] }, Turn(3, 2) with { Follows = [new("train", 0, 5)] });

        Assert.Equal([(1L, 2L), (1L, 3L)], await WaysAsync());
    }

    [SkippableFact]
    public async Task Who_leaves_hears_nothing_more_of_what_is_on_its_way()
    {
        await GivenAsync(Following(1), Following(2));
        await PublishAsync(Event("train", 1));
        await GivenAsync(Following(3, seen: 0));

        await GivenAsync(Turn(2, 2) with { Follows = [new("train", -1, 0)] }, Turn(3, 2) with { Follows = [new("train", -1, 0)] });

        Assert.Equal([(1L, 1L)], await WaysAsync());
    }

    [SkippableFact]
    public async Task A_follower_set_apart_holds_up_nobody_and_hears_everything_in_order_by_itself_also_after_a_crash()
    {
        await GivenAsync(Following(1), Following(2), Following(3));
        await PublishAsync(Event("train", 1), Event("train", 2));
        await Store.SetApartAsync((await Store.OpenFanOutsAsync(10))[0], [new Follower(2, 0)]);
        await PublishAsync(Event("train", 3));
        await CrashAsync();

        var open = await Store.OpenFanOutsAsync(10);
        Assert.Equal([(1L, 0L, false), (1L, 2L, true), (2L, 0L, false), (2L, 2L, true), (3L, 0L, false), (3L, 2L, true)], open.Select(f => (f.Position, f.Only, f.Apart)));
        foreach (var fanOut in open) Assert.Equal((long[])(fanOut.Apart ? [2] : [1, 3]), await FollowersAsync(fanOut));
    }

    [SkippableFact]
    public async Task A_follower_set_apart_is_among_the_others_again_when_it_has_heard_all()
    {
        await GivenAsync(Following(1), Following(2));
        await PublishAsync(Event("train", 1));
        await Store.SetApartAsync(await OnlyFanOutAsync(), [new Follower(2, 0)]);
        await PublishAsync(Event("train", 2));
        foreach (var fanOut in (await Store.OpenFanOutsAsync(10)).Where(f => f.Apart)) await Store.AdvanceFanOutAsync(fanOut, null, done: true);

        await PublishAsync(Event("train", 3));

        Assert.Equal([(1L, 1L), (2L, 1L), (3L, 1L), (3L, 2L)], await WaysAsync());
    }

    private static TurnRecord Following(long customer, long urgency = 0, long seen = 0) =>
        First(customer) with { Follows = [new("train", seen, urgency)] };

    private async Task<FanOut> OnlyFanOutAsync() => Assert.Single(await Store.OpenFanOutsAsync(10));

    private async Task<long[]> FollowersAsync(FanOut fanOut) => [.. (await Store.FollowersAsync(fanOut, 10)).Select(f => f.Customer)];

    /// <summary>Each (position, follower still to be told), over all that is on its way.</summary>
    private async Task<List<(long Position, long Customer)>> WaysAsync()
    {
        var ways = new List<(long, long)>();
        foreach (var fanOut in await Store.OpenFanOutsAsync(10))
            foreach (var customer in await FollowersAsync(fanOut)) ways.Add((fanOut.Position, customer));
        return ways;
    }
}
