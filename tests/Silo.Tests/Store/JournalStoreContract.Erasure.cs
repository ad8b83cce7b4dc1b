using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task Erasing_removes_a_persons_rows_from_every_table_and_counts_them()
    {
        await GivenAsync(Rich(1), Turn(1, 2), Rich(2));
        await PublishAsync(Event("train", 1));
        await Store.NoteReadsAsync([Read(1), Read(2)], before: 0);

        var erasure = await Store.EraseAsync(1, IdHash(1), Tombstone());
        await CrashAsync();

        Assert.Equal(2, erasure.Removed["entries"]);
        foreach (var table in new[] { "customers", "snapshots", "timers", "outbox", "tasks", "follows", "reads" }) Assert.Equal(1, erasure.Removed[table]);
        Assert.Equal(2, erasure.Removed["searchTerms"]);
        Assert.Equal(0, await Store.FindCustomerAsync(IdHash(1)));
        Assert.Null(await Store.SealedIdAsync(1));
        Assert.Null(await Store.SnapshotAsync(1, 1));
        Assert.Empty(await SeqsAsync(1));
        Assert.Equal((long[])[2], await FindAsync(10));
        Assert.Equal([new(20, 2, 1)], await Store.DueTimersAsync(100, default, 10));
        Assert.Equal(["2-e1"], await LeaseAsync(now: 10));
        Assert.Equal(["2-t1"], await TaskIdsAsync());
        Assert.Empty(await ReadsAsync(1));
        Assert.Single(await ReadsAsync(2));
        Assert.Equal([(1L, 2L)], await WaysAsync());
        Assert.Equal(new StoreCounts(1, 1, 1, 1, 0, 1, 1, 0), await Store.CountsAsync());
    }

    [SkippableFact]
    public async Task Erasing_takes_back_what_was_on_its_way_to_the_person_alone()
    {
        await PublishAsync(Event("train", 1));
        await GivenAsync(Following(1, seen: 0));
        await OnlyFanOutAsync();

        await Store.EraseAsync(1, IdHash(1), Tombstone());

        Assert.Empty(await Store.OpenFanOutsAsync(10));
    }

    [SkippableFact]
    public async Task Erasing_names_who_holds_values_of_the_person_and_drops_their_snapshots_not_their_entries()
    {
        var held = Turn(2, 2);
        await GivenAsync(First(1), First(2), First(3) with { Snapshot = Snapshot(1) });
        await GivenAsync(held with { Entry = held.Entry with { Sealer = 1 }, Snapshot = Snapshot(2) });

        var erasure = await Store.EraseAsync(1, IdHash(1), Tombstone());

        Assert.Equal([2], erasure.Holders);
        Assert.Null(await Store.SnapshotAsync(2, 1));
        Assert.NotNull(await Store.SnapshotAsync(3, 1));
        Assert.Equal((long[])[1, 2], await SeqsAsync(2));
    }

    [SkippableFact]
    public async Task An_erasure_is_open_until_it_is_finished_also_after_a_crash()
    {
        await GivenAsync(First(1), First(2), First(3));
        await Store.EraseAsync(1, IdHash(1), Tombstone());
        await Store.EraseAsync(2, IdHash(2), Tombstone());

        await CrashAsync();
        Assert.Equal([1L, 2L], await Store.OpenErasuresAsync());

        await Store.FinishErasureAsync(1);
        await CrashAsync();
        Assert.Equal([2L], await Store.OpenErasuresAsync());
    }

    [SkippableFact]
    public async Task A_tombstone_is_found_until_it_expires_also_after_a_crash()
    {
        await GivenAsync(First(1));
        await Store.EraseAsync(1, IdHash(1), Tombstone(expires: 500));

        await CrashAsync();

        Assert.Equal(Tombstone(expires: 500), await Store.TombstoneAsync(IdHash(1), now: 499));
        Assert.Null(await Store.TombstoneAsync(IdHash(1), now: 500));
        Assert.Null(await Store.TombstoneAsync(IdHash(2), now: 499));
    }

    [SkippableFact]
    public async Task An_erased_person_does_not_come_back_by_a_turn_decided_before_and_may_begin_anew_once_the_tombstone_has_expired()
    {
        await GivenAsync(First(1));
        await Store.EraseAsync(1, IdHash(1), Tombstone(expires: Start + 1_000));

        Assert.Equal([1], (await CommitAsync(Turn(1, 2))).Conflicts);
        Assert.Equal([7], (await CommitAsync(First(1) with { Customer = 7 })).Conflicts);

        var later = First(1) with { Customer = 8 };
        await GivenAsync(later with { Entry = later.Entry with { At = Start + 1_000 } });
        Assert.Equal(8, await Store.FindCustomerAsync(IdHash(1)));
    }

    [SkippableFact]
    public async Task Erasing_while_others_read_and_write_disturbs_neither()
    {
        await GivenAsync([.. Enumerable.Range(1, 40).Select(i => Rich(i))]);

        var reading = ReadAllAsync();
        var writing = WriteAllAsync();
        for (var i = 1; i <= 10; i++) await Store.EraseAsync(i, IdHash(i), Tombstone());
        await System.Threading.Tasks.Task.WhenAll(reading, writing);

        Assert.Equal((30L, 60L), ((await Store.CountsAsync()).Customers, (await Store.CountsAsync()).Entries));

        async Task ReadAllAsync()
        {
            for (var round = 0; round < 5; round++)
                for (var i = 11; i <= 40; i++) Assert.NotEmpty(await Store.EntriesAsync(i, 0, 10));
        }

        async Task WriteAllAsync()
        {
            for (var i = 11; i <= 40; i++) await GivenAsync(Turn(i, 2));
        }
    }

    /// <summary>A first turn with a row in every table.</summary>
    private static TurnRecord Rich(long customer) => First(customer) with
    {
        Name = Utf8("name"), SearchTerms = [10, 100 + customer], Timers = [new(true, 20, 1)], Outbox = [Effect($"{customer}-e1")],
        Tasks = [Task($"{customer}-t1")], Follows = [new("train", 0, 0)], Snapshot = Snapshot(1),
    };
}
