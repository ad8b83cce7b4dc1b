using System.Runtime.InteropServices;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>The customers in one shard's memory, and which of them must leave it: a clock hand goes round; whom it finds unused since its last
/// visit must rest, and, if that is still too much, leave.</summary>
internal sealed class SlotTable(long budget, Action<long> onLeave, ItemNames names)
{
    private readonly Dictionary<string, Slot> byId = new(StringComparer.Ordinal);
    private readonly List<Slot> ring = [];
    private int hand;
    private int nextToRest;
    private bool anyAwake;
    private long bytes;
    private int count;

    /// <summary>Customers in memory; may be read by any thread.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Their estimated bytes; may be read by any thread.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>True when no customer waits for anything.</summary>
    public bool AllAtRest => ring.TrueForAll(slot => slot.CanLeave);

    public Slot Use(string id, long now)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(byId, id, out var known);
        if (!known) Add(slot = new Slot(id));
        anyAwake = true;
        slot!.UsedAt = now;
        slot.UsedLately = true;
        return slot;
    }

    /// <summary>The slot's size has changed.</summary>
    public void Weigh(Slot slot)
    {
        Volatile.Write(ref bytes, bytes + slot.Bytes - slot.Weighed);
        slot.Weighed = slot.Bytes;
    }

    /// <summary>Goes round until the budget is kept, at most three times: the first visit only takes the mark away, the second lets rest.</summary>
    public void Trim()
    {
        for (var visits = 3 * ring.Count; visits > 0 && bytes > budget; visits--)
        {
            if (hand >= ring.Count) hand = 0;
            var slot = ring[hand];
            if (slot.CanRest && !slot.UsedLately) Rest(slot);
            else if (slot.CanLeave && !slot.UsedLately)
            {
                Remove(slot);   // the last one takes its place: the hand stays
                continue;
            }
            slot.UsedLately = false;
            hand++;
        }
    }

    /// <summary>Drops customers not used since a timestamp.</summary>
    public void Sweep(long usedBefore)
    {
        for (var i = ring.Count - 1; i >= 0; i--)
            if (ring[i].CanLeave && ring[i].UsedAt < usedBefore) Remove(ring[i]);
    }

    /// <summary>Lets customers rest that were not used since a timestamp, at most so many, and goes on there the next time.</summary>
    public void Rest(long usedBefore, int most)
    {
        if (!anyAwake) return;
        var awake = false;
        for (var visits = ring.Count; visits > 0; visits--)
        {
            if (most == 0) return;
            if (nextToRest >= ring.Count) nextToRest = 0;
            var slot = ring[nextToRest++];
            if (slot.State is null) continue;
            awake = true;
            if (!slot.CanRest || slot.UsedAt >= usedBefore) continue;
            Rest(slot);
            most--;
        }
        anyAwake = awake;
    }

    private void Rest(Slot slot)
    {
        slot.Rest(names);
        Weigh(slot);
    }

    private void Add(Slot slot)
    {
        slot.Place = ring.Count;
        ring.Add(slot);
        Volatile.Write(ref count, ring.Count);
        Weigh(slot);
    }

    private void Remove(Slot slot)
    {
        if (slot.Key != 0) onLeave(slot.Key);
        slot.Unload();
        Volatile.Write(ref bytes, bytes - slot.Weighed);
        byId.Remove(slot.Id);
        var last = ring[^1];
        ring[slot.Place] = last;
        last.Place = slot.Place;
        ring.RemoveAt(ring.Count - 1);
        Volatile.Write(ref count, ring.Count);
    }
}
