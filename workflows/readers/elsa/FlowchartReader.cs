using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Connections of a flowchart, in their two spellings, and which of them close loops.</summary>
internal static class FlowchartReader
{
    /// <summary>From each trigger the connections are looked at anew, which takes about the square of their number: so much for all of them.</summary>
    private const long WorkMax = 1_000_000_000;

    /// <param name="byTokens">The journey's flowcharts are run by tokens: any connection may go back then.</param>
    public static FlowchartNode Read(JsonElement json, string id, string type, ImmutableArray<PlanNode> activities, bool byTokens, Diagnostics diagnostics, string prefix = "")
    {
        var edges = Edges(activities, json, id, diagnostics, prefix);
        var reached = new bool[activities.Length];
        var refused = new HashSet<int>();
        var flows = ImmutableArray.CreateBuilder<FlowPlan>();
        foreach (var start in StartsOf(activities, edges, id, diagnostics))
        {
            var graph = new FlowGraph(activities.Length, edges.Select(e => (e.Source, e.Target)).ToArray(), start);
            for (var i = 0; i < reached.Length; i++) reached[i] |= graph.IsReached(i);
            var flow = new FlowPlan(start, activities.Length, Connections(edges, graph), graph.IsReached);
            foreach (var wrong in flow.Connections.Where(c => !c.Valid && !byTokens && refused.Add(c.Ordinal)))
                diagnostics.Error("J303", activities[wrong.Source].Id, $"The connection back to '{activities[wrong.Target].Id}' is invalid: not every path to its source goes through its target.", "Join the paths before you go back, or go back to an activity that all of them pass.");
            flows.Add(flow);
        }
        foreach (var (index, activity) in activities.Index())
            if (!reached[index] && activity is not EventNode { CanStart: true }) diagnostics.Warning("J302", activity.Id, "The activity is never reached.", "Connect it, or remove it.");
        return new FlowchartNode(id, type, activities, flows.ToImmutable()) { Merges = MergeReader.Read(json, activities, byTokens, diagnostics) };
    }

    private static ImmutableArray<ConnectionPlan> Connections(List<(int Source, string? Port, int Target)> edges, FlowGraph graph) => [.. edges.Select((edge, ordinal) =>
    {
        var backward = graph.IsBackward(ordinal);
        return new ConnectionPlan(ordinal, edge.Source, edge.Port, edge.Target, backward, !backward || graph.AllPathsPass(edge.Source, edge.Target));
    })];

    /// <summary>Where the flowchart begins by itself (-1: it is empty), then its other triggers.</summary>
    private static IEnumerable<int> StartsOf(ImmutableArray<PlanNode> activities, List<(int Source, string? Port, int Target)> edges, string id, Diagnostics diagnostics)
    {
        var first = StartOf(activities, edges);
        int[] triggers = [.. activities.Index().Where(a => a.Item is EventNode { CanStart: true } && a.Index != first).Select(a => a.Index)];
        var size = (long)activities.Length + edges.Count;
        var most = (int)Math.Min(triggers.Length, WorkMax / Math.Max(1, size * size));
        if (most < triggers.Length)
            diagnostics.Error("J308", id, $"The flowchart has {triggers.Length + 1} triggers, too many for {size} activities and connections.", "Put some of them into a journey of their own.");
        return triggers.Take(most).Prepend(first);
    }

    private static int StartOf(ImmutableArray<PlanNode> activities, List<(int Source, string? Port, int Target)> edges)
    {
        if (activities.IsEmpty) return -1;
        for (var i = 0; i < activities.Length; i++)
            if (activities[i] is StartNode) return i;
        for (var i = 0; i < activities.Length; i++)
            if (activities[i].CanStart) return i;
        var targets = edges.Select(e => e.Target).ToHashSet();
        for (var i = 0; i < activities.Length; i++)
            if (!targets.Contains(i)) return i;
        return 0;
    }

    private static List<(int Source, string? Port, int Target)> Edges(ImmutableArray<PlanNode> activities, JsonElement json, string id, Diagnostics diagnostics, string prefix)
    {
        var member = json.Member("connections");
        IEnumerable<JsonElement> all = member switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
            { ValueKind: JsonValueKind.Object } one when one.Has("$values") => one.Elements("$values"),
            { ValueKind: JsonValueKind.Object } one => [one],
            _ => [],
        };
        var index = activities.Index().ToDictionary(a => a.Item.Id, a => a.Index, StringComparer.Ordinal);
        var known = new HashSet<(int, string?, int)>();
        List<(int, string?, int)> edges = [];
        foreach (var connection in all)
        {
            var (source, port) = End(connection, "source", "sourcePort");
            var (target, _) = End(connection, "target", "targetPort");
            var (from, to) = (index.GetValueOrDefault(prefix + source, -1), index.GetValueOrDefault(prefix + target, -1));
            if (from < 0 || to < 0) diagnostics.Warning("J301", id, $"A connection from '{source}' to '{target}' leads to an activity that is not here; it is left out.", "Remove the connection, or add the activity.");
            else if (known.Add((from, port, to))) edges.Add((from, port, to));
        }
        return edges;
    }

    private static (string? Activity, string? Port) End(JsonElement connection, string name, string portName) => connection.Member(name) switch
    {
        { ValueKind: JsonValueKind.Object } end => (end.Text("activity"), end.Text("port")),
        { ValueKind: JsonValueKind.String } end => (end.GetString(), connection.Text(portName)),
        _ => (null, null),
    };
}
