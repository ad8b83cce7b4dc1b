using System.Collections.Frozen;
using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Which event nodes may hear signals of a type: those that name it, and those whose name is known only when it is evaluated.</summary>
internal sealed class EventIndex
{
    private readonly FrozenDictionary<string, ImmutableArray<PlanNode>> named;
    private readonly ImmutableArray<PlanNode> computed;

    public EventIndex(IEnumerable<PlanNode> nodes)
    {
        EventNode[] events = [.. nodes.OfType<EventNode>()];
        computed = [.. events.Where(e => e.EventName is not PlanInput.Literal)];
        var names = events.Select(NameOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var byName = events.Where(e => NameOf(e) is not null).ToLookup(NameOf!, StringComparer.Ordinal);
        var places = computed.IsEmpty ? null : events.Select((e, i) => (e.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        named = names.ToFrozenDictionary(name => name, name => InOrder(byName[name], places), StringComparer.Ordinal);
    }

    /// <summary>In model order.</summary>
    public ImmutableArray<PlanNode> Of(string eventType) => named.TryGetValue(eventType, out var nodes) ? nodes : computed;

    private ImmutableArray<PlanNode> InOrder(IEnumerable<PlanNode> those, Dictionary<string, int>? places) =>
        places is null ? [.. those] : [.. those.Concat(computed).OrderBy(node => places[node.Id])];

    private static string? NameOf(EventNode node) => node.EventName is PlanInput.Literal { Value: { Kind: ValueKind.String } name } ? name.AsString() : null;
}
