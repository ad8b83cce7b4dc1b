using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    private static TopicAct Act(long position, string by = "ada", string reason = "wrong", string topic = "train") => new(topic, position, by, reason, 7);

    [SkippableFact]
    public async Task Progress_says_how_many_are_to_be_told_and_were_and_outlives_a_crash()
    {
        await GivenAsync(Following(1, urgency: 10), Following(2, urgency: 20), Following(3, urgency: 30));
        await PublishAsync(Event("train", 1), Event("train", 2));
        await Store.AdvanceFanOutAsync((await Store.OpenFanOutsAsync(10))[0], new Follower(2, 20), done: false, told: 2);

        await CrashAsync();

        var progress = await Store.ProgressAsync(0, 10);
        Assert.Equal(
            [("train", 1L, 3L, 2L, true, 20L, 1L, null), ("train", 2L, 3L, 0L, true, null, 1L, null)],
            progress.Select(p => (p.Topic, p.Position, p.Followers, p.Told, p.IsToAll, p.Urgency, p.Behind, p.Pause)));
        Assert.Equal(Event("train", 1).Event, progress[0].Event);
        Assert.Equal(Start, progress[0].At);
        Assert.Equal([2L], (await Store.ProgressAsync(progress[0].Number, 10)).Select(p => p.Position));
        Assert.Equal([1L], (await Store.ProgressAsync(0, 1)).Select(p => p.Position));
    }

    [SkippableFact]
    public async Task What_was_told_of_an_event_is_known_when_its_way_has_ended_and_only_counted_while_it_is_on_it()
    {
        await GivenAsync(Following(1), Following(2));
        await PublishAsync(Event("train", 1));
        var fanOut = await OnlyFanOutAsync();
        await Store.AdvanceFanOutAsync(fanOut, new Follower(1, 0), done: false, told: 1);
        await Store.AdvanceFanOutAsync(fanOut, null, done: true, told: 1);
        await Store.AdvanceFanOutAsync(fanOut, null, done: true, told: 1);   // ended meanwhile

        Assert.Empty(await Store.ProgressAsync(0, 10));
        var state = Assert.Single(await Store.TopicEventsAsync("train", long.MaxValue, 10));
        Assert.Equal((1L, 2L, 2L, false, false, true), (state.Position, state.Followers, state.Told, state.OnItsWay, state.Overtaken, state.Retained));
    }

    [SkippableFact]
    public async Task Who_catches_up_or_was_set_apart_is_counted_and_holds_up_no_later_event_when_apart()
    {
        await GivenAsync(Following(1), Following(2));
        await PublishAsync(Event("train", 1), Event("train", 2));
        await Store.SetApartAsync((await Store.OpenFanOutsAsync(10))[0], [new Follower(2, 0)]);
        await GivenAsync(Following(3, seen: 1));

        Assert.Equal(
            [(1L, 2L, 1L, 1L), (2L, 3L, 2L, 1L)],
            (await Store.ProgressAsync(0, 10)).Select(p => (p.Position, p.Followers, p.CatchingUp, p.Apart)));

        foreach (var fanOut in (await Store.OpenFanOutsAsync(10)).Where(f => f is { Position: 1, Apart: false })) await Store.AdvanceFanOutAsync(fanOut, null, done: true, told: 1);
        Assert.Equal([(1L, false, 2L), (2L, true, 2L)], (await Store.ProgressAsync(0, 10)).Select(p => (p.Position, p.IsToAll, Math.Max(p.Behind, 2))));
    }

    [SkippableFact]
    public async Task A_paused_event_and_those_after_it_go_nowhere_also_after_a_crash_and_go_on_where_they_were()
    {
        await GivenAsync(Following(1), Following(2), First(9) with { Follows = [new("parcel", 0, 0)] });
        await PublishAsync(Event("train", 1), Event("train", 2), Event("train", 3), Event("parcel", 4));
        await Store.AdvanceFanOutAsync((await Store.OpenFanOutsAsync(10)).Single(f => f is { Topic: "train", Position: 2 }), new Follower(1, 0), done: false, told: 1);

        Assert.Equal(TopicActEnd.Done, await Store.PauseAsync(Act(2)));
        await CrashAsync();

        Assert.Equal([("train", 1L), ("parcel", 1L)], (await Store.OpenFanOutsAsync(10)).Select(f => (f.Topic, f.Position)));
        Assert.Equal([null, "ada", "ada", null], (await Store.ProgressAsync(0, 10)).Select(p => p.Pause?.By));
        Assert.Equal([new TopicPause("train", 2, "ada", "wrong", 7)], await Store.PausesAsync());

        Assert.Equal(TopicActEnd.Done, await Store.ResumeAsync(Act(2, "bob")));
        Assert.Empty(await Store.PausesAsync());
        Assert.Equal([("parcel", 1L, 9L), ("train", 1L, 1L), ("train", 1L, 2L), ("train", 2L, 2L), ("train", 3L, 1L), ("train", 3L, 2L)], (await TopicWaysAsync()).Order());
    }

    [SkippableFact]
    public async Task Who_begins_to_follow_while_an_event_is_paused_reads_the_topic_as_it_was_before_and_catches_up_when_it_goes_on()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1), Event("train", 2, "platform"));
        await Store.AdvanceFanOutAsync((await Store.OpenFanOutsAsync(10))[0], null, done: true, told: 1);
        await Store.PauseAsync(Act(2));
        await PublishAsync(Event("train", 3));

        var state = await Store.TopicAsync("train");
        Assert.Equal((1L, 1L), (state.Position, Assert.Single(state.Retained).Position));
        await GivenAsync(Following(2, seen: state.Position));
        Assert.Empty(await Store.OpenFanOutsAsync(10));

        await Store.ResumeAsync(Act(2));
        Assert.Equal([(2L, 1L), (2L, 2L), (3L, 1L), (3L, 2L)], (await WaysAsync()).Order());
        Assert.Equal((3L, 2L), ((await Store.TopicAsync("train")).Position, (await Store.TopicAsync("train")).Retained[0].Position));
    }

    [SkippableFact]
    public async Task A_paused_topic_holds_up_all_of_it_and_what_is_published_meanwhile_even_without_followers()
    {
        await PublishAsync(Event("train", 1));

        Assert.Equal(TopicActEnd.Done, await Store.PauseAsync(Act(0)));
        await PublishAsync(Event("train", 2));
        Assert.Equal(1, (await Store.TopicAsync("train")).Position);
        await GivenAsync(Following(1, seen: 1));
        await PublishAsync(Event("train", 3));
        await CrashAsync();

        Assert.Empty(await Store.OpenFanOutsAsync(10));
        Assert.Equal(1, Assert.Single((await Store.TopicAsync("train")).Retained).Position);
        await Store.ResumeAsync(Act(0));
        Assert.Equal([(2L, 1L), (3L, 1L)], await WaysAsync());
        Assert.Equal([TopicActKind.Paused, TopicActKind.Resumed], (await Store.TopicActsAsync("train", 0, 10)).Select(a => a.Kind));
    }

    [SkippableFact]
    public async Task A_paused_event_that_is_overtaken_holds_up_nothing_any_more()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1, latestOnly: true));
        await Store.PauseAsync(Act(1));

        await PublishAsync(Event("train", 2, latestOnly: true));

        Assert.Equal([(2L, 1L)], await WaysAsync());
        Assert.Empty(await Store.PausesAsync());
        Assert.True((await Store.TopicEventsAsync("train", 2, 1))[0].Overtaken);
    }

    [SkippableFact]
    public async Task A_withdrawn_event_reaches_nobody_further_and_is_not_retained_also_after_a_crash()
    {
        await GivenAsync(Following(1), Following(2));
        await PublishAsync(Event("train", 1), Event("train", 2), Event("train", 3, "note"));
        var open = await Store.OpenFanOutsAsync(10);
        await Store.AdvanceFanOutAsync(open[1], new Follower(1, 0), done: false, told: 1);
        await Store.SetApartAsync(open[0], [new Follower(2, 0)]);
        await Store.PauseAsync(Act(2));

        Assert.Equal(new WithdrawalEnd(TopicActEnd.Done), await Store.WithdrawAsync(Act(2), null));
        await CrashAsync();

        Assert.Equal([(1L, 1L), (1L, 2L), (3L, 1L), (3L, 2L)], (await WaysAsync()).Order());
        Assert.Empty(await FollowersAsync(open[1]));
        Assert.Equal([1, 3], (await Store.TopicAsync("train")).Retained.Select(r => r.Position));
        var state = (await Store.TopicEventsAsync("train", 3, 1))[0];
        Assert.Equal((2L, 1L, false, false), (state.Followers, state.Told, state.OnItsWay, state.Retained));
        Assert.Equal([(TopicActKind.Paused, "ada"), (TopicActKind.Withdrawn, "ada")], state.Acts.Select(a => (a.Kind, a.By)));
        Assert.Equal(Event("train", 2).Event, state.Event);
    }

    [SkippableFact]
    public async Task Who_comes_late_does_not_catch_up_with_what_was_withdrawn()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1), Event("train", 2));
        await Store.WithdrawAsync(Act(2), null);

        await GivenAsync(Following(2, seen: 0));

        Assert.Equal([(1L, 1L), (1L, 2L)], await WaysAsync());
    }

    [SkippableFact]
    public async Task Who_was_set_apart_for_nothing_but_a_withdrawn_event_is_among_the_others_again()
    {
        await GivenAsync(Following(1), Following(2));
        await PublishAsync(Event("train", 1));
        await Store.SetApartAsync(await OnlyFanOutAsync(), [new Follower(2, 0)]);
        await Store.WithdrawAsync(Act(1), null);

        await PublishAsync(Event("train", 2));

        Assert.Equal((long[])[1, 2], await FollowersAsync(await OnlyFanOutAsync()));
        Assert.Equal([2L], (await Store.TopicAsync("train")).Retained.Select(r => r.Position));
    }

    [SkippableFact]
    public async Task A_withdrawal_takes_its_follow_up_along_or_nothing_happens()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1), Event("train", 2));

        Assert.Equal(TopicActEnd.FollowUpReused, (await Store.WithdrawAsync(Act(2), Event("train", 1) with { ContentHash = 99 })).End);
        Assert.Equal([(1L, 1L), (2L, 1L)], await WaysAsync());

        Assert.Equal(new WithdrawalEnd(TopicActEnd.Done, 3), await Store.WithdrawAsync(Act(2), Event("train", 3)));
        Assert.Equal(new WithdrawalEnd(TopicActEnd.Repeated, 3), await Store.WithdrawAsync(Act(2), Event("train", 3)));
        Assert.Equal([(1L, 1L), (3L, 1L)], await WaysAsync());
        Assert.Equal(3, Assert.Single((await Store.TopicAsync("train")).Retained).Position);
    }

    [SkippableFact]
    public async Task Acts_that_come_too_late_or_name_nothing_are_refused_and_repeats_change_nothing()
    {
        await GivenAsync(Following(1));
        await PublishAsync(Event("train", 1), Event("train", 2));
        await Store.AdvanceFanOutAsync((await Store.OpenFanOutsAsync(10))[0], null, done: true, told: 1);

        foreach (var nothing in new[] { Act(3), Act(-1), Act(1, topic: "bus"), Act(0, topic: "bus") })
        {
            Assert.Equal(TopicActEnd.Unknown, await Store.PauseAsync(nothing));
            Assert.Equal(TopicActEnd.Unknown, await Store.ResumeAsync(nothing));
            Assert.Equal(TopicActEnd.Unknown, (await Store.WithdrawAsync(nothing, null)).End);
        }
        Assert.Equal((TopicActEnd.Finished, TopicActEnd.Finished), (await Store.PauseAsync(Act(1)), (await Store.WithdrawAsync(Act(1), null)).End));
        Assert.Equal(TopicActEnd.NotPaused, await Store.ResumeAsync(Act(2)));
        Assert.Equal((TopicActEnd.Done, TopicActEnd.Repeated), (await Store.PauseAsync(Act(2)), await Store.PauseAsync(Act(2, "bob"))));
        Assert.Equal("ada", Assert.Single(await Store.PausesAsync()).By);
        Assert.Equal((TopicActEnd.Done, TopicActEnd.Repeated), (await Store.ResumeAsync(Act(2)), await Store.ResumeAsync(Act(2))));
        Assert.Equal((TopicActEnd.Done, TopicActEnd.Repeated), ((await Store.WithdrawAsync(Act(2), null)).End, (await Store.WithdrawAsync(Act(2), null)).End));
        Assert.Equal(TopicActEnd.Withdrawn, (await Store.WithdrawAsync(Act(2, "bob"), null)).End);
        Assert.Equal(3, (await Store.TopicEventsAsync("train", 3, 1))[0].Acts.Count);
    }

    [SkippableFact]
    public async Task Followers_are_counted_whoever_comes_leaves_changes_or_is_erased()
    {
        await GivenAsync(Following(1), Following(2), Following(3));
        await GivenAsync(Turn(1, 2) with { Follows = [new("train", 0, 5)] }, Turn(2, 2) with { Follows = [new("train", -1, 0), new("train", -1, 0)] });
        await PublishAsync(Event("train", 1));
        Assert.Equal((2L, 2L), ((await Store.CountsAsync()).Follows, (await Store.ProgressAsync(0, 1))[0].Followers));

        await Store.EraseAsync(3, IdHash(3), Tombstone());

        Assert.Equal(1, (await Store.CountsAsync()).Follows);
    }

    private async Task<List<(string Topic, long Position, long Customer)>> TopicWaysAsync()
    {
        var ways = new List<(string, long, long)>();
        foreach (var fanOut in await Store.OpenFanOutsAsync(10))
            foreach (var customer in await FollowersAsync(fanOut)) ways.Add((fanOut.Topic, fanOut.Position, customer));
        return ways;
    }
}
