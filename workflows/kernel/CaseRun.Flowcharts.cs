using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Elsa's counter-based flowchart: visits of activities and connections decide when an activity runs, is skipped, or waits.</summary>
internal sealed partial class CaseRun
{
    private const string Backward = "backward";

    private void ExecuteFlowchart(PlanItem item, FlowchartNode node)
    {
        var start = trigger is null ? node.Start : FindIndex(node, trigger) is var at and >= 0 ? at : node.Start;
        if (start < 0) Complete(item);
        else Schedule(node.Activities[start], item, Rule.Structure);
    }

    private static int FindIndex(FlowchartNode node, string id)
    {
        for (var i = 0; i < node.Activities.Length; i++)
            if (node.Activities[i].Id == id) return i;
        return -1;
    }

    private void FlowEnded(PlanItem flow, FlowchartNode node, PlanItem child, ImmutableArray<string> outcomes)
    {
        var activity = FindIndex(node, child.Node);
        if (!TryLeave(flow, node, activity, child, outcomes)) return;
        if (flow.State == ItemState.Active && !HasOpenChildren(flow)) Complete(flow);
    }

    /// <summary>Visits the outbound connections of an activity that ended, or was skipped. False when a connection can't be followed.</summary>
    private bool TryLeave(PlanItem flow, FlowchartNode node, int activity, PlanItem? child, ImmutableArray<string> outcomes)
    {
        if (child?.Mark != Backward) Raise(new ActivityVisited(Case, flow.Ordinal, activity));
        foreach (var connection in node.Connections)
        {
            if (connection.Source != activity) continue;
            var followed = !outcomes.IsDefaultOrEmpty && outcomes.Contains(connection.Port ?? Done[0]);
            if (followed && connection is { Backward: true, Valid: false })
            {
                var (source, target) = (node.Activities[activity].Id, node.Activities[connection.Target].Id);
                Fault(child ?? flow, $"Invalid backward connection: Every path from the source ('{source}') must go through the target ('{target}') when tracing back to the start.");
                return false;
            }
            Raise(new ConnectionVisited(Case, flow.Ordinal, connection.Ordinal, followed));
            var rule = node.Edge(connection);
            if (connection.Backward)
            {
                if (followed) Schedule(node.Activities[connection.Target], flow, rule, Backward);
            }
            else if (!Arrive(flow, node, connection, rule)) return false;
        }
        return true;
    }

    private bool Arrive(PlanItem flow, FlowchartNode node, ConnectionPlan connection, Rule rule)
    {
        var mode = node.Activities[connection.Target] is FlowJoinNode join ? join.Mode : JoinMode.WaitAllActive;
        var inbound = node.Inbound(connection.Target);
        return mode == JoinMode.WaitAny ? ArriveAny(flow, node, connection, inbound, rule) : ArriveAll(flow, node, connection.Target, inbound, mode, rule);
    }

    private bool ArriveAll(PlanItem flow, FlowchartNode node, int target, ImmutableArray<ConnectionPlan> inbound, JoinMode mode, Rule rule)
    {
        var counts = flow.Flow!;
        var (visits, most) = (counts.ActivityVisits(target), 0);
        foreach (var connection in inbound)
        {
            if (counts.ConnectionVisits(connection.Ordinal) <= visits) return true; // still to come
            most = Math.Max(most, counts.ConnectionVisits(connection.Ordinal));
        }
        var arrived = 0;
        foreach (var connection in inbound)
            if (counts.Followed(connection.Ordinal) && counts.ConnectionVisits(connection.Ordinal) == most) arrived++;
        if (mode == JoinMode.WaitAll ? arrived < inbound.Length : arrived == 0) return TryLeave(flow, node, target, null, []);
        if (!IsOpen(flow, node.Activities[target])) Schedule(node.Activities[target], flow, rule);
        return true;
    }

    private bool ArriveAny(PlanItem flow, FlowchartNode node, ConnectionPlan connection, ImmutableArray<ConnectionPlan> inbound, Rule rule)
    {
        var counts = flow.Flow!;
        var visits = counts.ActivityVisits(connection.Target);
        var target = node.Activities[connection.Target];
        if (counts.ConnectionVisits(connection.Ordinal) <= visits || IsOpen(flow, target)) return true;
        var (arrived, missing) = (false, false);
        foreach (var other in inbound)
        {
            arrived |= counts.Followed(other.Ordinal) && counts.ConnectionVisits(other.Ordinal) > visits;
            missing |= counts.ConnectionVisits(other.Ordinal) <= visits;
        }
        if (!arrived) return missing || TryLeave(flow, node, connection.Target, null, []);
        Schedule(target, flow, rule);
        CancelAncestors(flow, node, connection.Target);
        return true;
    }

    private bool IsOpen(PlanItem flow, PlanNode node)
    {
        foreach (var item in state.Items.Values)
            if (item.Parent == flow.Ordinal && item.Node == node.Id && !item.Ended) return true;
        return false;
    }

    /// <summary>A join that waits for any ends what still runs before it.</summary>
    private void CancelAncestors(PlanItem flow, FlowchartNode node, int target)
    {
        var ancestors = new HashSet<int>();
        var open = new Queue<int>([target]);
        while (open.TryDequeue(out var at))
            foreach (var connection in node.Connections)
                if (connection.Target == at && !connection.Backward && connection.Source != target && ancestors.Add(connection.Source)) open.Enqueue(connection.Source);
        foreach (var child in OpenChildrenOf(flow))
        {
            if (child.Ended || !ancestors.Contains(FindIndex(node, child.Node))) continue;
            Exit(child, ItemTransition.Exit, Rule.Cascade);
            TryLeave(flow, node, FindIndex(node, child.Node), child, []);
        }
    }
}
