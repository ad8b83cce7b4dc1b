using System.Collections;

namespace JourneyOrchestrator.Workflows.Values;

/// <summary>An immutable map in canonical key order: two arrays, looked up by binary search. Keys are strings, integers or truth values.</summary>
public sealed class ValueMap : IReadOnlyCollection<KeyValuePair<Value, Value>>, IEquatable<ValueMap>
{
    private readonly Value[] keys;
    private readonly Value[] values;

    private ValueMap(Value[] keys, Value[] values)
    {
        this.keys = keys;
        this.values = values;
    }

    public static ValueMap Empty { get; } = new([], []);

    public int Count => keys.Length;

    public Value KeyAt(int index) => keys[index];
    public Value ValueAt(int index) => values[index];

    public bool TryGetValue(string key, out Value value)
    {
        var index = Find(key);
        value = index < 0 ? default : values[index];
        return index >= 0;
    }

    public bool TryGetValue(in Value key, out Value value)
    {
        var index = Find(key);
        value = index < 0 ? default : values[index];
        return index >= 0;
    }

    /// <summary>The value at a string key, or null where there is none.</summary>
    public Value this[string key] => TryGetValue(key, out var value) ? value : Value.Null;

    /// <summary>This map with one more, or one other, value.</summary>
    public ValueMap With(in Value key, in Value value)
    {
        var index = Find(key);
        if (index >= 0)
        {
            var changed = (Value[])values.Clone();
            changed[index] = value;
            return new(keys, changed);
        }
        return new(Insert(keys, ~index, key), Insert(values, ~index, value));
    }

    public ValueMap With(string key, in Value value) => With(Value.Of(key), value);

    /// <summary>Changes the value of a key in place; false where there is no such key. Only for <see cref="ValueTable"/>, while nobody else has this map.</summary>
    internal bool TrySet(string key, in Value value)
    {
        var index = Find(key);
        if (index >= 0) values[index] = value;
        return index >= 0;
    }

    public ValueMap Without(string key)
    {
        var index = Find(Value.Of(key));
        return index < 0 ? this : new(Remove(keys, index), Remove(values, index));
    }

    private int Find(string key)
    {
        int low = 0, high = keys.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = keys[middle].Kind == ValueKind.String
                ? string.CompareOrdinal(keys[middle].AsString(), key)
                : keys[middle].Kind.CompareTo(ValueKind.String);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    private int Find(in Value key)
    {
        int low = 0, high = keys.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = ValueOrder.Compare(keys[middle], key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    private static Value[] Insert(Value[] from, int index, in Value item)
    {
        var to = new Value[from.Length + 1];
        Array.Copy(from, to, index);
        to[index] = item;
        Array.Copy(from, index, to, index + 1, from.Length - index);
        return to;
    }

    private static Value[] Remove(Value[] from, int index)
    {
        var to = new Value[from.Length - 1];
        Array.Copy(from, to, index);
        Array.Copy(from, index + 1, to, index, to.Length - index);
        return to;
    }

    public bool Equals(ValueMap? other) => other is not null && keys.AsSpan().SequenceEqual(other.keys) && values.AsSpan().SequenceEqual(other.values);
    public override bool Equals(object? obj) => Equals(obj as ValueMap);
    public override int GetHashCode() => keys.Length;

    public IEnumerator<KeyValuePair<Value, Value>> GetEnumerator()
    {
        for (var i = 0; i < keys.Length; i++) yield return new(keys[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Collects pairs in any order.</summary>
    public sealed class Builder(int capacity = 4)
    {
        private Value[] keys = new Value[capacity];
        private Value[] values = new Value[capacity];
        private int count;
        private bool ordered = true;

        /// <summary>Adds a pair; a key that comes twice is found by <see cref="TryBuild"/>.</summary>
        public Builder Add(in Value key, in Value value)
        {
            if (count == keys.Length)
            {
                Array.Resize(ref keys, Math.Max(4, count * 2));
                Array.Resize(ref values, keys.Length);
            }
            if (count > 0 && ordered && ValueOrder.Compare(keys[count - 1], key) >= 0) ordered = false;
            (keys[count], values[count]) = (key, value);
            count++;
            return this;
        }

        public Builder Add(string key, in Value value) => Add(Value.Of(key), value);

        /// <exception cref="ArgumentException">A key came twice.</exception>
        public ValueMap Build() => TryBuild(out var map, out var twice) ? map : throw new ArgumentException($"The key '{twice.ToText()}' comes twice.");

        /// <summary>False, with the key, when a key came twice.</summary>
        public bool TryBuild(out ValueMap map, out Value twice)
        {
            map = Empty;
            twice = default;
            if (count == 0) return true;
            Array.Resize(ref keys, count);
            Array.Resize(ref values, count);
            if (!ordered)
            {
                Array.Sort(keys, values, Comparer<Value>.Create((a, b) => ValueOrder.Compare(a, b)));
                for (var i = 1; i < count; i++)
                {
                    if (ValueOrder.Compare(keys[i - 1], keys[i]) != 0) continue;
                    twice = keys[i];
                    return false;
                }
            }
            map = new(keys, values);
            return true;
        }
    }
}
