namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>
/// Which connections of a flowchart go forward: breadth-first from the start, a connection is forward unless its target already reaches
/// its source over the forward ones found so far.
/// </summary>
internal sealed class FlowGraph
{
    private readonly (int Source, int Target)[] edges;
    private readonly HashSet<int> forward = [];
    private readonly HashSet<int> reached = [];
    private readonly int start;

    public FlowGraph(int activities, (int Source, int Target)[] edges, int start)
    {
        this.edges = edges;
        this.start = start;
        if (activities == 0 || start < 0) return;
        var open = new Queue<int>([start]);
        reached.Add(start);
        while (open.TryDequeue(out var at))
        {
            for (var edge = 0; edge < edges.Length; edge++)
            {
                if (edges[edge].Source != at) continue;
                if (!Reaches(edges[edge].Target, at)) forward.Add(edge);
                if (reached.Add(edges[edge].Target)) open.Enqueue(edges[edge].Target);
            }
        }
    }

    public bool IsReached(int activity) => reached.Contains(activity);

    public bool IsBackward(int edge) => reached.Contains(edges[edge].Source) && !forward.Contains(edge);

    /// <summary>Every forward path from the start to <paramref name="source"/> passes <paramref name="target"/>.</summary>
    public bool AllPathsPass(int source, int target) => source == target || !Walk(start, source, without: target);

    private bool Reaches(int from, int to) => Walk(from, to, -1);

    private bool Walk(int from, int to, int without)
    {
        if (from == without) return false;
        if (from == to) return true;
        var seen = new HashSet<int> { from };
        var open = new Queue<int>([from]);
        while (open.TryDequeue(out var at))
        {
            foreach (var edge in forward)
            {
                if (edges[edge].Source != at || edges[edge].Target == without || !seen.Add(edges[edge].Target)) continue;
                if (edges[edge].Target == to) return true;
                open.Enqueue(edges[edge].Target);
            }
        }
        return false;
    }
}
