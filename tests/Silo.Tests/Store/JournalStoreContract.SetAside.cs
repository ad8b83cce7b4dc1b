using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task What_is_set_aside_is_listed_by_customer_and_entry_until_it_is_gone()
    {
        SetAsideRow first = new(1, 1, 30, "event", "order.placed", [1, 2]), third = new(1, 3, 50, "timer", "timer.due", [3]), other = new(2, 1, 20, "event", "visit", [4]);
        await GivenAsync(First(1) with { SetAside = [first] }, Turn(1, 2), Turn(1, 3) with { SetAside = [third] }, First(2) with { SetAside = [other] });

        Assert.Equivalent(new[] { first, third, other }, await Store.SetAsideAsync(0, 0, 10), strict: true);
        Assert.Equivalent(new[] { third }, await Store.SetAsideAsync(1, 1, 1), strict: true);
        Assert.Equal(3, (await Store.CountsAsync()).SetAside);

        await Store.CommitAsync(new CommitBatch([Turn(1, 4) with { SetAside = [first with { Sealed = null }] }], []));
        await CrashAsync();

        Assert.Equivalent(new[] { third, other }, await Store.SetAsideAsync(0, 0, 10), strict: true);
    }

    [SkippableFact]
    public async Task What_is_set_aside_and_resolved_in_one_batch_is_gone()
    {
        SetAsideRow row = new(1, 1, 30, "event", "order.placed", [1, 2]);

        await GivenAsync(First(1) with { SetAside = [row] }, Turn(1, 2) with { SetAside = [row with { Sealed = null }] });

        Assert.Empty(await Store.SetAsideAsync(0, 0, 10));
    }
}
