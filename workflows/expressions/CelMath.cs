using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>The <c>math</c> library.</summary>
internal static class CelMath
{
    public static Value Extreme(ReadOnlySpan<Value> arguments, bool greatest)
    {
        if (arguments.Length == 1 && arguments[0].Kind == ValueKind.List) arguments = arguments[0].AsList().AsSpan();
        if (arguments.IsEmpty) return Value.Error("a list without items has no greatest or least");
        var best = arguments[0];
        foreach (ref readonly var item in arguments)
        {
            if (!CelEquality.IsNumber(item.Kind)) return Value.Error($"{CelTypes.NameOf(item)} is no number");
            var order = CelEquality.CompareNumbers(item, best);
            if (order != 2 && (greatest ? order > 0 : order < 0)) best = item;
        }
        return best;
    }

    public static Value Abs(Value value) => value.Kind switch
    {
        ValueKind.Int => value.AsInt() == long.MinValue ? CelArithmetic.Overflow : Value.Of(Math.Abs(value.AsInt())),
        ValueKind.UInt => value,
        ValueKind.Double => Value.Of(Math.Abs(value.AsDouble())),
        _ => NoNumber(value),
    };

    public static Value Sign(Value value) => value.Kind switch
    {
        ValueKind.Int => Value.Of((long)Math.Sign(value.AsInt())),
        ValueKind.UInt => Value.Of(value.AsUInt() == 0 ? 0UL : 1UL),
        ValueKind.Double => double.IsNaN(value.AsDouble()) ? value : Value.Of((double)Math.Sign(value.AsDouble())),
        _ => NoNumber(value),
    };

    public static Value Real(Value value, Func<double, double> function) =>
        value.Kind == ValueKind.Double ? Value.Of(function(value.AsDouble())) : NoNumber(value);

    public static Value Test(Value value, Func<double, bool> test) =>
        value.Kind == ValueKind.Double ? Value.Of(test(value.AsDouble())) : NoNumber(value);

    public static Value Bits(Value a, Value b, Func<ulong, ulong, ulong> function)
    {
        if (a.Kind == ValueKind.Int && b.Kind == ValueKind.Int)
            return Value.Of(unchecked((long)function((ulong)a.AsInt(), (ulong)b.AsInt())));
        return a.Kind == ValueKind.UInt && b.Kind == ValueKind.UInt ? Value.Of(function(a.AsUInt(), b.AsUInt())) : CelArithmetic.NoOverload("bits", a, b);
    }

    public static Value Not(Value a) => a.Kind switch
    {
        ValueKind.Int => Value.Of(~a.AsInt()),
        ValueKind.UInt => Value.Of(~a.AsUInt()),
        _ => NoNumber(a),
    };

    public static Value Shift(Value a, Value b, bool left)
    {
        if (b.Kind != ValueKind.Int || a.Kind is not (ValueKind.Int or ValueKind.UInt)) return CelArithmetic.NoOverload("shift", a, b);
        if (b.AsInt() < 0) return Value.Error("a shift goes by 0 bits or more");
        var count = b.AsInt();
        var bits = a.Kind == ValueKind.Int ? unchecked((ulong)a.AsInt()) : a.AsUInt();
        var shifted = count > 63 ? 0 : left ? bits << (int)count : bits >> (int)count;
        return a.Kind == ValueKind.Int ? Value.Of(unchecked((long)shifted)) : Value.Of(shifted);
    }

    private static Value NoNumber(in Value value) => Value.Error($"{CelTypes.NameOf(value)} is not the kind of number that is needed");
}
