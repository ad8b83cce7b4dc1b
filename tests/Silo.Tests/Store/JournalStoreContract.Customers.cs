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
