using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What a person may do to an item in which state (CMMN 1.1, tables 8.2 to 8.5), and what CMMN does not have: skip, repeat, move.</summary>
internal sealed partial class CaseRun
{
    private static readonly ItemAction[] AllActions = Enum.GetValues<ItemAction>();

    /// <summary>The one table of what is possible, but for what the surroundings of the item may still forbid.</summary>
    private bool IsPossible(PlanItem item, ItemAction action)
    {
        var (state, listener) = (item.State, IsListener(item));
        return action switch
        {
            ItemAction.Start => state == ItemState.Enabled || (state == ItemState.Available && plan.Dialect == PlanDialect.Flowable && !listener),
            ItemAction.Complete => state == (listener ? ItemState.Available : ItemState.Active),
            ItemAction.Disable => state == ItemState.Enabled,
            ItemAction.Reenable => state == ItemState.Disabled,
            ItemAction.Terminate => state is ItemState.Active or ItemState.Failed || (listener && state == ItemState.Available),
            ItemAction.Suspend => state == (listener ? ItemState.Available : ItemState.Active),
            ItemAction.Resume => state == ItemState.Suspended && !item.ByParent,
            ItemAction.Retry => state == ItemState.Failed,
            ItemAction.Skip => state is ItemState.Failed or ItemState.Active or ItemState.Enabled or ItemState.Available,
            ItemAction.Repeat => item.Ended || NodeOf(item).Control.Repetition is not null,
            ItemAction.Move => !listener && (item.Ended || state is ItemState.Available or ItemState.Enabled),
            _ => throw new InvalidOperationException($"Unknown action {action}."),
        };
    }

    /// <summary>Why an action is not possible, and what is; null when the table allows it.</summary>
    private string? Refusal(PlanItem item, ItemAction action)
    {
        if (IsForCase(item, action))
            return $"'{item.Node}' is the case as a whole; suspend, resume, cancel, reopen or close the case instead.";
        return IsPossible(item, action) ? null : Impossible(item, FactNames.Names<ItemAction>.Of(action));
    }

    private string Impossible(PlanItem item, string action) => $"The item is {FactNames.Of(item.State)}; '{action}' is not possible then. Possible: {PossibleFor(item)}.";

    /// <summary>The root stands for the case: what is done to a case is asked of the case.</summary>
    private static bool IsForCase(PlanItem item, ItemAction action) => item.Parent == 0 && action is not (ItemAction.Complete or ItemAction.Retry);

    private string PossibleFor(PlanItem item)
    {
        if (state.Status == CaseStatus.Suspended) return "nothing before the case is resumed";
        if (item is { State: ItemState.Suspended, ByParent: true }) return "nothing before what it is in is resumed";
        var possible = AllActions.Where(action => IsPossible(item, action) && !IsForCase(item, action) && Fits(item, action)).Select(FactNames.Names<ItemAction>.Of).ToArray();
        return possible.Length == 0 ? "nothing" : string.Join(", ", possible);
    }

    /// <summary>Nothing else is to be said against it: a task is completed as a task, and not everything can begin anywhere.</summary>
    private bool Fits(PlanItem item, ItemAction action) => action switch
    {
        ItemAction.Complete => item.Task is null,
        ItemAction.Repeat or ItemAction.Move => WhyNotIn(ParentOf(item), item.Node, action) is null,
        _ => true,
    };

    /// <summary>Why nothing can be started in a container by hand; null: it can.</summary>
    private string? WhyNotIn(PlanItem? container, string node, ItemAction action)
    {
        if (container is null) return $"'{node}' is in nothing that is active.";
        if (container.State != ItemState.Active) return $"'{container.Node}' is {FactNames.Of(container.State)}; what is in it can begin when it is active.";
        var kind = NodeOf(container);
        var fits = action == ItemAction.Move ? kind is StageNode or SequenceNode : kind is StageNode or ParallelNode or ForkNode;
        return fits ? null : $"'{node}' is in a {kind.Type}, in which one follows from the other; {(action == ItemAction.Move ? "the case can be moved to" : "it is possible with")} what is in a Journey.Stage or {(action == ItemAction.Move ? "an Elsa.Sequence" : "an Elsa.Parallel")}.";
    }

