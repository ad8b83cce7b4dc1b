namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Items in the order of their ordinals. What is removed stays in its place, marked, until that is worth a new array: whoever goes through the old one is not disturbed.</summary>
internal struct ItemRow()
{
    private const int CompactedAlways = 64;

    /// <summary>The first <see cref="Used"/> are items, some of them gone.</summary>
    public PlanItem[] Items { get; private set; } = [];

    public int Used { get; private set; }

    /// <summary>Items that are not gone.</summary>
    public int Count { get; private set; }

    public readonly PlanItem? Find(int ordinal)
    {
        int low = 0, high = Used - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (Items[middle].Ordinal == ordinal) return Items[middle] is { Gone: false } item ? item : null;
            if (Items[middle].Ordinal < ordinal) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    /// <param name="first">Room to begin with.</param>
    public void Add(PlanItem item, int first)
    {
        if (Used > 0 && Items[Used - 1].Ordinal >= item.Ordinal) throw new InvalidOperationException($"Item {item.Ordinal} does not follow item {Items[Used - 1].Ordinal}.");
        if (Used == Items.Length)
        {
            var larger = new PlanItem[Math.Max(first, Used * 2)];
            Items.CopyTo(larger, 0);
            Items = larger;
        }
        Items[Used++] = item;
        Count++;
    }

    /// <summary>One of them has been marked as gone.</summary>
    public void Removed()
    {
        Count--;
        if (Used > CompactedAlways && Count > Used / 2) return;
        Items = Array.FindAll(Items, item => item is { Gone: false });
        Used = Count;
    }
}
