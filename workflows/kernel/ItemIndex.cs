using System.Runtime.InteropServices;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Where the items of a large case are: by node, and by container. Made when first asked for, never part of the state.</summary>
internal sealed class ItemIndex
{
    private readonly Dictionary<string, ItemRow> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ItemRow> parents = [];

    public ItemIndex(PlanItems items)
    {
        foreach (var item in items) Add(item);
    }

    public ItemRow Of(string node) => nodes.TryGetValue(node, out var row) ? row : new ItemRow();

    public ItemRow ChildrenOf(int parent) => parents.TryGetValue(parent, out var row) ? row : new ItemRow();

    public void Add(PlanItem item)
    {
        Add(nodes, item.Node, item);
        Add(parents, item.Parent, item);
    }

    public void Removed(PlanItem item)
    {
        CollectionsMarshal.GetValueRefOrNullRef(nodes, item.Node).Removed();
        CollectionsMarshal.GetValueRefOrNullRef(parents, item.Parent).Removed();
    }

    private static void Add<TKey>(Dictionary<TKey, ItemRow> rows, TKey key, PlanItem item) where TKey : notnull
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, key, out var known);
        if (!known) row = new ItemRow();
        row.Add(item, first: 1);
    }
}
