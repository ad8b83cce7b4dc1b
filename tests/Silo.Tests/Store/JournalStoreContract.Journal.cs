using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task Entries_come_back_as_they_were_written()
    {
        EntryRecord first = new(1, 11, -12, -13, 14, Utf8("""{"text":"Zürich 🚆"}"""), null);
        EntryRecord second = new(2, 21, 22, 0, 0, Utf8("{}"), [0, 255, 1], Sealer: 9);
        await GivenAsync(First(5) with { Entry = first }, new TurnRecord(5, second));

        var entries = await Store.EntriesAsync(5, 0, 10);

        Assert.Equivalent(new[] { first, second }, entries, strict: true);
    }

    [SkippableFact]
    public async Task Entries_are_read_from_behind_a_seq_up_to_a_limit()
    {
        await GivenAsync(First(1), First(2), Turn(1, 2), Turn(2, 2), Turn(1, 3), Turn(1, 4));

        Assert.Equal([2, 3], (await Store.EntriesAsync(1, after: 1, limit: 2)).Select(e => e.Seq));
        Assert.Empty(await Store.EntriesAsync(1, after: 4, limit: 2));
        Assert.Empty(await Store.EntriesAsync(77, after: 0, limit: 2));
    }

    [SkippableFact]
    public async Task What_was_committed_is_there_after_a_crash()
    {
        await GivenAsync(First(1) with { Timers = [new(true, 50, 1)], Snapshot = Snapshot(1) });
        await GivenAsync(Turn(1, 2) with { Outbox = [Effect("1-e1")], Tasks = [Task("1-t1")] });

        await CrashAsync();

        Assert.Equal((long[])[1, 2], await SeqsAsync(1));
        Assert.Equal(new StoreCounts(1, 2, 1, 1, 0, 0, 0, 0), await Store.CountsAsync());
        Assert.Equal(1, (await Store.SnapshotAsync(1, 1))!.Seq);
        Assert.Single(await Store.TasksAsync(null, null, 0, "", 10));
        await GivenAsync(Turn(1, 3));
    }

    [SkippableTheory]
    [InlineData(1)]   // written before
    [InlineData(2)]   // written before, the last one
    [InlineData(4)]   // leaves one out
    public async Task A_turn_that_does_not_follow_the_last_entry_is_left_out_and_named_and_the_others_are_kept(long seq)
    {
        await GivenAsync(First(1), Turn(1, 2), First(2));

        var result = await CommitAsync(Turn(2, 2), Turn(1, seq), First(3));

        Assert.Equal([1], result.Conflicts);
        Assert.Equal((long[])[1, 2], await SeqsAsync(1));
        Assert.Equal((long[])[1, 2], await SeqsAsync(2));
        Assert.Equal((long[])[1], await SeqsAsync(3));
    }

    [SkippableFact]
    public async Task Nothing_of_a_conflicting_turn_is_kept()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1", supersession: 4), Effect("1-e2")], Snapshot = Snapshot(1) });
        var lost = Turn(1, 7) with
        {
            Name = Utf8("name"), SearchTerms = [5], Timers = [new(true, 50, 1)], Outbox = [Effect("1-e3", supersession: 4)],
            Tasks = [Task("1-t1")], Follows = [new("train", 0, 0)], Snapshot = Snapshot(7),
        };

        var result = await Store.CommitAsync(new CommitBatch([lost], ["1-e2"]));

        Assert.Equal([1], result.Conflicts);
        Assert.Empty(result.Superseded);
        Assert.Equal(new StoreCounts(1, 1, 0, 2, 0, 0, 0, 0), await Store.CountsAsync());
        Assert.Empty(await Store.CustomersAsync([5], 0, 10));
        Assert.Null(Assert.Single(await Store.CustomersAsync([], 0, 10)).Name);
        Assert.Empty(await Store.TasksAsync(null, null, 0, "", 10));
        Assert.Equal(1, (await Store.SnapshotAsync(1, 1))!.Seq);
    }

    [SkippableFact]
    public async Task One_conflict_leaves_out_every_turn_of_its_customer_in_the_batch()
    {
        await GivenAsync(First(1));

        var result = await CommitAsync(Turn(1, 2), Turn(1, 4), Turn(1, 5));

        Assert.Equal([1], result.Conflicts);
        Assert.Equal((long[])[1], await SeqsAsync(1));
    }

    [SkippableFact]
    public async Task A_later_turn_of_a_customer_that_nobody_created_conflicts()
    {
        Assert.Equal([1], (await CommitAsync(Turn(1, 1))).Conflicts);
        Assert.Equal([1], (await CommitAsync(Turn(1, 2))).Conflicts);
    }

    [SkippableFact]
    public async Task A_customer_is_created_once_by_key_and_once_by_id()
    {
        await GivenAsync(First(1));

        Assert.Equal([1], (await CommitAsync(First(1))).Conflicts);
        Assert.Equal([2], (await CommitAsync(First(1) with { Customer = 2 })).Conflicts);
        Assert.Equal([4], (await CommitAsync(First(3), First(3) with { Customer = 4 })).Conflicts);
        Assert.Equal(1, await Store.FindCustomerAsync(IdHash(1)));
        Assert.Equal(3, await Store.FindCustomerAsync(IdHash(3)));
    }

    [SkippableFact]
    public async Task A_commit_that_was_cancelled_before_it_began_writes_nothing()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.CommitAsync(new CommitBatch([First(1)], []), cancel.Token).AsTask());

        await GivenAsync(First(1));
    }

    [SkippableFact]
    public async Task A_batch_that_fails_half_way_leaves_nothing_and_the_store_goes_on()
    {
        await GivenAsync(First(1) with { Outbox = [Effect("1-e1")] });

        // Two effects of one id: a defect of the caller, which no store may half accept.
        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(Turn(1, 2), First(2) with { Outbox = [Effect("1-e1")] }));

        Assert.Equal((long[])[1], await SeqsAsync(1));
        Assert.Equal(0, await Store.FindCustomerAsync(IdHash(2)));
        await GivenAsync(Turn(1, 2), First(2));
    }

    [SkippableFact]
    public async Task Commits_from_many_threads_are_all_kept()
    {
        await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(1, 64).Select(i => System.Threading.Tasks.Task.Run(() => GivenAsync(First(i), Turn(i, 2)))));

        Assert.Equal(128, (await Store.CountsAsync()).Entries);
    }

    [SkippableFact]
    public async Task An_event_is_found_by_its_input_hash_within_its_customer()
    {
        var entry = Turn(1, 1).Entry with { InputHash = -9, ContentHash = 4 };
        await GivenAsync(First(1) with { Entry = entry }, First(2));

        Assert.Equal(new SeenInput(1, 4), await Store.FindInputAsync(1, -9));
        Assert.Null(await Store.FindInputAsync(2, -9));
        Assert.Null(await Store.FindInputAsync(1, 8));
        Assert.Null(await Store.FindInputAsync(2, 0));
    }

    [SkippableFact]
    public async Task The_newest_snapshot_replaces_the_older_and_one_of_another_schema_is_not_found()
    {
        await GivenAsync(First(1) with { Snapshot = Snapshot(1) }, Turn(1, 2) with { Snapshot = Snapshot(2) });

        Assert.Equivalent(Snapshot(2), await Store.SnapshotAsync(1, 1), strict: true);
        Assert.Null(await Store.SnapshotAsync(1, schema: 2));
        Assert.Null(await Store.SnapshotAsync(3, 1));
    }

    [SkippableFact]
    public async Task A_probe_writes_and_leaves_nothing_behind()
    {
        await GivenAsync(First(1));
        var before = await Store.CountsAsync();

        await Store.ProbeAsync();
        await Store.ProbeAsync();

        Assert.Equal(before, await Store.CountsAsync());
        Assert.Empty((await CommitAsync(Turn(1, 2))).Conflicts);
        Assert.Null(Store.TroubleOf(new IOException("of something else")));
    }
}
