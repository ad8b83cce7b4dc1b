namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Finds what goes round in a graph, in linear time and without recursion.</summary>
internal static class Cycles
{
    /// <summary>The nodes on cycles, and on paths between cycles, in the order given.</summary>
    /// <param name="sources">By node, the nodes with an edge to it; those that are no keys count as outside.</param>
    public static IReadOnlyList<string> NodesOn(IReadOnlyDictionary<string, HashSet<string>> sources)
    {
        var left = sources.Keys.ToHashSet(StringComparer.Ordinal);
        var targets = sources.Keys.ToDictionary(id => id, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var (id, from) in sources)
            foreach (var source in from)
                if (targets.TryGetValue(source, out var to)) to.Add(id);
        Peel(left, id => sources[id], id => targets[id]);
        Peel(left, id => targets[id], id => sources[id]);
        return [.. sources.Keys.Where(left.Contains)];
    }

    /// <summary>Takes away, again and again, the nodes that nothing left leads to.</summary>
    private static void Peel(HashSet<string> left, Func<string, IEnumerable<string>> before, Func<string, IEnumerable<string>> after)
    {
        var count = left.ToDictionary(id => id, id => before(id).Count(left.Contains), StringComparer.Ordinal);
        var ends = new Queue<string>(count.Where(c => c.Value == 0).Select(c => c.Key));
        while (ends.TryDequeue(out var id))
        {
            left.Remove(id);
            foreach (var next in after(id))
                if (left.Contains(next) && --count[next] == 0) ends.Enqueue(next);
        }
    }
}
