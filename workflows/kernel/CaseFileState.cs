using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Which items of the case file there are. Immutable; their values are the variables of the case.</summary>
/// <param name="Counts">By item id, how many of it there are; 0: those that were are discarded.</param>
public sealed record CaseFileState(ImmutableSortedDictionary<string, int> Counts)
{
    public static CaseFileState Empty { get; } = new(ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>The state of an item; null: it was never created.</summary>
    public CaseFileItemState? Of(string item) => Counts.TryGetValue(item, out var count) ? count > 0 ? CaseFileItemState.Available : CaseFileItemState.Discarded : null;

    internal CaseFileState After(CaseFileTransitioned fact) => fact.Transition switch
    {
        CaseFileTransition.Create => this with { Counts = Counts.SetItem(fact.FileItem, Counts.GetValueOrDefault(fact.FileItem) + fact.Count) },
        CaseFileTransition.Delete => this with { Counts = Counts.SetItem(fact.FileItem, Math.Max(0, Counts.GetValueOrDefault(fact.FileItem) - fact.Count)) },
        _ => this,
    };
}
