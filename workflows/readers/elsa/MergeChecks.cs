using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>
/// Token-based flowcharts: an activity that waits for a token on several connections never runs when one of them brings none. That is certain where a
/// connection comes from an activity that is never reached, or only after the activity itself; and in one round where both sides of a decision are needed.
/// </summary>
internal sealed class MergeChecks(FlowchartNode flowchart, Diagnostics diagnostics)
{
    /// <summary>Sides of decisions looked at, at most: each takes a walk over the flowchart.</summary>
    private const int SidesMax = 1000;

    private readonly FlowPlan flow = flowchart.Flows[0];
    private readonly HashSet<int> told = [];

    public void Run()
    {
        if (flow.Start < 0) return;
        int[] merging = [.. Enumerable.Range(0, flowchart.Activities.Length).Where(a => Needed(a).Count > 1)];
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

    /// <summary>What each side of a decision alone leads to; two of these on one activity never come together.</summary>
    private void CheckSides(int[] merging)
    {
        var sides = flow.Connections.Where(c => IsEitherOr(flowchart.Activities[c.Source])).GroupBy(c => (c.Source, c.Port)).Take(SidesMax).GroupBy(s => s.Key.Source);
        foreach (var decision in sides.Where(d => d.Count() > 1))
        {
            (HashSet<int> Own, HashSet<int> Others)[] alone = [.. decision.Select(side => (side.Select(c => c.Ordinal).ToHashSet(), Reached(c => !side.Contains(c))))];
            foreach (var activity in merging)
            {
                var needed = Needed(activity);
                if (alone.Count(side => needed.Any(c => side.Own.Contains(c.Ordinal) || !side.Others.Contains(c.Source))) < 2 || !told.Add(activity)) continue;
                var (node, source) = (flowchart.Activities[activity].Id, flowchart.Activities[decision.Key].Id);
                diagnostics.Warning("J312", node, $"The activity '{node}' waits for several sides of '{source}', of which only one is taken in a round.",
                    "Use the merge mode Stream, or an Elsa.FlowJoin of the mode WaitAny.");
            }
        }
    }

    private static bool IsEitherOr(PlanNode node) => node is FlowDecisionNode or FlowSwitchNode { MatchAny: false };

    /// <summary>What can be reached from the start over some of the connections.</summary>
    private HashSet<int> Reached(Func<ConnectionPlan, bool> over)
    {
        HashSet<int> reached = [flow.Start];
        var open = new Queue<int>(reached);
        while (open.TryDequeue(out var at))
            foreach (var connection in flow.Outbound(at))
                if (over(connection) && reached.Add(connection.Target)) open.Enqueue(connection.Target);
        return reached;
    }
}
