using System.Collections.Immutable;
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
        Input.AssignRole act => Act(act, accepted),
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
        if (!(same && plan.Policy == EntryPolicy.Restart) && RunningCases.AreTooMany(state, 1, context.RunningCasesMax))
            return Receipt.Refused(new Problem("/journey", "too-many-cases", $"The customer has {context.RunningCasesMax} running cases, and can't have more.", "End those that nobody needs, then start it again."));
        if (plan.Policy == EntryPolicy.Restart) router.EndSame(plan, start.Key);
        var id = router.Start(plan, start.Key, new Stimulus.Start(null, start.Variables, null, plan.InputsAreVariables ? start.Variables : null), ByPerson(start.By, null));
        router.DeliverPublished();
        return accepted with { Created = id.ToString() };
    }

    private Receipt Act(Input.ActOnCase act, Receipt accepted)
    {
        if (!state.Cases.TryGetValue(act.Case, out var owned)) return NoCase(act.Case);
        var stimulus = new Stimulus.ActOnCase(act.Transition, ByPerson(act.By, act.Reason)) { Actor = act.Actor };
        if (Forbidden(owned, stimulus) is { } forbidden) return forbidden;
        if (act.Action is { } action && !CaseActions.IsPossible(action, owned.Status)) return Refuse("/case", CaseActions.Refusal(FactNames.Names<CaseAction>.Of(action), owned.Status));
        return Answer(owned, stimulus, "/case", accepted);
    }

    private static Receipt NoCase(CaseId id) => Receipt.Unknown("/case", $"There is no case {id}.");

    private Receipt Answer(CaseState owned, Stimulus stimulus, string field, Receipt accepted)
    {
        var answer = router.Run(owned, stimulus);
        if (!answer.Needs.IsDefault) return NoRole(answer.Needs);
        if (answer.Refusal is { } refusal) return Refuse(field, refusal);
        router.DeliverPublished();
        return accepted;
    }

    /// <summary>Whoever has no right to something is not told whether it would be possible.</summary>
    private Receipt? Forbidden(CaseState owned, Stimulus.Act act) => router.Lacks(owned, act) is { IsDefault: false } needed ? NoRole(needed) : null;

    internal static Receipt NoRole(ImmutableArray<string> roles) => new(ReceiptKind.Foreign, 0, new Problem(
        "Authorization", "role", Actor.Lacks(roles), "Use a key with that role, or have the role given in this case (PUT /v1/cases/{id}/roles/{role})."));

    private Receipt Act(Input.ActOnItem act, Receipt accepted)
    {
        if (!state.Cases.TryGetValue(act.Case, out var owned)) return NoCase(act.Case);
        if (act.Action == ItemAction.Move) return Move(act, owned, accepted);
        if (Find(owned, act.Item) is not { } item) return NoItem(act);
        var stimulus = StimulusOf(act, item) with { Actor = act.Actor };
        if (Forbidden(owned, stimulus) is { } forbidden) return forbidden;
        if (!owned.Running && act.Action is not (ItemAction.Retry or ItemAction.Skip)) return Refuse("/case", CaseActions.Refusal(FactNames.Names<ItemAction>.Of(act.Action), owned.Status));
        return Answer(owned, stimulus, "/item", accepted);
    }

    private static Receipt NoItem(Input.ActOnItem act) => Receipt.Unknown("/item", $"Case {act.Case} has no item '{act.Item}'.");

    private static Stimulus.Act StimulusOf(Input.ActOnItem act, PlanItem item)
    {
        var rule = ByPerson(act.By, act.Reason);
        return act.Action switch
        {
            ItemAction.Start => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.ManualStart, rule),
            ItemAction.Complete => new Stimulus.ActOnItem(item.Ordinal, item.State == ItemState.Available ? ItemTransition.Occur : ItemTransition.Complete, rule),
            ItemAction.Disable => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Disable, rule),
            ItemAction.Reenable => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Reenable, rule),
            ItemAction.Terminate => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Terminate, rule),
            ItemAction.Suspend => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Suspend, rule),
            ItemAction.Resume => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Resume, rule),
            ItemAction.Retry => new Stimulus.Retry(item.Ordinal, rule),
            ItemAction.Skip => new Stimulus.Skip(item.Ordinal, Named(rule, act)),
            ItemAction.Repeat => new Stimulus.Repeat(item.Ordinal, Named(rule, act)),
            _ => throw new InvalidOperationException($"{act.Action} is not done to an item."),
        };
    }

    /// <summary>What CMMN has no transition for is told by its name, or it could not be told from one that was asked for as such.</summary>
    private static Rule Named(Rule rule, Input.ActOnItem act) => rule with { Ref = FactNames.Names<ItemAction>.Of(act.Action) };

    /// <summary>To an item, or to an activity of the journey that has none yet.</summary>
    private Receipt Move(Input.ActOnItem act, CaseState owned, Receipt accepted)
    {
        var node = Find(owned, act.Item)?.Node ?? (router.PlanOf(owned).Nodes.ContainsKey(act.Item) ? act.Item : null);
        if (node is null) return NoItem(act);
        var stimulus = new Stimulus.Move(node, act.EndOthers, Named(ByPerson(act.By, act.Reason), act)) { Actor = act.Actor };
        return Forbidden(owned, stimulus) ?? Answer(owned, stimulus, "/to", accepted);
    }

    private Receipt Act(Input.AssignRole act, Receipt accepted)
    {
        if (!state.Cases.TryGetValue(act.Case, out var owned)) return NoCase(act.Case);
        if (act.Role != RolePlan.Owner && !router.PlanOf(owned).Roles.Any(role => role.Id == act.Role))
            return Receipt.Unknown("/role", $"The journey '{owned.Journey}' has no role '{act.Role}'.");
        var stimulus = new Stimulus.AssignRole(act.Role, act.Who, ByPerson(act.By, act.Reason)) { Actor = act.Actor };
        if (Forbidden(owned, stimulus) is { } forbidden) return forbidden;
        return act.Role == RolePlan.Owner ? Refuse("/role", $"'{act.Role}' is the role of the customer whose case it is; it can't be given away.") : Answer(owned, stimulus, "/role", accepted);
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
        var rule = ByPerson(act.By, null);
        if (Forbidden(owned, new Stimulus.AssignTask(act.Item, act.By, rule) { Actor = act.Actor, Operation = FactNames.Names<TaskAction>.Of(act.Action) }) is { } forbidden) return forbidden;
        if (!owned.Running) return Refuse("/task", $"The case is {FactNames.Of(owned.Status)}.");
        if (act.Action == TaskAction.Complete && task.Status != "done" && !task.Outcomes.Contains(act.Outcome ?? "Done")) return NoOutcome(act.Outcome, task);
        var stimulus = act.Action switch
        {
            TaskAction.Claim when task.Status == "open" => new Stimulus.AssignTask(act.Item, act.By, rule),
            TaskAction.Release when task.Assignee == act.By => new Stimulus.AssignTask(act.Item, null, rule),
            TaskAction.Delegate when act.To is { Length: > 0 } to && (task.Status == "open" || task.Assignee == act.By) => new Stimulus.AssignTask(act.Item, to, rule) { Operation = Operations.Delegate },
            TaskAction.Complete when task.Status == "open" || task.Assignee == act.By => new Stimulus.CompleteTask(act.Item, act.Outcome ?? "Done", act.Data, rule),
            _ => (Stimulus.Act?)null,
        };
        if (stimulus is not null) return Answer(owned, stimulus with { Actor = act.Actor }, "/task", accepted);
        return Refuse("/task", task.Assignee is { } other && other != act.By ? $"The task belongs to {other}." : $"The task is {task.Status}.");
    }
}
