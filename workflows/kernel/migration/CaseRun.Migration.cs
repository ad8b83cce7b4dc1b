using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel.Migrations;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What only a move to another version of the journey does to a case.</summary>
internal sealed partial class CaseRun
{
    internal Value Look(PlanInput input, PlanItem item) => Evaluate(input, item);

    internal bool IsRequired(PlanNode node, PlanItem container) => Holds(node.Control.Required, container);

    /// <summary>Fan-out order of an item that follows a topic; 0 where it states none.</summary>
    internal long UrgencyOf(PlanItem item) => NodeOf(item) is FollowTopicNode follow ? OrderOf(Evaluate(follow.Urgency, item)) : 0;

    internal static bool IsFirst(PlanItem item) => Occurrences(item) == 0;

    /// <summary>The move ends an item. Its children were dropped before. Nobody hears of it: in the new version there is nothing to hear of.</summary>
    internal void Drop(PlanItem item, Rule rule)
    {
        ResolveIncidents(item, "terminated", rule);
        EndTimer(item);
        Move(item, IsListener(item) ? ItemTransition.ParentTerminate : ItemTransition.Exit, rule);
        agenda.Clear();
    }

    /// <summary>The first evaluation of the new version. What comes in addition is created first, all of it; then criteria are looked at, exits before entries.</summary>
    /// <returns>False when the case rests: it stays at rest, and evaluates when it is resumed.</returns>
    internal bool LookAfter(MigrationPlan move)
    {
        List<(PlanItem Item, PlanItem Container)> added = [];
        foreach (var addition in move.Added)
        {
            var container = state.Item(addition.Container)!;
            added.Add((NodeOf(container) is StageNode ? CreateChild(addition.Node, container, move.Rule, addition.Mark) : Schedule(addition.Node, container, move.Rule, addition.Mark), container));
        }
        foreach (var (item, container) in added)
            if (container.State != ItemState.Active) Move(item, IsListener(item) ? ItemTransition.Suspend : ItemTransition.ParentSuspend, Rule.Cascade);
        if (state.Status != CaseStatus.Active) return false;
        foreach (var (item, container) in added)
            if (container.State == ItemState.Active && NodeOf(container) is StageNode && NodeOf(item).Control.Entry.IsEmpty) Enter(item, move.Rule);
        LookAgain(move.Look);
        conditionsMayHaveChanged = true;
        return true;
    }

    private void LookAgain(MigrationLook look)
    {
        foreach (var ordinal in look.Freed)
            if (state.Item(ordinal) is { } item && HasNotBegun(item)) agenda.Enqueue(new Work(item, null));
        foreach (var (ordinal, sentry, exit) in look.Sentries)
            if (exit && state.Item(ordinal) is { } item) TryExit(item, sentry);
        foreach (var (ordinal, sentry, exit) in look.Sentries)
            if (!exit && state.Item(ordinal) is { } item) TryEnter(item, sentry);
        foreach (var item in state.Items)
            if (item is { State: ItemState.Suspended, Interrupted: true } && !IsInterrupted(item)) Resume(item, new Rule(RuleKind.Interrupt, item.Node));
        foreach (var (ordinal, activity) in look.Flows)
            if (state.Item(ordinal) is { State: ItemState.Active } flow) LookAgain(flow, (FlowchartNode)NodeOf(flow), activity);
        foreach (var ordinal in look.Checks)
            if (state.Item(ordinal) is { State: ItemState.Active } container) CheckContainer(container);
    }

    /// <summary>While it rested, its case moved to a version whose exit criterion is satisfied by what it has heard.</summary>
    private bool MeetsExit(PlanItem item)
    {
        if (item.OnParts.IsEmpty) return false;
        foreach (var sentry in NodeOf(item).Control.Exit)
            if (sentry.Parts > 0 && TryExit(item, sentry)) return true;
        return false;
    }

    private void CheckContainer(PlanItem container)
    {
        if (NodeOf(container) is StageNode) Check(container);
        else if (NodeOf(container) is ParallelNode or ForkNode && !HasOpenChildren(container)) Complete(container);
    }

    /// <summary>What waited for more than it waits for now goes on.</summary>
    private void LookAgain(PlanItem flow, FlowchartNode node, int activity)
    {
        if (IsOpen(flow, node.Activities[activity])) return;
        var edges = FlowOf(flow, node);
        if (node.ByTokens)
        {
            foreach (var connection in edges.EveryInbound(activity))
            {
                if (flow.Tokens is not { } tokens || !tokens.Waits(connection.Ordinal)) continue;
                Arrive(flow, node, connection);
                return;
            }
            return;
        }
        if (flow.Flow is not { } counts) return;
        foreach (var connection in edges.Inbound(activity))
        {
            if (!counts.Followed(connection.Ordinal) || counts.ConnectionVisits(connection.Ordinal) <= counts.ActivityVisits(activity)) continue;
            // Ways that lead nowhere any more were passed with the move, so that there is nothing to skip here.
            if (node.Activities[activity] is FlowJoinNode { Mode: JoinMode.WaitAny }) ArriveAny(flow, node, connection);
            else ArriveAll(flow, node, connection, node.Activities[activity] is FlowJoinNode join ? join.Mode : JoinMode.WaitAllActive);
            return;
        }
    }
}
