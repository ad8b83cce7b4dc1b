using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>CEL's equality and order: numbers compare by mathematical value whatever their kind, unlike kinds are unequal, NaN equals nothing.</summary>
internal static class CelEquality
{
    public static bool Equals(in Value a, in Value b)
    {
        if (IsNumber(a.Kind) && IsNumber(b.Kind)) return CompareNumbers(a, b) == 0;
        if (a.Kind != b.Kind) return false;
        return a.Kind switch
        {
            ValueKind.List => ListsEqual(a, b),
            ValueKind.Map => MapsEqual(a.AsMap(), b.AsMap()),
            ValueKind.Optional => (a.AsOptional(), b.AsOptional()) is var (x, y) && (x is { } l && y is { } r ? Equals(l, r) : x is null && y is null),
            _ => a == b,
        };
    }

    private static bool ListsEqual(in Value a, in Value b)
    {
        var (left, right) = (a.AsList(), b.AsList());
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
            if (!Equals(left[i], right[i])) return false;
        return true;
    }

    private static bool MapsEqual(ValueMap a, ValueMap b)
    {
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (!TryFind(b, a.KeyAt(i), out var other) || !Equals(a.ValueAt(i), other)) return false;
        return true;
    }

    /// <summary>Looks a key up; numbers match across kinds.</summary>
    public static bool TryFind(ValueMap map, in Value key, out Value value)
    {
        value = default;
        return key.Kind switch
        {
            ValueKind.String => map.TryGetValue(key.AsString(), out value),
            ValueKind.Bool => map.TryGetValue(key, out value),
            ValueKind.Int => map.TryGetValue(key, out value) || (key.AsInt() >= 0 && map.TryGetValue(Value.Of((ulong)key.AsInt()), out value)),
            ValueKind.UInt => map.TryGetValue(key, out value) || (key.AsUInt() <= long.MaxValue && map.TryGetValue(Value.Of((long)key.AsUInt()), out value)),
            ValueKind.Double => TryWhole(key.AsDouble(), out var whole) && TryFind(map, whole, out value),
            _ => false,
        };
    }

    /// <summary>A double without a fraction as an integer.</summary>
    public static bool TryWhole(double number, out Value whole)
    {
        whole = default;
        if (!double.IsInteger(number)) return false;
        if (number is >= -9223372036854775808.0 and < 9223372036854775808.0) whole = Value.Of((long)number);
        else if (number is >= 0 and < 18446744073709551616.0) whole = Value.Of((ulong)number);
        else return false;
        return true;
    }

    /// <summary>Values of these kinds compare in one step.</summary>
    public static bool IsPlain(ValueKind kind) => kind is not (ValueKind.String or ValueKind.Bytes or ValueKind.List or ValueKind.Map or ValueKind.Optional);

    public static bool IsNumber(ValueKind kind) => kind is ValueKind.Int or ValueKind.UInt or ValueKind.Double;

    /// <summary>Less than 0, 0, more than 0; 2 when a NaN is involved.</summary>
    public static int CompareNumbers(in Value a, in Value b)
    {
        if (a.Kind == ValueKind.Double && double.IsNaN(a.AsDouble())) return 2;
        if (b.Kind == ValueKind.Double && double.IsNaN(b.AsDouble())) return 2;
        return (a.Kind, b.Kind) switch
        {
            (ValueKind.Int, ValueKind.Int) => a.AsInt().CompareTo(b.AsInt()),
            (ValueKind.UInt, ValueKind.UInt) => a.AsUInt().CompareTo(b.AsUInt()),
            (ValueKind.Double, ValueKind.Double) => a.AsDouble() == b.AsDouble() ? 0 : a.AsDouble() < b.AsDouble() ? -1 : 1,
            (ValueKind.Int, ValueKind.UInt) => ((Int128)a.AsInt()).CompareTo((Int128)b.AsUInt()),
            (ValueKind.UInt, ValueKind.Int) => ((Int128)a.AsUInt()).CompareTo((Int128)b.AsInt()),
            (ValueKind.Double, _) => -CompareToDouble(b, a.AsDouble()),
            _ => CompareToDouble(a, b.AsDouble()),
        };
    }

    private static int CompareToDouble(in Value integer, double number)
    {
        // as the reference implementation does: the integer is made a double where it is within reach
        var whole = integer.AsDouble();
        return whole == number ? 0 : whole < number ? -1 : 1;
    }

    /// <summary>The order of two values of like kind; null when they have none.</summary>
    public static int? Compare(in Value a, in Value b)
    {
        if (IsNumber(a.Kind) && IsNumber(b.Kind)) return CompareNumbers(a, b);
        if (a.Kind != b.Kind) return null;
        return a.Kind switch
        {
            ValueKind.String => CompareText(a.AsString(), b.AsString()),
            ValueKind.Bool => a.AsBool().CompareTo(b.AsBool()),
            ValueKind.Bytes => a.AsBytes().AsSpan().SequenceCompareTo(b.AsBytes().AsSpan()),
            ValueKind.Timestamp => a.AsInstant().CompareTo(b.AsInstant()),
            ValueKind.Duration => a.AsNanoseconds().CompareTo(b.AsNanoseconds()),
            _ => null,
        };
    }

    /// <summary>By code point: UTF-16 order differs where surrogates meet the last of the basic plane.</summary>
    private static int CompareText(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            if (a[i] == b[i]) continue;
            var (left, right) = (char.IsSurrogate(a[i]), char.IsSurrogate(b[i]));
            return left == right ? a[i].CompareTo(b[i]) : left ? 1 : -1;
        }
        return a.Length.CompareTo(b.Length);
    }
}
