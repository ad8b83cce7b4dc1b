namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>
/// Which connections of a flowchart go forward: breadth-first from the start, a connection is forward unless its target already reaches
/// its source over the forward ones found so far (elsa/FORMAT.md 6.2 of the shared notes).
/// </summary>
internal sealed class FlowGraph
{
    private readonly (int Source, int Target)[] edges;
    private readonly bool[] forward;
    private readonly bool[] reached;
    private readonly List<int>[] onward;
    private readonly int[] seen;
    private readonly int start;
    private int walks;

    public FlowGraph(int activities, (int Source, int Target)[] edges, int start)
    {
        this.edges = edges;
        this.start = start;
        forward = new bool[edges.Length];
        reached = new bool[activities];
        seen = new int[activities];
        onward = [.. Enumerable.Range(0, activities).Select(_ => new List<int>())];
        if (activities > 0 && start >= 0) Explore([.. Enumerable.Range(0, edges.Length).OrderBy(e => edges[e].Source)]);
    }

    public bool IsReached(int activity) => reached[activity];

    public bool IsBackward(int edge) => reached[edges[edge].Source] && !forward[edge];

    /// <summary>Every forward path from the start to <paramref name="source"/> passes <paramref name="target"/>.</summary>
    public bool AllPathsPass(int source, int target) => source == target || !Walk(start, source, without: target);

    /// <param name="bySource">Ordinals of the edges by source; those of one source in their own order.</param>
    private void Explore(int[] bySource)
    {
        var first = new int[reached.Length + 1];
        foreach (var (source, _) in edges) first[source + 1]++;
        for (var i = 1; i < first.Length; i++) first[i] += first[i - 1];
        var open = new Queue<int>([start]);
        reached[start] = true;
        while (open.TryDequeue(out var at))
        {
            foreach (var edge in bySource.AsSpan(first[at], first[at + 1] - first[at]))
            {
                var target = edges[edge].Target;
                if (!Walk(target, at, without: -1))
                {
                    forward[edge] = true;
                    onward[at].Add(target);
                }
                if (reached[target]) continue;
                reached[target] = true;
                open.Enqueue(target);
            }
        }
    }

    /// <summary>Whether forward connections lead from one activity to another, not passing a third.</summary>
    private bool Walk(int from, int to, int without)
    {
        if (from == without) return false;
        if (from == to) return true;
        seen[from] = ++walks;
        var open = new Stack<int>([from]);
        while (open.TryPop(out var at))
        {
            foreach (var target in onward[at])
            {
                if (target == without || seen[target] == walks) continue;
                if (target == to) return true;
                seen[target] = walks;
                open.Push(target);
            }
        }
        return false;
    }
}
