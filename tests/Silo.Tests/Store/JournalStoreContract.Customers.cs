using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task A_customer_is_found_by_the_hash_of_the_id()
    {
        await GivenAsync(First(6));

        Assert.Equal(6, await Store.FindCustomerAsync(IdHash(6)));
        Assert.Equal(0, await Store.FindCustomerAsync(IdHash(7)));
        Assert.Equal(Utf8("id 6"), await Store.SealedIdAsync(6));
        Assert.Null(await Store.SealedIdAsync(7));
    }

    [SkippableFact]
    public async Task A_customer_is_read_with_the_newest_snapshot_and_the_entries_after_it()
    {
        await GivenAsync([First(1), .. Enumerable.Range(2, 6).Select(seq => Turn(1, seq) with { Snapshot = seq == 4 ? Snapshot(4) : null }), First(2), First(3) with { Snapshot = Snapshot(1) }]);
        await Store.EraseAsync(2, IdHash(2), Tombstone(expires: 500));

        var (kept, older) = (await WholeAsync(1, schema: 1), await WholeAsync(1, schema: 2));
        var many = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 40).Select(i => WholeAsync(i % 5)));

        Assert.Equivalent((1L, false, Snapshot(4)), (kept.Key, kept.Erased, kept.Snapshot), strict: true);
        Assert.Equivalent(new[] { Turn(1, 5).Entry, Turn(1, 6).Entry }, kept.Entries, strict: true);
        Assert.Equal([1L, 2], older.Entries.Select(e => e.Seq));
        Assert.Null(older.Snapshot);
        Assert.Equal((0L, true), await WholeAsync(2, now: 499) is var erased ? (erased.Key, erased.Erased) : default);
        Assert.Equal((0L, false), await WholeAsync(2, now: 500) is var expired ? (expired.Key, expired.Erased) : default);
        Assert.Equal((0L, false, 0), await WholeAsync(9) is var unknown ? (unknown.Key, unknown.Erased, unknown.Entries.Count) : default);
        Assert.Equal((3L, 1L, 0), await WholeAsync(3) is { Snapshot: { } last } fresh ? (fresh.Key, last.Seq, fresh.Entries.Count) : default);
        for (var i = 0; i < 40; i++) Assert.Equal(i % 5 is var c and (1 or 3) ? c : 0, many[i].Key);
    }

    private Task<StoredCustomer> WholeAsync(long customer, long schema = 1, long now = 0) => Store.CustomerAsync(IdHash(customer), schema, limit: 2, now).AsTask();

    [SkippableFact]
    public async Task The_last_key_is_the_highest_ever_given_also_to_someone_erased_since()
    {
        Assert.Equal(0, await Store.LastCustomerKeyAsync());
        await GivenAsync(First(8), First(3));

        await Store.EraseAsync(8, IdHash(8), Tombstone());
        await CrashAsync();

        Assert.Equal(8, await Store.LastCustomerKeyAsync());
    }

    [SkippableFact]
    public async Task Customers_are_listed_by_key_a_page_at_a_time_with_name_and_last_change()
    {
        await GivenAsync(First(1), First(2) with { Name = Utf8("Ada") }, First(3), Turn(2, 2));

        var page = await Store.CustomersAsync([], after: 1, limit: 1);

        Assert.Equivalent(new[] { new CustomerRow(2, Utf8("id 2"), Utf8("Ada"), Start + 2) }, page, strict: true);
        Assert.Equal([3], (await Store.CustomersAsync([], after: 2, limit: 5)).Select(c => c.Key));
    }

    [SkippableFact]
    public async Task A_new_name_replaces_the_old_and_none_leaves_it()
    {
        await GivenAsync(First(1) with { Name = Utf8("old") }, Turn(1, 2) with { Name = Utf8("new") }, Turn(1, 3));

        Assert.Equal(Utf8("new"), Assert.Single(await Store.CustomersAsync([], 0, 5)).Name);
    }

    [SkippableFact]
    public async Task A_search_finds_those_who_have_all_terms()
    {
        await GivenAsync(First(1) with { SearchTerms = [10, -11] }, First(2) with { SearchTerms = [10] }, First(3) with { SearchTerms = [10, -11] });

        Assert.Equal((long[])[1, 2, 3], await FindAsync(10));
        Assert.Equal((long[])[1, 3], await FindAsync(10, -11));
        Assert.Equal([3], (await Store.CustomersAsync([10, -11], after: 1, limit: 9)).Select(c => c.Key));
        Assert.Empty(await FindAsync(10, 12));
    }

    [SkippableFact]
    public async Task New_search_terms_replace_the_old_and_none_given_leaves_them()
    {
        await GivenAsync(First(1) with { SearchTerms = [10, 11] });
        await GivenAsync(Turn(1, 2) with { SearchTerms = [12, 12] }, Turn(1, 3));
        Assert.Empty(await FindAsync(10));
        Assert.Equal((long[])[1], await FindAsync(12));

        await GivenAsync(Turn(1, 4) with { SearchTerms = [] });
        Assert.Empty(await FindAsync(12));
    }

    private async Task<long[]> FindAsync(params long[] terms) => [.. (await Store.CustomersAsync([.. terms], 0, 10)).Select(c => c.Key)];
}
