using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>
/// Elsa's token-based flowchart (elsa/FORMAT.md 6.3): a followed connection puts a token, its target decides by its merge mode whether it runs, and takes
/// the tokens once it has run. In two things it is kinder than Elsa, where the flowchart would never end: a token that is swallowed is gone, and only
/// ways on which something is still to come are blocked.
/// </summary>
internal sealed partial class CaseRun
{
    private void LeaveByTokens(PlanItem flow, FlowchartNode node, PlanItem child, ImmutableArray<string> outcomes)
    {
        var (edges, activity) = (FlowOf(flow, node), FindIndex(node, child.Node));
        if (child.State != ItemState.Completed)
        {
            Withdraw(flow, edges, activity);
            return;
        }
        List<ConnectionPlan> followed = [];
        foreach (var connection in edges.Outbound(activity))
            if (outcomes.Contains(connection.Port ?? Done[0])) followed.Add(connection);
        foreach (var connection in followed) Raise(new TokenMoved(Case, flow.Ordinal, connection.Ordinal, TokenMove.Put));
        foreach (var connection in edges.EveryInbound(activity))
            if (flow.Tokens is { } tokens && tokens.Waits(connection.Ordinal)) Raise(new TokenMoved(Case, flow.Ordinal, connection.Ordinal, TokenMove.Take));
        steps += Math.Max(0, followed.Count - 1); // the first is paid for by the activity that ended
        foreach (var connection in followed) Arrive(flow, node, connection);
    }

    private void Arrive(PlanItem flow, FlowchartNode node, ConnectionPlan connection)
    {
        var (edges, target) = (FlowOf(flow, node), connection.Target);
        var runs = node.Merges[target] switch
        {
            MergeMode.Race or MergeMode.Cascade => Race(flow, node, connection),
            MergeMode.Merge => HoldAll(flow, edges.Inbound(target)),
            MergeMode.Converge => HoldAll(flow, edges.EveryInbound(target)),
            _ => !IsMoreToCome(flow, edges, target),
        };
        if (runs) Schedule(node.Activities[target], flow, node.Edge(connection));
    }

    /// <summary>With one connection, or none that counts, the token that came is enough.</summary>
    private static bool HoldAll(PlanItem flow, ImmutableArray<ConnectionPlan> inbound)
    {
        if (inbound.Length <= 1) return true;
        foreach (var connection in inbound)
            if (flow.Tokens is not { } tokens || !tokens.Waits(connection.Ordinal)) return false;
        return true;
    }

    /// <summary>A token waits for one of the activities right before the target.</summary>
    private static bool IsMoreToCome(PlanItem flow, FlowPlan edges, int target)
    {
        if (flow.Tokens is not { } tokens) return false;
        foreach (var inbound in edges.Inbound(target))
            foreach (var before in edges.EveryInbound(inbound.Source))
                if (tokens.Waits(before.Ordinal)) return true;
        return false;
    }

    /// <summary>The first to arrive runs the target, and blocks the other ways to it. True when this one does.</summary>
    private bool Race(PlanItem flow, FlowchartNode node, ConnectionPlan connection)
    {
        var (edges, target) = (FlowOf(flow, node), connection.Target);
        if (node.Merges[target] == MergeMode.Race) EndRunningAncestors(flow, node, target);
        if (flow.Tokens is { } tokens && tokens.Blocks(connection.Ordinal))
        {
            Raise(new TokenMoved(Case, flow.Ordinal, connection.Ordinal, TokenMove.Swallow));
            return false;
        }
        if (edges.Inbound(target).Length > 1) BlockOthers(flow, node, connection);
        return true;
    }

    private void BlockOthers(PlanItem flow, FlowchartNode node, ConnectionPlan first)
    {
        var edges = FlowOf(flow, node);
        var alive = StillToCome(flow, node, edges);
        foreach (var other in edges.Inbound(first.Target))
        {
            if (other.Source == first.Source || !alive.Contains(other.Source)) continue;
            steps++;
            Raise(new TokenMoved(Case, flow.Ordinal, other.Ordinal, TokenMove.Block));
        }
    }

    /// <summary>The activities that run, or are about to, and all to which forward connections lead from them.</summary>
    private HashSet<int> StillToCome(PlanItem flow, FlowchartNode node, FlowPlan edges)
    {
        PayForWalk(edges);
        var alive = new HashSet<int>();
        if (flow.Tokens is { } tokens)
            foreach (var place in tokens.Places)
                if (place.Waiting > 0) alive.Add(edges.Connections[place.Connection].Target);
        foreach (var item in state.Items.ChildrenOf(flow.Ordinal))
            if (!item.Ended) alive.Add(FindIndex(node, item.Node));
        var open = new Queue<int>(alive);
        while (open.TryDequeue(out var at))
            foreach (var connection in edges.Outbound(at))
                if (!connection.Backward && alive.Add(connection.Target)) open.Enqueue(connection.Target);
        return alive;
    }

    /// <summary>A walk over a large flowchart, or over many items, takes its time: it counts.</summary>
    private void PayForWalk(FlowPlan edges) => steps += (edges.Connections.Length + state.Items.Count) / 100;

    /// <summary>Ends what runs or waits before an activity; what is only about to begin still runs, as in Elsa.</summary>
    private void EndRunningAncestors(PlanItem flow, FlowchartNode node, int target)
    {
        var queued = agenda.Where(w => w.Event is null).Select(w => w.Item).ToHashSet();
        var begun = OpenChildrenOf(flow).FindAll(c => c.Node != node.Activities[target].Id && !queued.Contains(c));
        if (begun.Count == 0) return;
        var edges = FlowOf(flow, node);
        PayForWalk(edges);
        var ancestors = edges.Ancestors(target);
        foreach (var child in begun)
        {
            var activity = FindIndex(node, child.Node);
            if (child.Ended || !ancestors.Contains(activity)) continue;
            Exit(child, ItemTransition.Exit, Rule.Cascade);
            Withdraw(flow, edges, activity);
        }
    }

    /// <summary>An activity was ended before its time: what came from it, and what waits for it, is gone.</summary>
    private void Withdraw(PlanItem flow, FlowPlan edges, int activity)
    {
        foreach (var place in flow.Tokens?.Places.ToArray() ?? [])
        {
            var connection = edges.Connections[place.Connection];
            if (connection.Source == activity || connection.Target == activity) Raise(new TokenMoved(Case, flow.Ordinal, place.Connection, TokenMove.Withdraw));
        }
    }

    /// <summary>A join of a token-based flowchart ends, as it runs, what has begun before it meanwhile.</summary>
    private void ExecuteFlowJoin(PlanItem item)
    {
        if (ParentOf(item) is { } flow && NodeOf(flow) is FlowchartNode { ByTokens: true } node) EndRunningAncestors(flow, node, FindIndex(node, item.Node));
        Complete(item);
    }
}
