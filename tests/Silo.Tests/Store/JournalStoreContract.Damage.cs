using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableTheory]
    [InlineData("at = at + 1", 2)]
    [InlineData("time = time - 1", 2)]
    [InlineData("input_hash = input_hash + 1", 2)]
    [InlineData("content_hash = 0", 2)]
    [InlineData("sealer = 9", 2)]
    [InlineData("body = '{\"of\":7,\"seq\":3}'", 2)]
    [InlineData("body = '{\"of\":7,\"seq\":2} '", 2)]
    [InlineData("sealed = NULL", 2)]
    [InlineData("checksum = checksum + 1", 2)]
    [InlineData("seq = 3", 3)]
    public async Task An_entry_that_was_changed_is_read_as_damaged(string change, long seq)
    {
        await GivenAsync(First(7), Turn(7, 2) with { Entry = Turn(7, 2).Entry with { InputHash = 5, ContentHash = 50 } }, First(8));

        await AlterAsync($"UPDATE entries SET {change} WHERE customer = 7 AND seq = 2");

        var damage = $"entry {seq} of customer 7 does not have its checksum.";
        Assert.Equal([null, damage], (await Store.EntriesAsync(7, 0, 10)).Select(entry => entry.Damage));
        Assert.Equal([null, damage], (await Store.CustomerAsync(IdHash(7), 1, 10, 0)).Entries.Select(entry => entry.Damage));
        Assert.Equal([null, damage, null], (await Store.EntriesAfterAsync(0, 10)).Select(placed => placed.Entry.Damage));
    }

    [SkippableFact]
    public async Task An_entry_that_came_to_another_customer_is_read_as_damaged()
    {
        await GivenAsync(First(7), Turn(7, 2), First(8));

        await AlterAsync("UPDATE entries SET customer = 8 WHERE customer = 7 AND seq = 2");

        Assert.Equal([null, "entry 2 of customer 8 does not have its checksum."], (await Store.EntriesAsync(8, 0, 10)).Select(entry => entry.Damage));
    }

    [SkippableFact]
    public async Task An_event_is_not_found_in_a_damaged_entry()
    {
        await GivenAsync(First(7) with { Entry = First(7).Entry with { InputHash = 5, ContentHash = 50 } });
        Assert.Equal(new SeenInput(1, 50), await Store.FindInputAsync(7, 5));

        await AlterAsync("UPDATE entries SET content_hash = 51 WHERE customer = 7");

        await Assert.ThrowsAsync<DamagedStoreException>(() => Store.FindInputAsync(7, 5).AsTask());
    }

    [SkippableTheory]
    [InlineData("seq = 3", 3)]
    [InlineData("checksum = checksum + 1", 1)]
    [InlineData("schema = 1, sealed = (SELECT s.sealed FROM snapshots s WHERE s.customer = 8)", 1)]
    public async Task A_snapshot_that_was_changed_is_read_as_damaged(string change, long seq)
    {
        await GivenAsync(First(7) with { Snapshot = Snapshot(1) }, First(8) with { Snapshot = Snapshot(1) with { Sealed = Utf8("of another") } });
        Assert.Null((await Store.SnapshotAsync(7, 1))!.Damage);

        await AlterAsync($"UPDATE snapshots SET {change} WHERE customer = 7");

        Assert.Equal($"the snapshot of entry {seq} of customer 7 does not have its checksum.", (await Store.SnapshotAsync(7, 1))!.Damage);
        Assert.Equal($"the snapshot of entry {seq} of customer 7 does not have its checksum.", (await Store.CustomerAsync(IdHash(7), 1, 10, 0)).Snapshot!.Damage);
        Assert.Null((await Store.SnapshotAsync(8, 1))!.Damage);
    }

    [SkippableFact]
    public async Task What_was_written_before_there_were_checksums_is_not_checked()
    {
        await GivenAsync(First(7) with { Snapshot = Snapshot(1) });

        await AlterAsync("UPDATE entries SET checksum = NULL, at = at + 1");
        await AlterAsync("UPDATE snapshots SET checksum = NULL, seq = seq + 1");

        Assert.Null(Assert.Single(await Store.EntriesAsync(7, 0, 10)).Damage);
        Assert.Null((await Store.SnapshotAsync(7, 1))!.Damage);
    }
}
