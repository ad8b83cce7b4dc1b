using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What a person or an assistant may ask for. Each answers null, or why it is not possible; nothing was changed then.</summary>
internal sealed partial class CaseRun
{
    public string? Assign(Stimulus.AssignTask request)
    {
        if (state.Item(request.Item) is not { Task: { } task, State: ItemState.Active }) return NotOpen(request.Item);
        if (request.Assignee is null && task.Status != "claimed") return "Nobody has claimed the task.";
        if (SeenBefore(state.Item(request.Item)!, request.Assignee) is { } refusal) return refusal;
        Raise(new TaskAssigned(Case, request.Item, request.Assignee, request.Rule));
        return null;
    }

    private string NotOpen(int item) => state.Item(item)?.State == ItemState.Suspended
        ? "The task rests: its case or stage is suspended." : "The task is not open any more.";

    public string? CompleteTask(Stimulus.CompleteTask request)
    {
        if (state.Item(request.Item) is not { Task: { } task, State: ItemState.Active } item) return NotOpen(request.Item);
        if (!task.Outcomes.Contains(request.Outcome)) return $"'{request.Outcome}' is no outcome of this task; choose one of {string.Join(", ", task.Outcomes)}.";
        if (SeenBefore(item, request.Rule.By) is { } refusal) return refusal;
        if (!Sign(item, request)) return null;
        Raise(new TaskCompleted(Case, item.Ordinal, request.Outcome, request.Data, request.Rule));
        var node = NodeOf(item);
        Capture(item, node, "result", request.Data);
        Capture(item, node, "outcome", Value.Of(request.Outcome));
        if (node is HumanTaskNode { Results.IsEmpty: false } bound && request.Data.Kind == ValueKind.Map) TakeResults(item, bound.Results, request.Data.AsMap());
        Complete(item, request.Outcome == "Done" ? Done : [request.Outcome, "Done"], request.Rule);
        return null;
    }

    private const string Gone = "There is no such item any more.";

    public string? Act(Stimulus.ActOnItem request)
    {
        if (state.Item(request.Item) is not { } item) return Gone;
        if (ActionOf(request.Transition) is not { } action || !IsMeant(request.Transition, item))
            return Impossible(item, FactNames.Of(request.Transition));
        if (Refusal(item, action) is { } refusal) return refusal;
        switch (action)
        {
            case ItemAction.Start: return StartByHand(item, request.Rule);
            case ItemAction.Disable:
                Move(item, ItemTransition.Disable, request.Rule);
                if (ParentOf(item) is { } stage) Check(stage);
                return null;
            case ItemAction.Reenable when WhyItRests(item) is { } rests: return rests;
            case ItemAction.Reenable: Move(item, ItemTransition.Reenable, request.Rule); return null;
            case ItemAction.Complete when IsListener(item): Occur(item, request.Rule); return null;
            case ItemAction.Complete: return CompleteByHand(item, request.Rule);
            case ItemAction.Suspend: Suspend(item, request.Rule); return null;
            case ItemAction.Resume: return ResumeByHand(item, request.Rule);
            default:
                ResolveIncidents(item, "terminated", request.Rule);
                Terminate(item, request.Rule);
                BeginWhatHasNot();
                return null;
        }
    }

    /// <summary>Of two transitions that are one action, the one that fits the item (R3, R4).</summary>
    private bool IsMeant(ItemTransition transition, PlanItem item) => transition switch
    {
        ItemTransition.Occur => IsListener(item),
        ItemTransition.Complete => !IsListener(item),
        ItemTransition.Enable => item.State == ItemState.Available,
        ItemTransition.ManualStart => item.State != ItemState.Available,
        _ => true,
    };

    /// <summary>The transitions that a person may ask for.</summary>
    private static ItemAction? ActionOf(ItemTransition transition) => transition switch
    {
        ItemTransition.ManualStart or ItemTransition.Enable => ItemAction.Start,
        ItemTransition.Disable => ItemAction.Disable,
        ItemTransition.Reenable => ItemAction.Reenable,
        ItemTransition.Complete or ItemTransition.Occur => ItemAction.Complete,
        ItemTransition.Suspend => ItemAction.Suspend,
        ItemTransition.Resume => ItemAction.Resume,
        ItemTransition.Terminate => ItemAction.Terminate,
        _ => null,
    };

    private string? StartByHand(PlanItem item, Rule rule)
    {
        // Flowable lets a person enable what waits for its entry criteria.
        if (item.State == ItemState.Available)
        {
            Move(item, ItemTransition.Enable, rule);
            return null;
        }
        if (MissingCase(NodeOf(item), item) is { } missing) return missing;
        Start(item, ItemTransition.ManualStart, rule);
        return null;
    }

    /// <summary>What a person had suspended before the stage around it was suspended goes on with that stage at the earliest (R54).</summary>
    private string? ResumeByHand(PlanItem item, Rule rule)
    {
        if (WhyItRests(item) is { } rests) return rests;
        Resume(item, rule);
        return null;
    }

    private string? WhyItRests(PlanItem item) =>
        ParentOf(item) is { State: not ItemState.Active } around ? $"'{around.Node}' is {FactNames.Of(around.State)}; what is in it can go on when it does." : null;

