using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>
/// Flowcharts and state machines keep where they stand, in the places of the new version. A connection is the same when it leads from the same activity, by
/// the same port, to the same activity. A new connection from an activity that has been passed counts as not taken, as does whatever only such ones lead to.
/// </summary>
internal sealed partial class MigrationPlanner
{
    private readonly Dictionary<int, FlowMigrated> flowMoves = [];
    private readonly Dictionary<int, string> marks = [];
    private readonly List<(int Flow, int Activity)> flows = [];

    private bool MayStandIn(PlanItem item, FlowchartNode old, FlowchartNode node)
    {
        if (old.ByTokens != node.ByTokens)
            return item.Flow is null && item.Tokens is null || Refuse(MigrationCodes.FlowMode, item, $"It runs by {(old.ByTokens ? "tokens" : "counters")}, and in version {to.Version} by {(node.ByTokens ? "tokens" : "counters")}.", "Keep the execution mode of the flowchart.");
        if (StartOf(item, old, node) is not { } flow) return false;
        if (SamePlaces(old, node)) return true;
        var open = children.GetValueOrDefault(item.Ordinal, []).Where(c => !c.Ended).Select(c => c.Node).ToHashSet(StringComparer.Ordinal);
        var move = new FlowMove(old, FlowOfOld(item, old), node, flow, open);
        if (move.Detached() is { } detached)
            return Refuse(MigrationCodes.FlowStart, item, $"It stands at '{detached}', to which nothing leads from the start of the flowchart in version {to.Version}.", "Keep a way from the start to that activity.");
        if (move.LostPath(item) is { } lost)
            return Refuse(MigrationCodes.FlowPath, item, $"Something waits on the way from '{lost.From}' to '{lost.To}', which version {to.Version} does not have: it would be lost.", "Keep that connection, or wait until the case has passed it.");
        if (item.Tokens is { } && move.Unreachable(item) is { } never)
            return Refuse(MigrationCodes.FlowPath, item, $"In version {to.Version} '{never.To}' waits for what comes from '{never.From}', where the case does not come any more: it would wait for ever.", "Let the new connection begin where cases still come to, or let that activity not wait for it.");
        if (item.Flow is not null || item.Tokens is not null) flowMoves[item.Ordinal] = move.Of(state.Id, item);
        foreach (var activity in move.Changed()) flows.Add((item.Ordinal, activity));
        return true;
    }

    private static FlowPlan FlowOfOld(PlanItem item, FlowchartNode old) => CaseRun.FlowOf(item, old);

    /// <summary>How the new version's connections go from where the flowchart began; null, and a conflict, where it can't begin there.</summary>
    private FlowPlan? StartOf(PlanItem item, FlowchartNode old, FlowchartNode node)
    {
        var began = CaseRun.FlowOf(item, old).Start;
        if (began < 0) return node.Flows[0];
        var id = old.Activities[began].Id;
        var flow = node.Flows.FirstOrDefault(f => f.Start >= 0 && node.Activities[f.Start].Id == id);
        if (flow is not null && flow != node.Flows[0] || item.TryGetVariable(CaseRun.FlowStart, out _)) startMoves[item.Ordinal] = flow?.Start ?? -1;
        if (flow is not null) return flow;
        // Something may be put before where it began; what can't be reached from the start has no order that the engine could follow.
        if (!item.TryGetVariable(CaseRun.FlowStart, out _) && FlowMove.Reached(node, node.Flows[0]).Contains(FlowMove.PlaceOf(node, id))) return node.Flows[0];
        Refuse(MigrationCodes.FlowStart, item, $"It began at '{id}', where version {to.Version} can't begin.", "Let that activity start the flowchart in the new version as well.");
        return null;
    }

    private readonly Dictionary<int, int> startMoves = [];

    /// <summary>Where a flowchart began is kept by the place of the activity.</summary>
    private void MoveStart(PlanItem item)
    {
        if (startMoves.TryGetValue(item.Ordinal, out var start) && item.Variable(CaseRun.FlowStart) != Value.Of(start))
            Raise(new VariablesSet(state.Id, item.Ordinal, Value.OfMap(ValueMap.Empty.With(CaseRun.FlowStart, Value.Of(start)))));
    }

    private static bool SamePlaces(FlowchartNode old, FlowchartNode node) =>
        old.Activities.Select(a => a.Id).SequenceEqual(node.Activities.Select(a => a.Id)) && old.Merges.AsSpan().SequenceEqual(node.Merges.AsSpan())
        && old.Connections.Select(c => (c.Source, c.Port, c.Target)).SequenceEqual(node.Connections.Select(c => (c.Source, c.Port, c.Target)));

    private bool MayStandIn(PlanItem item, StateMachineNode old, StateMachineNode node)
    {
        if (item.MachineState is { } current && node.State(current) is null)
            return Refuse(MigrationCodes.StateMissing, item, $"It is in the state '{current}', which version {to.Version} does not have.", "Keep the state until no case is in it.");
        foreach (var child in children.GetValueOrDefault(item.Ordinal, []))
        {
            if (child.Ended || old.Marked(child.Mark) is not { } transition) continue;
            if (Same(node, transition) is not { } now)
                return Refuse(MigrationCodes.TransitionMissing, child, $"It belongs to the transition from '{transition.From}' to '{transition.To}', which version {to.Version} does not have.", "Keep the transition until the case has left the state.");
            marks[child.Ordinal] = now.Mark;
        }
        return true;
    }

    private static TransitionPlan? Same(StateMachineNode node, TransitionPlan old)
    {
        foreach (var transition in node.Transitions)
            if (transition.From == old.From && transition.To == old.To && transition.Trigger?.Id == old.Trigger?.Id) return transition;
        return null;
    }
}
