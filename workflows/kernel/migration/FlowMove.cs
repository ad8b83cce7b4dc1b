using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>The places of one flowchart in another version of it.</summary>
/// <param name="open">Ids of the activities of which an item is under way.</param>
internal sealed class FlowMove(FlowchartNode old, FlowPlan oldFlow, FlowchartNode node, FlowPlan flow, HashSet<string> open)
{
    private readonly int[] places = Match(old, node);

    /// <summary>By connection of the old version, its place in the new one; -1: it is gone. Of several between the same activities the first is the first.</summary>
    private static int[] Match(FlowchartNode old, FlowchartNode node)
    {
        var waiting = node.Connections.GroupBy(c => Key(node, c)).ToDictionary(g => g.Key, g => new Queue<int>(g.Select(c => c.Ordinal)));
        return [.. old.Connections.Select(c => waiting.TryGetValue(Key(old, c), out var found) && found.TryDequeue(out var place) ? place : -1)];
    }

    private static (string, string, string) Key(FlowchartNode node, ConnectionPlan connection) => (node.Activities[connection.Source].Id, connection.Port ?? "Done", node.Activities[connection.Target].Id);

    internal static int PlaceOf(FlowchartNode node, string id)
    {
        for (var i = 0; i < node.Activities.Length; i++)
            if (node.Activities[i].Id == id) return i;
        return -1;
    }

    /// <summary>Activities to which connections lead from the start, and the start.</summary>
    internal static HashSet<int> Reached(FlowchartNode node, FlowPlan flow)
    {
        var reached = new HashSet<int>();
        if (flow.Start < 0 || node.Activities.IsEmpty) return reached;
        var open = new Queue<int>([flow.Start]);
        reached.Add(flow.Start);
        while (open.TryDequeue(out var at))
            foreach (var connection in flow.Outbound(at))
                if (reached.Add(connection.Target)) open.Enqueue(connection.Target);
        return reached;
    }

    /// <summary>An activity that is under way and that can't be reached from the start; null: there is none.</summary>
    public string? Detached()
    {
        var reached = Reached(node, flow);
        return open.FirstOrDefault(id => PlaceOf(node, id) is >= 0 and var place && !reached.Contains(place));
    }

    /// <summary>A way that was taken to an activity that has not run for it, and that is gone; null: there is none.</summary>
    public (string From, string To)? LostPath(PlanItem item)
    {
        foreach (var connection in oldFlow.Connections)
        {
            if (places[connection.Ordinal] >= 0 || open.Contains(old.Activities[connection.Target].Id)) continue;
            var waits = item.Tokens is { } tokens ? tokens.Waits(connection.Ordinal)
                : item.Flow is { } counts && !connection.Backward && counts.Followed(connection.Ordinal) && counts.ConnectionVisits(connection.Ordinal) > counts.ActivityVisits(connection.Target);
            if (waits) return (old.Activities[connection.Source].Id, old.Activities[connection.Target].Id);
        }
        return null;
    }

    /// <summary>A new connection to an activity that waits for all of them, from where nothing comes any more; null: there is none.</summary>
    public (string From, string To)? Unreachable(PlanItem item)
    {
        if (!node.ByTokens) return null;
        var alive = Alive(item.Tokens!);
        foreach (var connection in node.Connections)
        {
            var waits = node.Merges[connection.Target] is MergeMode.Merge or MergeMode.Converge && alive.Contains(connection.Target);
            if (waits && !places.Contains(connection.Ordinal) && !alive.Contains(connection.Source)) return (node.Activities[connection.Source].Id, node.Activities[connection.Target].Id);
        }
        return null;
    }

    /// <summary>Activities that are under way, or to which connections lead from them, or from where tokens wait.</summary>
    private HashSet<int> Alive(FlowTokens tokens)
    {
        var alive = new HashSet<int>();
        for (var i = 0; i < node.Activities.Length; i++)
            if (open.Contains(node.Activities[i].Id)) alive.Add(i);
        foreach (var place in tokens.Places)
            if (place.Waiting > 0 && places[place.Connection] is >= 0 and var connection) alive.Add(node.Connections[connection].Target);
        var further = new Queue<int>(alive);
        while (further.TryDequeue(out var at))
            foreach (var connection in flow.Outbound(at))
                if (alive.Add(connection.Target)) further.Enqueue(connection.Target);
        return alive;
    }