    /// <summary>Goes on as if the item were done: what listens to its completion hears it.</summary>
    public string? Skip(Stimulus.Skip request)
    {
        if (state.Item(request.Item) is not { } item) return Gone;
        if (item.State == ItemState.Failed) return SkipFailed(item, request.Rule);
        if (Refusal(item, ItemAction.Skip) is { } refusal) return refusal;
        if (item is { Called: true } && NodeOf(item) is CaseTaskNode) return "The case that it called runs; complete or cancel that one (R59).";
        if (IsListener(item)) Occur(item, request.Rule);
        else
        {
            if (item.State != ItemState.Active) Move(item, item.State == ItemState.Enabled ? ItemTransition.ManualStart : ItemTransition.Start, request.Rule);
            Complete(item, Done, request.Rule);
        }
        BeginWhatHasNot();
        return null;
    }

    private string? SkipFailed(PlanItem failed, Rule rule)
    {
        if (MayGoOn(failed.Ordinal) is { } refusal) return refusal;
        var item = Reopened(failed.Ordinal, rule);
        ResolveIncidents(item, "skipped", rule);
        Move(item, ItemTransition.Reactivate, rule);
        Complete(item, Done, rule);
        BeginWhatHasNot();
        return null;
    }

    /// <summary>A new item of the node, as if its entry criteria had been met: it starts, or, of manual activation, is enabled.</summary>
    public string? RepeatByHand(Stimulus.Repeat request)
    {
        if (state.Item(request.Item) is not { } item) return Gone;
        if (Refusal(item, ItemAction.Repeat) is { } refusal) return refusal;
        if (WhyNotIn(ParentOf(item), item.Node, ItemAction.Repeat) is { } reason) return reason;
        var (node, container) = (NodeOf(item), ParentOf(item)!);
        if (MissingCase(node, container) is { } missing) return missing;
        if (NodeOf(container) is not StageNode) Schedule(node, container, request.Rule, NextMark(node, container));
        else if (CreateChild(node, container, request.Rule, NextMark(node, container)) is var next && !ExitsByCondition(next)) Enter(next, request.Rule); // R18
        return null;
    }

    /// <summary>Starts an item now, whatever its criteria say; in a stage beside what runs there, or in its place.</summary>
    public string? MoveTo(Stimulus.Move request)
    {
        if (!plan.Nodes.TryGetValue(request.Node, out var node)) return $"The journey has no '{request.Node}'.";
        if (!plan.Parents.TryGetValue(node.Id, out var around)) return $"'{node.Id}' is the case as a whole; reopen or start a case instead.";
        if (state.Status != CaseStatus.Active) return CaseActions.Refusal(Operations.Move, state.Status);
        var container = ActiveOf(around);
        if (container is null) return $"'{around.Id}' is {(state.Items.Values.LastOrDefault(i => i.Node == around.Id) is { } resting ? FactNames.Of(resting.State) : "not there yet")}; it must be active, so move the case to it first, or start or resume it.";
        if (WhyNotIn(container, node.Id, ItemAction.Move) is { } reason) return reason;
        var item = Newest(node, container);
        if (item is not null && Refusal(item, ItemAction.Move) is { } refusal) return IsListener(item) ? $"'{node.Id}' waits for something to happen; complete it, so that it occurs." : refusal;
        if (MissingCase(node, container) is { } missing) return missing;
        if (around is SequenceNode || request.EndOthers) EndUnderWay(container, request.Rule);
        if (around is SequenceNode) Schedule(node, container, request.Rule, NextMark(node, container));
        else StartBeside(node, container, request.Rule);
        return null;
    }

    /// <summary>Ends what runs in a container by hand; nothing repeats because of it, and the container goes on.</summary>
    private void EndUnderWay(PlanItem container, Rule rule)
    {
        foreach (var other in OpenChildrenOf(container))
        {
            if (other.Ended || !IsUnderWay(other)) continue;
            ResolveIncidents(other, "terminated", rule);
            // What rests can't be terminated (R3).
            Exit(other, other.State == ItemState.Suspended ? ItemTransition.Exit : ItemTransition.Terminate, rule);
            EndInterruption(other);
        }
        if (NodeOf(container) is StageNode) Check(container);
    }

    private PlanItem? Newest(PlanNode node, PlanItem container)
    {
        PlanItem? newest = null;
        foreach (var item in state.Items.Of(node.Id, container.Ordinal)) newest = item;
        return newest;
    }

    private PlanItem? ActiveOf(PlanNode node)
    {
        PlanItem? active = null;
        foreach (var item in state.Items.Of(node.Id))
            if (item.State == ItemState.Active) active = item;
        return active;
    }

    /// <summary>Null for the first item of a node in its container, else which repetition it is.</summary>
    private string? NextMark(PlanNode node, PlanItem container)
    {
        var last = 0;
        foreach (var item in state.Items.Of(node.Id, container.Ordinal)) last = Math.Max(last, item.Number);
        return last == 0 ? null : PlanItem.MarkOf(last + 1);
    }
}
