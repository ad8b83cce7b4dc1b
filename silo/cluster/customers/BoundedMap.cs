using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>What is remembered of very many customers to save a question: when it is full all of it is forgotten, which is rare, and what is needed comes back by use. Thread-safe.</summary>
internal sealed class BoundedMap<TKey, TValue>(int max, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private ConcurrentDictionary<TKey, TValue> values = new(comparer ?? EqualityComparer<TKey>.Default);
    private int added;   // the dictionary's own count locks all of it

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => values.TryGetValue(key, out value);

    public void Set(TKey key, TValue value)
    {
        if (!values.ContainsKey(key) && Interlocked.Increment(ref added) > max)
        {
            values = new(comparer ?? EqualityComparer<TKey>.Default);
            added = 1;
        }
        values[key] = value;
    }

    public void Remove(TKey key)
    {
        if (values.TryRemove(key, out _)) Interlocked.Decrement(ref added);
    }
}
