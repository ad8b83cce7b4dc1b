using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Checks;

/// <summary>What the editor of the topic was told, with the times between which it holds, on the clock of the hosts.</summary>
internal sealed class TopicNotes(Universe universe)
{
    private readonly Dictionary<string, DateTimeOffset> sent = new(StringComparer.Ordinal);
    private readonly Dictionary<long, DateTimeOffset> withdrawn = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> pauses = [];
    private DateTimeOffset? paused;
    private int resuming;

    /// <summary>A client is about to publish an event, perhaps not for the first time.</summary>
    public void Sent(string eventId) => sent.TryAdd(eventId, Now);

    public void Withdrawn(long position) => withdrawn.TryAdd(position, Now);

    public bool IsWithdrawn(long position) => withdrawn.ContainsKey(position);

    /// <summary>A host says that the topic is paused. Nothing is known where it was asked to go on meanwhile.</summary>
    public void Paused()
    {
        if (resuming == 0) paused ??= Now;
    }

    /// <summary>A host is asked to go on.</summary>
    public void Resuming()
    {
        resuming++;
        if (paused is { } from) pauses.Add((from, Now));
        paused = null;
    }

    public void Resumed() => resuming--;

    /// <summary>What is wrong with a follower's being told of an event in a turn of that time; null: nothing.</summary>
    /// <param name="position">The event's place.</param>
    /// <param name="eventId">Its id.</param>
    public string? Flaw(long position, string eventId, DateTimeOffset at)
    {
        if (withdrawn.TryGetValue(position, out var since) && at > since) return $"was told of event {position} at {at:O}, which was withdrawn at {since:O}";
        if (!sent.TryGetValue(eventId, out var published)) return null;
        foreach (var (from, to) in pauses)
            if (at > from && at < to && published > from) return $"was told of event {position} at {at:O}, while the topic was paused";
        return null;
    }

    private DateTimeOffset Now => universe.Clock.GetUtcNow();
}
