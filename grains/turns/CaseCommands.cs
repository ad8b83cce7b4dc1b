using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>What people and assistants ask for. What is refused has changed nothing.</summary>
internal sealed partial class CaseCommands(CustomerState state, TurnContext context, CaseRouter router)
{
    public Receipt Handle(Input input, Receipt accepted) => input switch
    {
        Input.StartCase start => Start(start, accepted),
        Input.ActOnCase act => Act(act, accepted),
        Input.ActOnItem act => Act(act, accepted),
        Input.ActOnTask act => Act(act, accepted),
        Input.Plan plan => Plan(plan, accepted),
        Input.WriteFile write => Write(write, accepted),
        _ => throw new InvalidOperationException($"Unknown input {input.GetType()}."),
    };

    private static Rule ByPerson(string? by, string? reason) => new(RuleKind.Person) { By = by, Reason = reason };

    private static Receipt Refuse(string field, string message) => Receipt.Refused(new Problem(field, "wrong-state", message, "Read the current state and decide again."));

    private Receipt Start(Input.StartCase start, Receipt accepted)
    {
        var plan = start.Version is { } version ? context.Journeys.Find(start.Journey, version) : context.Journeys.Newest(start.Journey);
        if (plan is null) return Receipt.Unknown("/journey", $"There is no published journey '{start.Journey}'{(start.Version is { } v ? $" of version {v}" : "")}.");
        if (plan.Policy == EntryPolicy.OnePerKey && start.Key is null)
            return new Receipt(ReceiptKind.Invalid, 0, new Problem("/key", "missing", $"'key' is missing; '{plan.Id}' runs once per key.", "Say which booking, order or the like the case is about."));
        var same = state.Cases.Values.Any(c => CaseRouter.IsSame(c, plan, start.Key));
        if (same && plan.Policy is EntryPolicy.OneAtATime or EntryPolicy.OnePerKey or EntryPolicy.Join)
            return Receipt.Refused(new Problem("/journey", "already-running", $"A case of '{plan.Id}' already runs{(start.Key is null ? "" : $" for '{start.Key}'")}.", "Act on that case, or end it first."));
        if (plan.Policy == EntryPolicy.Restart) router.EndSame(plan, start.Key);
        var id = router.Start(plan, start.Key, new Stimulus.Start(null, start.Variables, null, plan.InputsAreVariables ? start.Variables : null), ByPerson(start.By, null));
        router.DeliverPublished();
        return accepted with { Created = id.ToString() };
    }

    private Receipt Act(Input.ActOnCase act, Receipt accepted) => state.Cases.TryGetValue(act.Case, out var owned)
        ? Answer(owned, new Stimulus.ActOnCase(act.Transition, ByPerson(act.By, act.Reason)), "/case", accepted)
        : Receipt.Unknown("/case", $"There is no case {act.Case}.");

    private Receipt Answer(CaseState owned, Stimulus stimulus, string field, Receipt accepted)
    {
        var answer = router.Run(owned, stimulus);
        if (answer.Refusal is { } refusal) return Refuse(field, refusal);
        router.DeliverPublished();
        return accepted;
    }

    private Receipt Act(Input.ActOnItem act, Receipt accepted)
    {
        if (!state.Cases.TryGetValue(act.Case, out var owned)) return Receipt.Unknown("/case", $"There is no case {act.Case}.");
        if (Find(owned, act.Item) is not { } item) return Receipt.Unknown("/item", $"Case {act.Case} has no item '{act.Item}'.");
        if (!owned.Running && act.Action is not (ItemAction.Retry or ItemAction.Skip)) return Refuse("/case", $"The case is {FactNames.Of(owned.Status)}.");
        var rule = ByPerson(act.By, act.Reason);
        Stimulus? stimulus = act.Action switch
        {
            ItemAction.Start => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.ManualStart, rule),
            ItemAction.Complete => new Stimulus.ActOnItem(item.Ordinal, item.State == ItemState.Available ? ItemTransition.Occur : ItemTransition.Complete, rule),
            ItemAction.Disable => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Disable, rule),
            ItemAction.Reenable => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Reenable, rule),
            ItemAction.Terminate => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Terminate, rule),
            ItemAction.Retry => new Stimulus.Retry(item.Ordinal, rule),
            ItemAction.Skip => new Stimulus.Skip(item.Ordinal, rule),
            _ => null,
        };
        return stimulus is null ? Refuse("/item", "An item can't be repeated by hand yet; give it a repetition rule.") : Answer(owned, stimulus, "/item", accepted);
    }

    /// <summary>An ordinal, or the newest item of a node.</summary>
    private static PlanItem? Find(CaseState owned, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
        ? owned.Item(ordinal) : owned.Items.Values.LastOrDefault(i => i.Node == text);

    private static Receipt NoOutcome(string? outcome, TaskState task) => new(ReceiptKind.Invalid, 0, new Problem(
        "/outcome", outcome is null ? "missing" : "unknown-outcome", outcome is null ? "'outcome' is missing." : $"'{outcome}' is no outcome of this task.",
        $"Send one of: {string.Join(", ", task.Outcomes)}."));

    private Receipt Act(Input.ActOnTask act, Receipt accepted)
    {
        if (!state.Cases.TryGetValue(act.Case, out var owned) || owned.Item(act.Item) is not { Task: { } task })
            return Receipt.Unknown("/task", $"There is no task {CaseParts.TaskId(act.Case, act.Item)}.");
        if (!owned.Running) return Refuse("/task", $"The case is {FactNames.Of(owned.Status)}.");
        if (act.Action == TaskAction.Complete && task.Status != "done" && !task.Outcomes.Contains(act.Outcome ?? "Done")) return NoOutcome(act.Outcome, task);
        var rule = ByPerson(act.By, null);
        var stimulus = act.Action switch
        {
            TaskAction.Claim when task.Status == "open" => new Stimulus.AssignTask(act.Item, act.By, rule),
            TaskAction.Release when task.Assignee == act.By => new Stimulus.AssignTask(act.Item, null, rule),
            TaskAction.Delegate when act.To is { Length: > 0 } to && (task.Status == "open" || task.Assignee == act.By) => new Stimulus.AssignTask(act.Item, to, rule),
            TaskAction.Complete when task.Status == "open" || task.Assignee == act.By => new Stimulus.CompleteTask(act.Item, act.Outcome ?? "Done", act.Data, rule),
            _ => (Stimulus?)null,
        };
        if (stimulus is not null) return Answer(owned, stimulus, "/task", accepted);
        return Refuse("/task", task.Assignee is { } other && other != act.By ? $"The task belongs to {other}." : $"The task is {task.Status}.");
    }
}
