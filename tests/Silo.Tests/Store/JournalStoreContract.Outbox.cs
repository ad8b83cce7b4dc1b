using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task An_effect_is_lent_as_it_was_written_once_it_is_due()
    {
        OutboxRow row = new("1-e1", "message", NotBefore: 50, UseUntil: 60, SupersessionKey: -3, [7, 0, 7]);
        await GivenAsync(First(1) with { Outbox = [row] });

        Assert.Empty(await Store.LeaseOutboxAsync("message", now: 49, leaseUntil: 70, limit: 10));
        Assert.Empty(await Store.LeaseOutboxAsync("webhook", now: 50, leaseUntil: 70, limit: 10));
        var item = Assert.Single(await Store.LeaseOutboxAsync("message", now: 50, leaseUntil: 70, limit: 10));

        Assert.Equivalent(new OutboxItem(1, row, 0, null), item, strict: true);
    }

    [SkippableFact]
    public async Task The_oldest_effects_are_lent_first_up_to_a_limit_and_each_to_one_caller()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1", 30), Effect("1-e2", 10), Effect("1-e3", 20)] });

        Assert.Equal(["1-e2", "1-e3"], await LeaseAsync(now: 40, limit: 2));
        Assert.Equal(["1-e1"], await LeaseAsync(now: 40, limit: 2));
        Assert.Empty(await LeaseAsync(now: 40, limit: 2));
    }

    [SkippableFact]
    public async Task An_effect_is_lent_again_when_its_lease_has_run_out_also_after_a_crash()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1")] });
        Assert.Equal(["1-e1"], await LeaseAsync(now: 10, until: 20));
        Assert.Empty(await LeaseAsync(now: 19, until: 29));
        Assert.Equal(["1-e1"], await LeaseAsync(now: 20, until: 30));

        await CrashAsync();

        Assert.Equal(["1-e1"], await LeaseAsync(now: 30, until: 40));
    }

    [SkippableFact]
    public async Task A_settled_effect_is_gone_and_an_unknown_one_does_no_harm()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1"), Effect("1-e2")] });

        await Store.CommitAsync(new CommitBatch([Turn(1, 2)], ["1-e1", "nobody's"]));
        await CrashAsync();

        Assert.Equal(["1-e2"], await LeaseAsync(now: 10));
    }

    [SkippableFact]
    public async Task A_postponed_effect_waits_for_its_next_try_and_keeps_what_went_wrong()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1")] });
        await LeaseAsync(now: 10, until: 1_000);

        await Store.PostponeAsync([new OutboxPostponement("1-e1", NextTry: 50, Attempts: 2, "timeout", Dead: false)]);
        await CrashAsync();

        Assert.Empty(await LeaseAsync(now: 49));
        var item = Assert.Single(await Store.LeaseOutboxAsync("webhook", 50, 60, 10));
        Assert.Equal((2, "timeout"), (item.Attempts, item.Error));
    }

    [SkippableFact]
    public async Task The_next_try_of_a_kind_is_known_but_for_dead_letters_and_what_is_due_already()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1"), Effect("1-e2"), Effect("1-e3")] });
        await Store.PostponeAsync([new("1-e1", 90, 1, "timeout", Dead: false), new("1-e2", 70, 8, "gone", Dead: true), new("1-e3", 50, 1, "timeout", Dead: false)]);

        Assert.Equal(50, await Store.NextEffectAsync("webhook", 49));
        Assert.Equal(90, await Store.NextEffectAsync("webhook", 50));
        Assert.Equal(long.MaxValue, await Store.NextEffectAsync("webhook", 90));
        Assert.Equal(long.MaxValue, await Store.NextEffectAsync("message", 0));
    }

    [SkippableFact]
    public async Task A_dead_letter_is_listed_and_not_lent_until_it_is_queued_again()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1"), Effect("1-e2"), Effect("1-e3")] });
        await Store.PostponeAsync([new("1-e2", 0, 8, "gone", Dead: true), new("1-e1", 0, 8, "gone", Dead: true)]);

        Assert.Equal(["1-e3"], await LeaseAsync(now: 10));
        Assert.Equal(["1-e1", "1-e2"], (await Store.DeadLettersAsync("", 10)).Select(d => d.Row.Id));
        Assert.Equal(["1-e2"], (await Store.DeadLettersAsync(after: "1-e1", 10)).Select(d => d.Row.Id));
        Assert.Equal(2, (await Store.CountsAsync()).DeadLetters);

        Assert.True(await Store.RequeueAsync("1-e1", now: 20));
        Assert.False(await Store.RequeueAsync("1-e1", now: 20));
        Assert.False(await Store.RequeueAsync("nobody's", now: 20));
        Assert.Empty(await LeaseAsync(now: 19));
        Assert.Equal(0, Assert.Single(await Store.LeaseOutboxAsync("webhook", 20, 30, 10)).Attempts);
    }

    [SkippableFact]
    public async Task A_newer_effect_replaces_the_queued_one_of_the_same_customer_and_key_and_says_so()
    {
        await GivenAsync(
            First(1) with { Outbox = [Effect("1-e1", supersession: 4), Effect("1-e2", supersession: 5), Effect("1-e3")] },
            First(2) with { Outbox = [Effect("2-e1", supersession: 4)] });

        var result = await CommitAsync(Turn(1, 2) with { Outbox = [Effect("1-e4", supersession: 4), Effect("1-e5")] });

        Assert.Equal([new SupersededEffect(1, "1-e1")], result.Superseded);
        Assert.Equal(["1-e2", "1-e3", "1-e4", "1-e5", "2-e1"], (await LeaseAsync(now: 10)).Order());
    }

    [SkippableFact]
    public async Task A_superseded_effect_whose_customer_was_not_told_is_lent_with_a_mark_after_a_crash()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1", notBefore: 5_000_000, supersession: 4)] });
        await CommitAsync(Turn(1, 2) with { Outbox = [Effect("1-e2", supersession: 4)] });
        Assert.Equal(["1-e2"], await LeaseAsync(now: Start + 2, until: Start + 3));

        await CrashAsync();

        var lent = await Store.LeaseOutboxAsync("webhook", Start + 2, Start + 3, 10);
        Assert.Equal([("1-e2", Always), ("1-e1", OutboxRow.Superseded)], lent.Select(i => (i.Row.Id, i.Row.UseUntil)));
    }

    [SkippableFact]
    public async Task Of_two_in_one_batch_the_later_one_stays()
    {
        var result = await CommitAsync(
            First(1) with { Outbox = [Effect("1-e1", supersession: 4)] }, Turn(1, 2) with { Outbox = [Effect("1-e2", supersession: 4)] });

        Assert.Equal([new SupersededEffect(1, "1-e1")], result.Superseded);
        Assert.Equal(["1-e2"], await LeaseAsync(now: 10));
    }

    [SkippableFact]
    public async Task An_effect_that_is_with_a_sender_or_dead_is_not_superseded()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1", 0, 4), Effect("1-e2", 0, 5)] });
        await Store.PostponeAsync([new("1-e1", 0, 8, "gone", Dead: true)]);
        Assert.Equal(["1-e2"], await LeaseAsync(now: Start, until: Start + 100));

        var result = await CommitAsync(Turn(1, 2) with { Outbox = [Effect("1-e3", 0, 4), Effect("1-e4", 0, 5)] });

        Assert.Empty(result.Superseded);
        Assert.Equal(new StoreCounts(1, 2, 0, 3, 1, 0, 0, 0), await Store.CountsAsync());
    }

    private async Task<string[]> LeaseAsync(long now, long until = 1_000, int limit = 10) =>
        [.. (await Store.LeaseOutboxAsync("webhook", now, until, limit)).Select(i => i.Row.Id)];
}
