using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Values;

/// <summary>
/// An immutable value of the engine: what JSON and CEL can say. 24 bytes; numbers, times and truth values live in it without
/// allocation. Equality here is "same kind, same value"; CEL's own equality, which compares numbers across kinds, is elsewhere.
/// </summary>
public readonly partial struct Value : IEquatable<Value>
{
    private readonly object? reference;
    private readonly long bits;
    private readonly int nanos;

    private Value(ValueKind kind, long bits = 0, object? reference = null, int nanos = 0)
    {
        Kind = kind;
        this.bits = bits;
        this.reference = reference;
        this.nanos = nanos;
    }

    /// <summary>What sort of value it is; the default value is null.</summary>
    public ValueKind Kind { get; }

    public static Value Null => default;
    public static Value True { get; } = new(ValueKind.Bool, 1);
    public static Value False { get; } = new(ValueKind.Bool);

    public static Value Of(bool value) => value ? True : False;
    public static Value Of(long value) => new(ValueKind.Int, value);
    public static Value Of(int value) => new(ValueKind.Int, value);
    public static Value Of(ulong value) => new(ValueKind.UInt, unchecked((long)value));
    public static Value Of(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A string; a null reference gives the null value.</summary>
    public static Value Of(string? value) => value is null ? Null : new(ValueKind.String, 0, value);

    public static Value OfBytes(ImmutableArray<byte> value) => new(ValueKind.Bytes, 0, new ByteString(value));
    public static Value OfList(ImmutableArray<Value> value) => new(ValueKind.List, 0, new ValueList(value));
    public static Value OfList(params Value[] values) => OfList(ImmutableArray.Create(values));
    public static Value OfMap(ValueMap value) => new(ValueKind.Map, 0, value);

    /// <summary>Nanoseconds, as CEL counts durations.</summary>
    public static Value OfDuration(long nanoseconds) => new(ValueKind.Duration, nanoseconds);

    /// <exception cref="OverflowException">Outside about 292 years.</exception>
    public static Value OfDuration(TimeSpan value) => OfDuration(checked(value.Ticks * 100));

    /// <summary>Seconds since 1970-01-01T00:00:00Z, and nanoseconds of the second (0 to 999,999,999).</summary>
    public static Value OfTimestamp(long seconds, int nanoseconds) => new(ValueKind.Timestamp, seconds, null, nanoseconds);

    public static Value OfTimestamp(DateTimeOffset value)
    {
        var ticks = value.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + TimeSpan.TicksPerSecond);
        return OfTimestamp(seconds, (int)rest * 100);
    }

    /// <summary>A CEL type, by its name.</summary>
    public static Value OfType(string name) => new(ValueKind.Type, 0, name);

    /// <summary>CEL's optional; null: <c>optional.none()</c>.</summary>
    public static Value OfOptional(Value? value) => new(ValueKind.Optional, value is null ? 0 : 1, value is { } v ? v : null);

    /// <summary>A failed evaluation, with what a person should read.</summary>
    public static Value Error(string message) => new(ValueKind.Error, 0, message);

    public bool IsNull => Kind == ValueKind.Null;
    public bool IsError => Kind == ValueKind.Error;
    public bool IsTrue => Kind == ValueKind.Bool && bits != 0;

    public bool AsBool() => Need(ValueKind.Bool).bits != 0;
    public long AsInt() => Need(ValueKind.Int).bits;
    public ulong AsUInt() => unchecked((ulong)Need(ValueKind.UInt).bits);

    /// <summary>A double, or an integer as a double.</summary>
    public double AsDouble() => Kind switch
    {
        ValueKind.Int => bits,
        ValueKind.UInt => unchecked((ulong)bits),
        _ => BitConverter.Int64BitsToDouble(Need(ValueKind.Double).bits),
    };

    /// <summary>The text of a string, a type's name, or an error's message.</summary>
    public string AsString() => Kind is ValueKind.Type or ValueKind.Error ? (string)reference! : (string)Need(ValueKind.String).reference!;

    public ImmutableArray<byte> AsBytes() => ((ByteString)Need(ValueKind.Bytes).reference!).Bytes;
    public ImmutableArray<Value> AsList() => ((ValueList)Need(ValueKind.List).reference!).Items;
    public ValueMap AsMap() => (ValueMap)Need(ValueKind.Map).reference!;

    /// <summary>Nanoseconds of a duration.</summary>
    public long AsNanoseconds() => Need(ValueKind.Duration).bits;

    /// <summary>A duration, cut to 100 ns.</summary>
    public TimeSpan AsDuration() => new(Need(ValueKind.Duration).bits / 100);

    /// <summary>A timestamp, cut to 100 ns, in UTC.</summary>
    public DateTimeOffset AsTimestamp() =>
        DateTimeOffset.UnixEpoch.AddTicks((Need(ValueKind.Timestamp).bits * TimeSpan.TicksPerSecond) + (nanos / 100));

    /// <summary>Seconds since 1970 of a timestamp, and the nanoseconds of that second.</summary>
    public (long Seconds, int Nanoseconds) AsInstant() => (Need(ValueKind.Timestamp).bits, nanos);

    /// <summary>What an optional holds; null when it is none.</summary>
    public Value? AsOptional() => Need(ValueKind.Optional).bits == 0 ? null : (Value)reference!;

    private Value Need(ValueKind kind) => Kind == kind
        ? this
        : throw new InvalidOperationException($"A value of kind {Kind} was read as {kind}.");

    public bool Equals(Value other)
    {
        if (Kind != other.Kind) return false;
        return Kind == ValueKind.Double ? AsDouble().Equals(other.AsDouble())
            : bits == other.bits && nanos == other.nanos && Equals(reference, other.reference);
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => ((int)Kind * 397) ^ bits.GetHashCode() ^ nanos ^ (reference switch
    {
        null => 0,
        string text => StringHash(text),
        var other => other.GetHashCode(),
    });

    public static bool operator ==(Value left, Value right) => left.Equals(right);
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    // FNV-1a: the same in every process, unlike string's own.
    private static int StringHash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return unchecked((int)hash);
    }

    private sealed record ByteString(ImmutableArray<byte> Bytes)
    {
        public bool Equals(ByteString? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());
        public override int GetHashCode() => Bytes.Length;
    }

    private sealed record ValueList(ImmutableArray<Value> Items)
    {
        public bool Equals(ValueList? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());
        public override int GetHashCode() => Items.Length;
    }
}
