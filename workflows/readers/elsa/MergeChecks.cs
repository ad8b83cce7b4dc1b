using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>
/// Token-based flowcharts: an activity that waits for a token on several connections never runs when one of them brings none. That is certain where a
/// connection comes from an activity that is never reached, or only after the activity itself; and it may happen where one lies on a side of a decision.
/// </summary>
internal sealed class MergeChecks(FlowchartNode flowchart, Diagnostics diagnostics)
{
    /// <summary>Activities, and sides of decisions, that are looked at: each takes a walk over the flowchart.</summary>
    private const int WalksMax = 1000;

    private readonly FlowPlan flow = flowchart.Flows[0];
    private readonly HashSet<int> told = [];

    public void Run()
    {
        if (flow.Start < 0) return;
        int[] merging = [.. Enumerable.Range(0, flowchart.Activities.Length).Where(a => Needed(a).Count > 1).Take(WalksMax)];
        if (merging.Length == 0) return;
        foreach (var activity in merging) CheckLoop(activity);
        CheckSides(merging);
    }

    /// <summary>The connections on which an activity needs tokens at the same time.</summary>
    private IReadOnlyList<ConnectionPlan> Needed(int activity) => flowchart.Merges[activity] switch
    {
        MergeMode.Merge => flow.Inbound(activity),
        MergeMode.Converge => flow.EveryInbound(activity),
        _ => [],
    };

    private void CheckLoop(int activity)
    {
        var before = Reached(c => c.Source != activity);
        if (Needed(activity).FirstOrDefault(c => c.Source == activity || !before.Contains(c.Source)) is not { } missing || !told.Add(activity)) return;
        var (node, source) = (flowchart.Activities[activity].Id, flowchart.Activities[missing.Source].Id);
        diagnostics.Warning("J312", node, $"The activity '{node}' never runs: it also waits for '{source}', which does not come before it.",
            "Use the merge mode Merge, which does not wait for ways that go back, or Stream.");
    }

    /// <summary>A connection to which only one side of a decision leads brings nothing when another side is taken, unless that one comes back to the decision.</summary>
    private void CheckSides(int[] merging)
    {
        var sides = flow.Connections.Where(c => IsEitherOr(flowchart.Activities[c.Source])).GroupBy(c => (c.Source, c.Port)).Take(WalksMax);
        foreach (var side in sides)
        {
            var own = side.Select(c => c.Ordinal).ToHashSet();
            var without = Reached(c => !own.Contains(c.Ordinal));
            var instead = Reached(_ => true, [.. flow.Outbound(side.Key.Source).Where(c => !own.Contains(c.Ordinal)).Select(c => c.Target)]);
            foreach (var activity in merging)
            {
                var needed = Needed(activity);
                var lost = needed.Count(c => own.Contains(c.Ordinal) ? !instead.Contains(c.Source) : !without.Contains(c.Source) && !instead.Contains(c.Source));
                if (lost > 0 && lost < needed.Count && told.Add(activity)) Tell(activity, side.Key.Source, side.Key.Port);
            }
        }
    }

    private void Tell(int activity, int decision, string? port)
    {
        var (node, source) = (flowchart.Activities[activity].Id, flowchart.Activities[decision].Id);
        diagnostics.Warning("J312", node, $"The activity '{node}' waits for a way that is taken only if '{source}' ends with '{port ?? "Done"}'; else it never runs.",
            "Use the merge mode Stream, or an Elsa.FlowJoin of the mode WaitAny.");
    }

    private static bool IsEitherOr(PlanNode node) => node is FlowDecisionNode or FlowSwitchNode { MatchAny: false };

    /// <summary>What can be reached, from the start where nothing else is said, over some of the connections.</summary>
    private HashSet<int> Reached(Func<ConnectionPlan, bool> over, int[]? from = null)
    {
        HashSet<int> reached = [.. from ?? [flow.Start]];
        var open = new Queue<int>(reached);
        while (open.TryDequeue(out var at))
            foreach (var connection in flow.Outbound(at))
                if (over(connection) && reached.Add(connection.Target)) open.Enqueue(connection.Target);
        return reached;
    }
}
