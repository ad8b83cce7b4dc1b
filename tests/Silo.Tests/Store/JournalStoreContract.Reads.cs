using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task Reads_add_up_by_minute_reader_and_call_also_after_a_crash()
    {
        await GivenAsync(First(1), First(2));
        await Store.NoteReadsAsync([Read(1), Read(1, reader: "other"), Read(1, call: "export"), Read(1, minute: 180), Read(2)], before: 0);
        await Store.NoteReadsAsync([Read(1, count: 4)], before: 0);
        await CrashAsync();

        Assert.Equal([Read(1, count: 5), Read(1, reader: "other"), Read(1, call: "export"), Read(1, minute: 180)], await ReadsAsync(1));
        Assert.Equal([Read(2)], await ReadsAsync(2));
    }

    [SkippableFact]
    public async Task Reads_are_listed_a_page_at_a_time_and_since_a_time()
    {
        await GivenAsync(First(1));
        await Store.NoteReadsAsync([Read(1, minute: 60), Read(1, minute: 120), Read(1, minute: 180)], before: 0);

        var first = await Store.ReadsAsync(1, 0, 0, 2);
        Assert.Equal([60, 120], first.Select(read => read.Row.Minute));
        Assert.Equal([180], (await Store.ReadsAsync(1, 0, first[^1].Id, 2)).Select(read => read.Row.Minute));
        Assert.Equal([120, 180], (await Store.ReadsAsync(1, 120, 0, 10)).Select(read => read.Row.Minute));
    }

    [SkippableFact]
    public async Task Reads_before_a_time_are_dropped()
    {
        await GivenAsync(First(1));
        await Store.NoteReadsAsync([Read(1, minute: 60), Read(1, minute: 120)], before: 0);
        await Store.NoteReadsAsync([Read(1, minute: 180)], before: 120);

        Assert.Equal([Read(1, minute: 120), Read(1, minute: 180)], await ReadsAsync(1));
    }

    [SkippableFact]
    public async Task Reads_of_somebody_who_is_not_there_are_not_kept()
    {
        await GivenAsync(First(1));
        await Store.EraseAsync(1, IdHash(1), Tombstone());
        await Store.NoteReadsAsync([Read(1), Read(7)], before: 0);

        Assert.Empty(await ReadsAsync(1));
        Assert.Empty(await ReadsAsync(7));
    }

    private static ReadRow Read(long customer, long minute = 60, string reader = "desk", string call = "card", long count = 1) => new(customer, minute, reader, call, count);

    private async Task<IEnumerable<ReadRow>> ReadsAsync(long customer) => (await Store.ReadsAsync(customer, 0, 0, 100)).Select(read => read.Row);
}
