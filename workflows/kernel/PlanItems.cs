using System.Collections;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Plan items by ordinal, ascending. Going through them allocates nothing and sees them as they were at its beginning, whatever happens meanwhile.</summary>
public sealed class PlanItems : IReadOnlyCollection<PlanItem>
{
    private PlanItem[] items = [];

    public int Count { get; private set; }

    /// <summary>The items themselves.</summary>
    public PlanItems Values => this;

    /// <summary>The item of an ordinal; null when there is none, or no longer.</summary>
    public PlanItem? Find(int ordinal)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (items[middle].Ordinal == ordinal) return items[middle];
            if (items[middle].Ordinal < ordinal) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    /// <summary>Ordinals only grow: a new item goes to the end.</summary>
    internal void Add(PlanItem item)
    {
        if (Count > 0 && items[Count - 1].Ordinal >= item.Ordinal) throw new InvalidOperationException($"Item {item.Ordinal} does not follow item {items[Count - 1].Ordinal}.");
        if (Count == items.Length) Array.Resize(ref items, Math.Max(8, Count * 2));
        items[Count++] = item;
    }

    /// <summary>Rare, and into a new array: whoever goes through the old one is not disturbed.</summary>
    internal void Remove(Predicate<PlanItem> which)
    {
        items = Array.FindAll(items, i => i is not null && !which(i));
        Count = items.Length;
    }

    public Enumerator GetEnumerator() => new(items, Count);

    IEnumerator<PlanItem> IEnumerable<PlanItem>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the items.</summary>
    public struct Enumerator(PlanItem[] items, int count) : IEnumerator<PlanItem>
    {
        private int at = -1;

        public readonly PlanItem Current => items[at];

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++at < count;

        public void Reset() => at = -1;

        public readonly void Dispose()
        {
            // nothing is held
        }
    }
}