    private string? CompleteByHand(PlanItem item, Rule rule)
    {
        if (item.Task is not null) return "Complete the task instead, with its outcome.";
        if (NodeOf(item) is CallWorkflowNode or BulkItemNode) return "It is complete when the workflow that it called has ended; end that, or terminate this.";
        if (NodeOf(item) is CaseTaskNode) return "It is complete when the case that it called is (R59).";
        if (NodeOf(item) is StageNode && !MayComplete(item, automatically: true)) return "The stage has active or required items left (R40).";
        Complete(item, Done, rule);
        return null;
    }

    public string? Retry(Stimulus.Retry request)
    {
        if (MayGoOn(request.Item) is { } refusal) return refusal;
        var item = Reopened(request.Item, request.Rule);
        ResolveIncidents(item, "retried", request.Rule);
        if (NodeOf(item) is StageNode && !HasNoChildren(item)) GoOnWithStage(item, request.Rule);
        else Start(item, ItemTransition.Reactivate, request.Rule);
        BeginWhatHasNot();
        return null;
    }

    /// <summary>What is in it keeps its state, and is not made anew (R72).</summary>
    private void GoOnWithStage(PlanItem stage, Rule rule)
    {
        Move(stage, ItemTransition.Reactivate, rule);
        Interrupt(stage);
        Check(stage);
    }

    /// <summary>What was started when the limit of steps ended its turn.</summary>
    private void BeginWhatHasNot()
    {
        foreach (var item in state.Items.Values)
            if (item.State == ItemState.Active && HasNotBegun(item) && !WillBegin(item)) agenda.Enqueue(new Work(item, null));
    }

    /// <summary>Null when a failed item can go on: nothing around it rests, but by its own failure.</summary>
    private string? MayGoOn(int ordinal)
    {
        if (state.Item(ordinal) is not { } item) return Gone;
        return item.State == ItemState.Failed ? CaseLinks.WhyNotGoOn(state, ordinal) : Refusal(item, ItemAction.Retry);
    }

    /// <summary>The failed item, its case active again where the failure had ended it.</summary>
    private PlanItem Reopened(int ordinal, Rule rule)
    {
        var item = state.Item(ordinal)!;
        if (state.Status != CaseStatus.Failed) return item;
        Raise(new CaseTransitioned(Case, CaseTransition.Reactivate, rule));
        if (state.Item(1) is { State: ItemState.Suspended } root) Resume(root, rule);
        return item;
    }

    private void ResolveIncidents(PlanItem item, string how, Rule rule)
    {
        foreach (var incident in state.Incidents)
            if (incident.Item == item.Ordinal) Raise(new IncidentResolved(Case, item.Ordinal, incident.Ordinal, how, rule));
    }

    public string? Act(Stimulus.ActOnCase request)
    {
        var (transition, status) = (request.Transition, state.Status);
        var root = state.Item(1);
        switch (transition)
        {
            case CaseTransition.Suspend when status == CaseStatus.Active:
                if (root is { Ended: false }) SuspendRoot(root, request.Rule);
                break;
            case CaseTransition.Reactivate when status is CaseStatus.Suspended or CaseStatus.Completed or CaseStatus.Terminated or CaseStatus.Failed:
                Raise(new CaseTransitioned(Case, transition, request.Rule));
                if (root is { State: ItemState.Suspended }) Resume(root, request.Rule);
                else if (root is { Ended: true }) Move(root, ItemTransition.Reactivate, request.Rule); // R71: nothing starts by itself
                else if (root is not null) ResumeChildren(root);
                return null;
            case CaseTransition.Terminate when status is CaseStatus.Active or CaseStatus.Suspended:
                EndCase(CaseTransition.Terminate, request.Rule);
                return null;
            case CaseTransition.Complete when status == CaseStatus.Active && root is { State: ItemState.Active }:
                return CompleteByHand(root, request.Rule);
            case CaseTransition.Close when status is CaseStatus.Completed or CaseStatus.Terminated or CaseStatus.Failed or CaseStatus.Suspended: break;
            default: return CaseActions.Refusal(CaseActions.NameOf(transition, status), status);
        }
        Raise(new CaseTransitioned(Case, transition, request.Rule));
        return null;
    }

    /// <summary>A root that failed stays so; one that rests already, in a journal from when a person could ask that of it, as well.</summary>
    private void SuspendRoot(PlanItem root, Rule rule)
    {
        if (root.State == ItemState.Active) Move(root, ItemTransition.Suspend, rule);
        SuspendChildren(root);
    }

    /// <summary>Resumes what the item waits for, with this payload, as if its stimulus had come.</summary>
    public string? ResumeItem(Stimulus.ResumeItem request)
    {
        if (state.Item(request.Item) is not { } item || !(IsWaiting(item) || item.Due is not null)) return "The item waits for nothing.";
        Capture(item, NodeOf(item), "result", request.Payload);
        if (InStage(item)) Occur(item, Rule.Input);
        else Complete(item, Done, Rule.Input);
        return null;
    }
}
