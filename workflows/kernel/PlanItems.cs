using System.Collections;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Plan items by ordinal, ascending. Going through them, or through some of them, allocates nothing and sees none that come meanwhile. From
/// <see cref="IndexedFrom"/> items on those of a node and the children of an item are found without going through all.</summary>
public sealed class PlanItems : IReadOnlyCollection<PlanItem>
{
    /// <summary>With fewer items an index costs more than it saves.</summary>
    internal const int IndexedFrom = 128;

    private const int FirstRoom = 6;

    private ItemRow all = new();
    private ItemIndex? index;

    public int Count => all.Count;

    /// <summary>The items themselves.</summary>
    public PlanItems Values => this;

    /// <summary>Many enough that going through all of them is slow.</summary>
    internal bool AreMany => Count >= IndexedFrom;

    /// <summary>The item of an ordinal; null when there is none, or no longer.</summary>
    public PlanItem? Find(int ordinal) => all.Find(ordinal);

    /// <summary>Items of a node, in whatever containers.</summary>
    internal PlanItemSelection Of(string node) => new(Index()?.Of(node) ?? all, node, null);

    /// <summary>Items of a node in one container.</summary>
    internal PlanItemSelection Of(string node, int parent) => new(Index()?.Of(node) ?? all, node, parent);

    internal PlanItemSelection ChildrenOf(int parent) => new(Index()?.ChildrenOf(parent) ?? all, null, parent);

    /// <summary>Ordinals only grow: a new item goes to the end.</summary>
    internal void Add(PlanItem item)
    {
        all.Add(item, FirstRoom);
        index?.Add(item);
    }

    /// <summary>Whoever goes through them at this moment is not disturbed.</summary>
    internal void Remove(PlanItem item)
    {
        item.Gone = true;
        all.Removed();
        index?.Removed(item);
    }

    public PlanItemSelection GetEnumerator() => new(all, null, null);

    IEnumerator<PlanItem> IEnumerable<PlanItem>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ItemIndex? Index() => index ?? (AreMany ? index = new ItemIndex(this) : null);
}

/// <summary>Goes through the items of one row that are of a node, in a container, or both.</summary>
public struct PlanItemSelection : IEnumerator<PlanItem>
{
    private readonly PlanItem[] items;
    private readonly int count;
    private readonly string? node;
    private readonly int? parent;
    private int at = -1;

    internal PlanItemSelection(ItemRow row, string? node, int? parent) => (items, count, this.node, this.parent) = (row.Items, row.Used, node, parent);

    public readonly PlanItem Current => items[at];

    readonly object IEnumerator.Current => Current;

    public readonly PlanItemSelection GetEnumerator() => this;

    public bool MoveNext()
    {
        while (++at < count)
            if (Selects(items[at])) return true;
        return false;
    }

    private readonly bool Selects(PlanItem item) => !item.Gone && (parent is null || item.Parent == parent) && (node is null || item.Node == node);

    public void Reset() => at = -1;

    public readonly void Dispose()
    {
        // nothing is held
    }
}
