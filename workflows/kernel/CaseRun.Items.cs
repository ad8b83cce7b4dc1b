using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    private static readonly ImmutableArray<string> Done = ["Done"];

    private PlanItem Create(PlanNode node, PlanItem? parent, Rule rule, bool required = false, string? mark = null, bool started = false, int youngest = 0)
    {
        var ordinal = state.LastItem + 1;
        Raise(new ItemCreated(Case, ordinal, node.Names, parent?.Ordinal ?? 0, required, rule, mark, started));
        var item = state.Item(ordinal)!;
        Announce(item, ItemTransition.Create, youngest: youngest);
        return item;
    }

    /// <summary>Creates a child and starts it: the way of all containers but stages.</summary>
    private PlanItem Schedule(PlanNode node, PlanItem parent, Rule rule, string? mark = null)
    {
        var item = Create(node, parent, rule, mark: mark, started: true);
        Announce(item, ItemTransition.Start);
        agenda.Enqueue(new Work(item, null));
        return item;
    }

    private void Start(PlanItem item, ItemTransition transition, Rule rule)
    {
        Move(item, transition, rule);
        if (rare is { Told: { } told } && NodeOf(item) is StageNode) (rare.ActivatedBy ??= [])[item.Ordinal] = told;
        Interrupt(item);
        agenda.Enqueue(new Work(item, null));
    }

    private void Move(PlanItem item, ItemTransition transition, Rule rule, ImmutableArray<string> outcomes = default)
    {
        Raise(new ItemTransitioned(Case, item.Ordinal, transition, outcomes.IsDefault ? [] : outcomes, rule));
        Announce(item, transition, rule.Kind == RuleKind.Sentry ? rule.Ref : null);
    }

    /// <param name="youngest">Ordinal of an item yet to come that hears it as well.</param>
    private void Announce(PlanItem item, ItemTransition transition, string? via = null, int youngest = 0)
    {
        conditionsMayHaveChanged = true;
        // Flowable has one event for both ways to start.
        if (transition == ItemTransition.ManualStart && plan.Dialect == PlanDialect.Flowable) transition = ItemTransition.Start;
        if (plan.Listeners.Count == 0 || !plan.Listeners.ContainsKey(new OnPartPlan(item.Node, transition))) return;
        if (via is not null && transition == ItemTransition.Exit) ((rare ??= new()).ExitedBy ??= [])[item.Ordinal] = via;
        agenda.Enqueue(new Work(item, transition, Math.Max(state.LastItem, youngest)));
    }

    /// <summary>The item has done its work; its container goes on.</summary>
    private void Complete(PlanItem item, ImmutableArray<string> outcomes, Rule rule)
    {
        if (item.State != ItemState.Active) return;
        var repeats = RepeatsWhenLeft(item);
        EndChildren(item, Rule.Cascade, completed: true);
        EndTimer(item);
        Move(item, ItemTransition.Complete, rule, outcomes == Done ? default : outcomes);
        Ended(item, outcomes, repeats);
    }

    private void Complete(PlanItem item) => Complete(item, Done, Rule.Structure);

    /// <summary>A listener or milestone occurs.</summary>
    private void Occur(PlanItem item, Rule rule)
    {
        if (item.State != ItemState.Available) return;
        var repeats = RepeatsWhenLeft(item);
        EndTimer(item);
        Move(item, ItemTransition.Occur, rule);
        Ended(item, Done, repeats);
    }

    /// <summary>Ends an item before its time, children first (R22). What it interrupted is for the caller to resume: nothing goes on in a container that ends.</summary>
    private void Exit(PlanItem item, ItemTransition transition, Rule rule)
    {
        if (item.Ended) return;
        EndChildren(item, Rule.Cascade);
        EndTimer(item);
        Move(item, transition, rule);
    }

    private void EndChildren(PlanItem item, Rule rule, bool completed = false)
    {
        foreach (var child in OpenChildrenOf(item))
        {
            // A disabled item counts as done, and stays so (R44, D9); Flowable ends it.
            if (completed && child.State == ItemState.Disabled && plan.Dialect != PlanDialect.Flowable) continue;
            Exit(child, IsListener(child) ? ItemTransition.ParentTerminate : ItemTransition.Exit, rule);
        }
    }

    private bool IsListener(PlanItem item) => InStage(item) && NodeOf(item).OccursInStage;

    private void EndTimer(PlanItem item)
    {
        if (item.Due is not null) Raise(new TimerEnded(Case, item.Ordinal, false));
    }

    /// <summary>A person, or a called case, ends an item.</summary>
    private void Terminate(PlanItem item, Rule rule)
    {
        var repeats = RepeatsWhenLeft(item);
        Exit(item, ItemTransition.Terminate, rule);
        Ended(item, [], repeats);
    }

    /// <summary>After an item completed, occurred, or was ended by criterion or person: repetition, then its container.</summary>
    private void Ended(PlanItem item, ImmutableArray<string> outcomes, bool repeats)
    {
        EndInterruption(item);
        if (ParentOf(item) is not { } parent)
        {
            EndCase(CaseTransition.Complete, Rule.Structure);
            return;
        }
        if (parent.State is not (ItemState.Active or ItemState.Suspended)) return;
        if (NodeOf(parent) is StageNode)
        {
            RepeatAfterEnd(item, parent, repeats);
            Check(parent);
        }
        else ChildEnded(parent, item, outcomes);
    }

    /// <summary>The activity failed: an incident; with the strategy Fault the case fails as a whole once the agenda is empty.</summary>
    private void Fault(PlanItem item, string message)
    {
        EndTimer(item);
        Raise(new IncidentRaised(Case, item.Ordinal, state.LastIncident + 1, message));
        if (item.State == ItemState.Active) Move(item, ItemTransition.Fault, new Rule(RuleKind.Fault));
        else Exit(item, EndOfFaulted(item), new Rule(RuleKind.Fault));
        if (plan.Incidents == IncidentStrategy.Fault) faulted = true;
        else if (ParentOf(item) is { } parent && NodeOf(parent) is StageNode) Check(parent);
    }

    /// <summary>What is not active can't fail, and ends; by which transition is for the tables to say (R3, R4).</summary>
    private ItemTransition EndOfFaulted(PlanItem item) =>
        item.Parent == 0 ? ItemTransition.Terminate
        : !IsListener(item) ? ItemTransition.Exit
        : item.State == ItemState.Available ? ItemTransition.Terminate : ItemTransition.ParentTerminate;

    /// <summary>The case rests as it is, until a person retries or skips what failed.</summary>
    private void FailCase()
    {
        if (state.Item(1) is { State: ItemState.Active } root) SuspendRoot(root, Rule.Cascade);
        Raise(new CaseTransitioned(Case, CaseTransition.Fault, new Rule(RuleKind.Fault)));
    }

    private void EndCase(CaseTransition transition, Rule rule)
    {
        agenda.Clear();
        checks.Clear();
        if (state.Item(1) is { Ended: false } root)
        {
            EndChildren(root, Rule.Cascade, transition == CaseTransition.Complete);
            EndTimer(root);
            Move(root, transition == CaseTransition.Complete ? ItemTransition.Complete : ItemTransition.Terminate, rule);
        }
        Judge();
        if (!state.Roles.IsEmpty) LeaveRoles();
        foreach (var topic in state.Topics) Raise(new TopicUnfollowed(Case, 0, topic));
        Raise(new CaseTransitioned(Case, transition, rule));
    }

    /// <summary>Was the customer's goal reached? A condition that can't be evaluated was not.</summary>
    private void Judge()
    {
        if (plan.Goal is not { } goal || state.Item(1) is not { } root) return;
        List<string> reached = [], missed = [];
        var reads = ImmutableArray.CreateBuilder<RuleRead>();
        foreach (var part in goal.Parts)
        {
            (Evaluate(part.Condition, root).IsTrue ? reached : missed).Add(part.Id);
            reads.AddRange(ReadsOf(part.Condition, root));
        }
        Raise(new GoalJudged(Case, goal.Name, [.. reached], [.. missed], new Rule(RuleKind.Condition, goal.Name, [.. reads.DistinctBy(r => r.Path)])));
    }
}
