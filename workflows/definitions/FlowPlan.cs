using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>An edge. Its ordinal is its place in <see cref="FlowPlan.Connections"/>.</summary>
/// <param name="Backward">It closes a loop; <paramref name="Valid"/>: every forward path back to the start passes its target.</param>
public sealed record ConnectionPlan(int Ordinal, int Source, string? Port, int Target, bool Backward, bool Valid);

/// <summary>The connections of a flowchart, seen from the activity that starts it.</summary>
public sealed class FlowPlan
{
    private readonly ImmutableArray<ConnectionPlan>[] outbound, inbound, every;

    /// <param name="start">Index of the activity that starts it; -1 when there is none.</param>
    /// <param name="isReached">Whether an activity can be reached from the start: nothing waits for one that can't.</param>
    public FlowPlan(int start, int activities, ImmutableArray<ConnectionPlan> connections, Func<int, bool> isReached)
    {
        (Start, Connections) = (start, connections);
        outbound = ByActivity(activities, connections, c => c.Source);
        every = ByActivity(activities, connections, c => c.Target);
        inbound = ByActivity(activities, [.. connections.Where(c => !c.Backward && isReached(c.Source))], c => c.Target);
    }

    public int Start { get; }

    public ImmutableArray<ConnectionPlan> Connections { get; }

    public ImmutableArray<ConnectionPlan> Outbound(int activity) => outbound[activity];

    /// <summary>The forward connections that may bring something to an activity.</summary>
    public ImmutableArray<ConnectionPlan> Inbound(int activity) => inbound[activity];

    /// <summary>All connections that lead to an activity.</summary>
    public ImmutableArray<ConnectionPlan> EveryInbound(int activity) => every[activity];

    /// <summary>The activities from which forward connections lead to one; without itself.</summary>
    public HashSet<int> Ancestors(int activity)
    {
        var ancestors = new HashSet<int>();
        var open = new Queue<int>([activity]);
        while (open.TryDequeue(out var at))
            foreach (var connection in inbound[at])
                if (connection.Source != activity && ancestors.Add(connection.Source)) open.Enqueue(connection.Source);
        return ancestors;
    }

    private static ImmutableArray<ConnectionPlan>[] ByActivity(int activities, ImmutableArray<ConnectionPlan> connections, Func<ConnectionPlan, int> end)
    {
        var found = connections.ToLookup(end);
        return [.. Enumerable.Range(0, activities).Select(a => found[a].ToImmutableArray())];
    }
}
