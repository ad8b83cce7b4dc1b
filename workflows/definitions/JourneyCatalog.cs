using System.Collections.Frozen;
using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>The published journeys at one moment. Immutable; a host swaps it whole when one is published.</summary>
public sealed class JourneyCatalog
{
    private readonly FrozenDictionary<(string Id, int Version), JourneyPlan> versions;
    private readonly FrozenDictionary<string, JourneyPlan> newest;
    private readonly FrozenDictionary<string, ImmutableArray<(JourneyPlan Plan, StartPlan Start)>> starts;

    public JourneyCatalog(IEnumerable<JourneyPlan> plans)
    {
        versions = plans.ToFrozenDictionary(p => (p.Id, p.Version));
        newest = versions.Values.GroupBy(p => p.Id).ToFrozenDictionary(g => g.Key, g => g.MaxBy(p => p.Version)!);
        starts = newest.Values.OrderBy(p => p.Id, StringComparer.Ordinal)
            .SelectMany(p => p.Starts.Select(s => (p, s)))
            .GroupBy(x => x.s.EventName)
            .ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
    }

    public static JourneyCatalog Empty { get; } = new([]);

    /// <summary>All versions, no particular order.</summary>
    public IReadOnlyCollection<JourneyPlan> All => versions.Values;

    public JourneyPlan? Find(string id, int version) => versions.GetValueOrDefault((id, version));

    public JourneyPlan? Newest(string id) => newest.GetValueOrDefault(id);

    /// <summary>Newest versions that a signal of this type may start, by journey id.</summary>
    public ImmutableArray<(JourneyPlan Plan, StartPlan Start)> StartedBy(string eventType) =>
        starts.TryGetValue(eventType, out var found) ? found : [];

    public JourneyCatalog With(JourneyPlan plan) =>
        new(versions.Values.Where(p => p.Id != plan.Id || p.Version != plan.Version).Append(plan));
}
