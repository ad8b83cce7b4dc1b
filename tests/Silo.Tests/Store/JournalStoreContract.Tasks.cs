using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task A_task_comes_back_as_it_stands_after_its_last_turn()
    {
        var claimed = new TaskRow("1-t1", "expert", "claimed", 99, [1, 2]);
        await GivenAsync(First(1) with { Tasks = [Task("1-t1")] }, Turn(1, 2) with { Tasks = [claimed] });

        Assert.Equivalent(new[] { new TaskItem(1, claimed) }, await Store.TasksAsync(null, null, 0, "", 10), strict: true);
    }

    [SkippableFact]
    public async Task Tasks_are_filtered_by_role_status_and_customer_alone_and_together()
    {
        await GivenAsync(
            First(1) with { Tasks = [Task("1-a"), Task("1-b", role: "expert"), Task("1-c", status: "done")] },
            First(2) with { Tasks = [Task("2-a"), Task("2-b", role: "expert", status: "done")] });

        Assert.Equal(["1-a", "1-c", "2-a"], await TaskIdsAsync(role: "adviser"));
        Assert.Equal(["1-c", "2-b"], await TaskIdsAsync(status: "done"));
        Assert.Equal(["2-a", "2-b"], await TaskIdsAsync(customer: 2));
        Assert.Equal(["2-b"], await TaskIdsAsync("expert", "done", 2));
        Assert.Empty(await TaskIdsAsync("nobody"));
    }

    [SkippableFact]
    public async Task A_task_that_is_gone_is_in_no_list()
    {
        await GivenAsync(First(1) with { Tasks = [Task("1-a"), Task("1-b")] }, Turn(1, 2) with { Tasks = [Task("1-a", status: "gone")] });

        Assert.Equal(["1-b"], await TaskIdsAsync());
        Assert.Equal(["1-b"], await TaskIdsAsync(customer: 1));
    }

    [SkippableFact]
    public async Task Tasks_are_listed_by_id_a_page_at_a_time()
    {
        await GivenAsync(First(1) with { Tasks = [Task("1-b"), Task("1-a"), Task("1-c")] });

        Assert.Equal(["1-b"], (await Store.TasksAsync(null, "open", 0, after: "1-a", limit: 1)).Select(t => t.Row.Id));
    }

    private async Task<string[]> TaskIdsAsync(string? role = null, string? status = null, long customer = 0) =>
        [.. (await Store.TasksAsync(role, status, customer, "", 10)).Select(t => t.Row.Id)];
}
