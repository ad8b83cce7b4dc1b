using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>The arithmetic operators. Integers never wrap: what overflows is an error.</summary>
internal static class CelArithmetic
{
    public static Value Overflow { get; } = Value.Error("the result does not fit 64 bits");
    public static Value OutOfRange { get; } = Value.Error("the time is out of range");

    /// <summary>First and last second of the years 1 to 9999.</summary>
    public const long FirstSecond = -62135596800, LastSecond = 253402300799;

    public static Value NoOverload(string operation, in Value a, in Value b) =>
        Value.Error($"'{operation}' does not work on {CelTypes.NameOf(a)} and {CelTypes.NameOf(b)}");

    public static Value Add(CelFrame frame, in Value a, in Value b)
    {
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var (x, y) = (a.AsInt(), b.AsInt());
                var sum = unchecked(x + y);
                return ((x ^ sum) & (y ^ sum)) < 0 ? Overflow : Value.Of(sum);
            case (ValueKind.UInt, ValueKind.UInt):
                var total = unchecked(a.AsUInt() + b.AsUInt());
                return total < a.AsUInt() ? Overflow : Value.Of(total);
            case (ValueKind.Double, ValueKind.Double): return Value.Of(a.AsDouble() + b.AsDouble());
            case (ValueKind.String, ValueKind.String): return Text(frame, a.AsString(), b.AsString());
            case (ValueKind.Bytes, ValueKind.Bytes):
                return frame.SpendText((long)a.AsBytes().Length + b.AsBytes().Length) ? Value.OfBytes(a.AsBytes().AddRange(b.AsBytes())) : CelFrame.TooExpensive;
            case (ValueKind.List, ValueKind.List): return Lists(frame, a, b);
            case (ValueKind.Timestamp, ValueKind.Duration): return Shift(a, b.AsNanoseconds());
            case (ValueKind.Duration, ValueKind.Timestamp): return Shift(b, a.AsNanoseconds());
            case (ValueKind.Duration, ValueKind.Duration):
                var span = (Int128)a.AsNanoseconds() + b.AsNanoseconds();
                return OfNanoseconds(span);
            default: return NoOverload("+", a, b);
        }
    }

    private static Value Text(CelFrame frame, string a, string b) =>
        frame.SpendText((long)a.Length + b.Length) ? Value.Of(string.Concat(a, b)) : CelFrame.TooExpensive;

    private static Value Lists(CelFrame frame, in Value a, in Value b) =>
        b.AsList().IsEmpty ? a : a.AsList().IsEmpty ? b
        : frame.SpendAll(a) && frame.SpendAll(b) ? Value.OfList(a.AsList().AddRange(b.AsList())) : CelFrame.TooExpensive;

    public static Value Subtract(in Value a, in Value b)
    {
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var (x, y) = (a.AsInt(), b.AsInt());
                var difference = unchecked(x - y);
                return ((x ^ y) & (x ^ difference)) < 0 ? Overflow : Value.Of(difference);
            case (ValueKind.UInt, ValueKind.UInt): return b.AsUInt() > a.AsUInt() ? Overflow : Value.Of(a.AsUInt() - b.AsUInt());
            case (ValueKind.Double, ValueKind.Double): return Value.Of(a.AsDouble() - b.AsDouble());
            case (ValueKind.Timestamp, ValueKind.Duration): return b.AsNanoseconds() == long.MinValue ? OutOfRange : Shift(a, -b.AsNanoseconds());
            case (ValueKind.Duration, ValueKind.Duration): return OfNanoseconds((Int128)a.AsNanoseconds() - b.AsNanoseconds());
            case (ValueKind.Timestamp, ValueKind.Timestamp):
                var (left, right) = (a.AsInstant(), b.AsInstant());
                return OfNanoseconds(((Int128)(left.Seconds - right.Seconds) * 1_000_000_000) + left.Nanoseconds - right.Nanoseconds);
            default: return NoOverload("-", a, b);
        }
    }

    public static Value Multiply(in Value a, in Value b)
    {
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Int, ValueKind.Int):
                var product = (Int128)a.AsInt() * b.AsInt();
                return product < long.MinValue || product > long.MaxValue ? Overflow : Value.Of((long)product);
            case (ValueKind.UInt, ValueKind.UInt):
                var whole = (UInt128)a.AsUInt() * b.AsUInt();
                return whole > ulong.MaxValue ? Overflow : Value.Of((ulong)whole);
            case (ValueKind.Double, ValueKind.Double): return Value.Of(a.AsDouble() * b.AsDouble());
            default: return NoOverload("*", a, b);
        }
    }

    public static Value Divide(in Value a, in Value b) => (a.Kind, b.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => b.AsInt() == 0 ? Value.Error("division by zero")
            : a.AsInt() == long.MinValue && b.AsInt() == -1 ? Overflow : Value.Of(a.AsInt() / b.AsInt()),
        (ValueKind.UInt, ValueKind.UInt) => b.AsUInt() == 0 ? Value.Error("division by zero") : Value.Of(a.AsUInt() / b.AsUInt()),
        (ValueKind.Double, ValueKind.Double) => Value.Of(a.AsDouble() / b.AsDouble()),
        _ => NoOverload("/", a, b),
    };

    public static Value Remainder(in Value a, in Value b) => (a.Kind, b.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => b.AsInt() == 0 ? Value.Error("modulus by zero")
            : b.AsInt() == -1 ? (a.AsInt() == long.MinValue ? Overflow : Value.Of(0)) : Value.Of(a.AsInt() % b.AsInt()),
        (ValueKind.UInt, ValueKind.UInt) => b.AsUInt() == 0 ? Value.Error("modulus by zero") : Value.Of(a.AsUInt() % b.AsUInt()),
        _ => NoOverload("%", a, b),
    };

    public static Value Negate(in Value a) => a.Kind switch
    {
        ValueKind.Int => a.AsInt() == long.MinValue ? Overflow : Value.Of(-a.AsInt()),
        ValueKind.Double => Value.Of(-a.AsDouble()),
        _ => Value.Error($"'-' does not work on {CelTypes.NameOf(a)}"),
    };

    private static Value OfNanoseconds(Int128 nanoseconds) =>
        nanoseconds < long.MinValue || nanoseconds > long.MaxValue ? OutOfRange : Value.OfDuration((long)nanoseconds);

    private static Value Shift(in Value timestamp, long nanoseconds)
    {
        var (seconds, rest) = timestamp.AsInstant();
        var whole = Math.DivRem(nanoseconds, 1_000_000_000, out var part);
        (seconds, part) = (seconds + whole, part + rest);
        if (part < 0) (seconds, part) = (seconds - 1, part + 1_000_000_000);
        else if (part >= 1_000_000_000) (seconds, part) = (seconds + 1, part - 1_000_000_000);
        return seconds is < FirstSecond or > LastSecond ? OutOfRange : Value.OfTimestamp(seconds, (int)part);
    }
}