    public FlowMigrated Of(CaseId id, PlanItem item)
    {
        if (item.Tokens is { } tokens)
            return new FlowMigrated(id, item.Ordinal, [], [], [.. tokens.Places.Where(p => places[p.Connection] >= 0).OrderBy(p => places[p.Connection]).SelectMany(p => new[] { places[p.Connection], p.Waiting, p.Blocks })]);
        var counts = item.Flow!;
        var visits = new int[node.Activities.Length];
        for (var i = 0; i < old.Activities.Length; i++)
            if (PlaceOf(node, old.Activities[i].Id) is >= 0 and var place) visits[place] = counts.ActivityVisits(i);
        var taken = new int[node.Connections.Length];
        Carry(counts, visits, taken);
        Pass(visits, taken);
        return new FlowMigrated(id, item.Ordinal, [.. visits], [.. taken], []);
    }

    /// <summary>Visits of connections, negative where the last was not followed.</summary>
    private void Carry(FlowCounts counts, int[] visits, int[] taken)
    {
        var known = new bool[taken.Length];
        var left = new int[visits.Length]; // how often an activity was left
        for (var i = 0; i < places.Length; i++)
        {
            var times = counts.ConnectionVisits(i);
            if (PlaceOf(node, old.Activities[old.Connections[i].Source].Id) is >= 0 and var source) left[source] = Math.Max(left[source], times);
            if (places[i] < 0) continue;
            known[places[i]] = true;
            taken[places[i]] = counts.Followed(i) ? times : -times;
        }
        foreach (var connection in node.Connections)
            if (!known[connection.Ordinal]) taken[connection.Ordinal] = -Math.Max(left[connection.Source], visits[connection.Source]);
    }

    /// <summary>What only ways that were not taken lead to has been passed.</summary>
    private void Pass(int[] visits, int[] taken)
    {
        for (var again = true; again;)
        {
            again = false;
            for (var activity = 0; activity < visits.Length; activity++)
            {
                if (open.Contains(node.Activities[activity].Id) || Dead(activity, visits, taken) is not { } times) continue;
                visits[activity] = times;
                foreach (var connection in flow.Outbound(activity))
                    if (Math.Abs(taken[connection.Ordinal]) < times) taken[connection.Ordinal] = -times;
                again = true;
            }
        }
    }

    /// <summary>How often an activity has been passed, if oftener than it was visited; null: something may still come.</summary>
    private int? Dead(int activity, int[] visits, int[] taken)
    {
        var inbound = flow.Inbound(activity);
        if (inbound.IsEmpty) return null;
        int least = int.MaxValue, most = 0;
        foreach (var connection in inbound)
        {
            least = Math.Min(least, Math.Abs(taken[connection.Ordinal]));
            most = Math.Max(most, Math.Abs(taken[connection.Ordinal]));
        }
        if (least <= visits[activity]) return null;
        int arrived = 0, any = 0;
        foreach (var connection in inbound)
        {
            if (taken[connection.Ordinal] == most) arrived++;
            if (taken[connection.Ordinal] > visits[activity]) any++;
        }
        var dead = node.Activities[activity] switch
        {
            FlowJoinNode { Mode: JoinMode.WaitAny } => any == 0,
            FlowJoinNode { Mode: JoinMode.WaitAll } => arrived < inbound.Length,
            _ => arrived == 0,
        };
        return dead ? least : null;
    }

    /// <summary>Activities to which other connections lead than before, or that wait in another way.</summary>
    public IEnumerable<int> Changed()
    {
        for (var activity = 0; activity < node.Activities.Length; activity++)
        {
            var was = PlaceOf(old, node.Activities[activity].Id);
            if (was < 0) continue;
            var sources = oldFlow.EveryInbound(was).Select(c => (old.Activities[c.Source].Id, c.Port)).ToHashSet();
            var mode = (Mode(old.Activities[was]), old.ByTokens ? old.Merges[was] : default) != (Mode(node.Activities[activity]), node.ByTokens ? node.Merges[activity] : default);
            if (mode || !sources.SetEquals(flow.EveryInbound(activity).Select(c => (node.Activities[c.Source].Id, c.Port)))) yield return activity;
        }
    }

    private static JoinMode? Mode(PlanNode activity) => (activity as FlowJoinNode)?.Mode;
}
