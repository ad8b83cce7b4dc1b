using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>The people who work on tasks in a replay: every four hours they finish all that is open, mostly by the first outcome.</summary>
internal sealed class PlayStaff(ICustomers customers, ulong seed)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(4);

    private const int Page = 500, FirstOutcome = 80;

    /// <summary>Tasks that were finished, by role.</summary>
    public SortedDictionary<string, int> Finished { get; } = new(StringComparer.Ordinal);

    public static DateTimeOffset NextRound(DateTimeOffset after) => new(after.UtcTicks - (after.UtcTicks % Every.Ticks) + Every.Ticks, TimeSpan.Zero);

    public async Task RoundAsync(DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var task in await OpenAsync(cancel)) await FinishAsync(task, now, cancel);
    }

    /// <summary>In an order that is the same in each run.</summary>
    private async Task<IEnumerable<TaskView>> OpenAsync(CancellationToken cancel)
    {
        var open = new List<TaskView>();
        for (string? after = null; ;)
        {
            var page = await customers.TasksAsync(null, "open", null, Page, after, cancel);
            open.AddRange(page.Items);
            if (page.Next is null) break;
            after = page.Next;
        }
        return open.OrderBy(t => t.Customer, StringComparer.Ordinal).ThenBy(t => t.Title, StringComparer.Ordinal);
    }

    private async Task FinishAsync(TaskView task, DateTimeOffset now, CancellationToken cancel)
    {
        if (!CaseParts.TryParseTask(task.Id, out var id, out var item)) throw new InvalidOperationException($"'{task.Id}' is no task.");
        var random = TextSeed.For(seed, $"{task.Customer}\n{task.Title}\n{now.UtcTicks}");
        var outcome = task.Outcomes.Length == 1 || random.Chance(FirstOutcome) ? task.Outcomes[0] : task.Outcomes[random.Below(task.Outcomes.Length - 1) + 1];
        // Others come for each round and role: whoever proposed something is not who approves it.
        var by = $"{task.Role}-{now.Day * 6 + now.Hour / 4}";
        var receipt = await customers.CommandAsync(task.Customer, new Input.ActOnTask(id, item, TaskAction.Complete, by, null, outcome, Value.Null), cancel);
        if (receipt.Kind != ReceiptKind.Accepted) throw new InvalidOperationException($"The staff of the replay could not finish '{task.Title}': {receipt.Problem?.Message}");
        Finished[task.Role] = Finished.GetValueOrDefault(task.Role) + 1;
    }
}
