using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>
/// Behind a loop of a flowchart. Each round visits the connections that leave the loop, whether or not they are followed. Where a way that does not
/// go through the loop meets them, the activity waits in the second round for a second visit from there, which does not come: the case would end
/// without it and without a word.
/// </summary>
internal sealed class LoopChecks(FlowchartNode flowchart, Diagnostics diagnostics)
{
    /// <summary>Loops looked at, at most: each takes a walk over the flowchart.</summary>
    private const int LoopsMax = 1000;

    private readonly FlowPlan flow = flowchart.Flows[0];
    private readonly HashSet<int> told = [];

    public void Run()
    {
        foreach (var loop in flow.Connections.Where(c => c is { Backward: true, Valid: true }).GroupBy(c => c.Target).Take(LoopsMax)) Check(loop.Key, [.. loop.Select(c => c.Source)]);
    }

    private void Check(int head, HashSet<int> ends)
    {
        // The loop, then all that is visited again with each round.
        var again = Walk(ends, at => at == head ? [] : flow.Inbound(at).Select(c => c.Source));
        again.Add(head);
        var loop = again.ToHashSet();
        again = Walk(again, at => flow.Outbound(at).Where(c => !c.Backward).Select(c => c.Target));
        foreach (var activity in again.Except(loop))
        {
            if (flowchart.Activities[activity] is FlowJoinNode { Mode: JoinMode.WaitAny }) continue;
            if (flow.Inbound(activity).FirstOrDefault(c => !again.Contains(c.Source)) is not { } once || !told.Add(activity)) continue;
            var (node, source) = (flowchart.Activities[activity].Id, flowchart.Activities[once.Source].Id);
            diagnostics.Warning("J309", node, $"After a second round through '{flowchart.Activities[head].Id}' the activity '{node}' waits for '{source}', which does not come again.",
                "Let the ways meet in an Elsa.FlowJoin of the mode WaitAny before it.");
        }
    }

    private static HashSet<int> Walk(IEnumerable<int> from, Func<int, IEnumerable<int>> next)
    {
        var seen = from.ToHashSet();
        var open = new Queue<int>(seen);
        while (open.TryDequeue(out var at))
            foreach (var other in next(at))
                if (seen.Add(other)) open.Enqueue(other);
        return seen;
    }
}
