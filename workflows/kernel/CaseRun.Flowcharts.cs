using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Elsa's counter-based flowchart: visits of activities and connections decide when an activity runs, is skipped, or waits.</summary>
internal sealed partial class CaseRun
{
    private const string Backward = "backward";

    /// <summary>Which activity started a flowchart, kept with its variables where it is not the usual one; no expression can name it.</summary>
    internal const string FlowStart = "$start";

    private void ExecuteFlowchart(PlanItem item, FlowchartNode node)
    {
        var flow = trigger is null ? node.Flows[0] : node.Flows.FirstOrDefault(f => f.Start >= 0 && node.Activities[f.Start].Id == trigger) ?? node.Flows[0];
        if (flow != node.Flows[0]) Raise(new VariablesSet(Case, item.Ordinal, Value.OfMap(ValueMap.Empty.With(FlowStart, Value.Of(flow.Start)))));
        if (flow.Start < 0) Complete(item);
        else Schedule(node.Activities[flow.Start], item, Rule.Structure);
    }

    internal static FlowPlan FlowOf(PlanItem item, FlowchartNode node)
    {
        if (node.Flows.Length == 1 || item.Variable(FlowStart) is not { Kind: ValueKind.Int } start) return node.Flows[0];
        return node.Flows.FirstOrDefault(f => f.Start == start.AsInt()) ?? node.Flows[0];
    }

    private static int FindIndex(FlowchartNode node, string id)
    {
        for (var i = 0; i < node.Activities.Length; i++)
            if (node.Activities[i].Id == id) return i;
        return -1;
    }

    private void FlowEnded(PlanItem flow, FlowchartNode node, PlanItem child, ImmutableArray<string> outcomes)
    {
        if (node.ByTokens) LeaveByTokens(flow, node, child, outcomes);
        else if (!TryLeave(flow, node, child, outcomes)) return;
        if (flow.State == ItemState.Active && flow.Tokens is not { AnyWaits: true } && !HasOpenChildren(flow)) Complete(flow);
    }

    /// <summary>Visits the outbound connections of an activity that ended. False when a connection can't be followed.</summary>
    private bool TryLeave(PlanItem flow, FlowchartNode node, PlanItem child, ImmutableArray<string> outcomes)
    {
        var (edges, activity) = (FlowOf(flow, node), FindIndex(node, child.Node));
        if (child.Mark != Backward) Raise(new ActivityVisited(Case, flow.Ordinal, activity));
        foreach (var connection in edges.Outbound(activity))
        {
            var followed = !outcomes.IsDefaultOrEmpty && outcomes.Contains(connection.Port ?? Done[0]);
            if (followed && connection is { Backward: true, Valid: false })
            {
                Fault(child, $"Invalid backward connection: Every path from the source ('{child.Node}') must go through the target ('{node.Activities[connection.Target].Id}') when tracing back to the start.");
                return false;
            }
            if (Follow(flow, node, connection, followed) is { } skipped) Skip(flow, node, skipped);
        }
        return true;
    }

    /// <summary>Follows paths that are dead from an activity on, depth first. They may be as long as the definition: the stack is one of our own.</summary>
    private void Skip(PlanItem flow, FlowchartNode node, int activity)
    {
        var edges = FlowOf(flow, node);
        var open = new Stack<(int Activity, int Next)>();
        Enter(activity);
        while (open.TryPop(out var at))
        {
            if (IsExhausted)
            {
                agenda.Enqueue(new Work(flow, null)); // a circle that nothing leads into has no end: the next step makes that an incident
                return;
            }
            if (at.Next == edges.Outbound(at.Activity).Length) continue;
            open.Push((at.Activity, at.Next + 1));
            if (Follow(flow, node, edges.Outbound(at.Activity)[at.Next], false) is { } dead) Enter(dead);
        }

        void Enter(int dead)
        {
            steps++;
            Raise(new ActivityVisited(Case, flow.Ordinal, dead));
            open.Push((dead, 0));
        }
    }

    /// <summary>Visits a connection. The target, when that is to be skipped now.</summary>
    private int? Follow(PlanItem flow, FlowchartNode node, ConnectionPlan connection, bool followed)
    {
        Raise(new ConnectionVisited(Case, flow.Ordinal, connection.Ordinal, followed));
        if (connection.Backward)
        {
            if (followed) Schedule(node.Activities[connection.Target], flow, node.Edge(connection), Backward);
            return null;
        }
        var mode = node.Activities[connection.Target] is FlowJoinNode join ? join.Mode : JoinMode.WaitAllActive;
        return mode == JoinMode.WaitAny ? ArriveAny(flow, node, connection) : ArriveAll(flow, node, connection, mode);
    }

    private int? ArriveAll(PlanItem flow, FlowchartNode node, ConnectionPlan last, JoinMode mode)
    {
        var (counts, target, inbound) = (flow.Flow!, last.Target, FlowOf(flow, node).Inbound(last.Target));
        var (visits, most) = (counts.ActivityVisits(target), 0);
        foreach (var connection in inbound)
        {
            if (counts.ConnectionVisits(connection.Ordinal) <= visits) return null; // still to come
            most = Math.Max(most, counts.ConnectionVisits(connection.Ordinal));
        }
        var arrived = 0;
        foreach (var connection in inbound)
            if (counts.Followed(connection.Ordinal) && counts.ConnectionVisits(connection.Ordinal) == most) arrived++;
        if (mode == JoinMode.WaitAll ? arrived < inbound.Length : arrived == 0) return target;
        if (!IsOpen(flow, node.Activities[target])) Schedule(node.Activities[target], flow, node.Edge(last));
        return null;
    }

    private int? ArriveAny(PlanItem flow, FlowchartNode node, ConnectionPlan connection)
    {
        var counts = flow.Flow!;
        var visits = counts.ActivityVisits(connection.Target);
        var target = node.Activities[connection.Target];
        if (counts.ConnectionVisits(connection.Ordinal) <= visits || IsOpen(flow, target)) return null;
        var (arrived, missing) = (false, false);
        foreach (var other in FlowOf(flow, node).Inbound(connection.Target))
        {
            arrived |= counts.Followed(other.Ordinal) && counts.ConnectionVisits(other.Ordinal) > visits;
            missing |= counts.ConnectionVisits(other.Ordinal) <= visits;
        }
        if (!arrived) return missing ? null : connection.Target;
        Schedule(target, flow, node.Edge(connection));
        CancelAncestors(flow, node, connection.Target);
        return null;
    }

    private bool IsOpen(PlanItem flow, PlanNode node)
    {
        foreach (var item in state.Items.Of(node.Id, flow.Ordinal))
            if (!item.Ended) return true;
        return false;
    }

    /// <summary>A join that waits for any ends what still runs before it.</summary>
    private void CancelAncestors(PlanItem flow, FlowchartNode node, int target)
    {
        var ancestors = FlowOf(flow, node).Ancestors(target);
        foreach (var child in OpenChildrenOf(flow))
        {
            if (child.Ended || !ancestors.Contains(FindIndex(node, child.Node))) continue;
            Exit(child, ItemTransition.Exit, Rule.Cascade);
            TryLeave(flow, node, child, []);
        }
    }
}
