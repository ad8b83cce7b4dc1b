using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Operators of two values, by ECMAScript. Errors among the values come out unchanged, the left one first.</summary>
internal static class JsOperators
{
    private const string NotCompared = "JavaScript asks whether two lists, objects or times are the same one, which values here do not have: compare their members, or times by < and >";

    public static Value Add(CelFrame frame, in Value left, in Value right)
    {
        var (a, b) = (JsValues.ToPlain(frame, left, false), JsValues.ToPlain(frame, right, false));
        if (a.IsError) return a;
        if (b.IsError) return b;
        if (a.Kind != ValueKind.String && b.Kind != ValueKind.String) return Calculate(frame, a, b, (x, y) => x + y);
        var (head, tail) = (JsValues.ToText(frame, a).AsString(), JsValues.ToText(frame, b).AsString());
        return frame.SpendText((long)head.Length + tail.Length) ? Value.Of(head + tail) : CelFrame.TooExpensive;
    }

    public static Value Calculate(CelFrame frame, in Value left, in Value right, Func<double, double, double> operation)
    {
        var a = JsValues.ToNumber(frame, left);
        if (a.IsError) return a;
        var b = JsValues.ToNumber(frame, right);
        return b.IsError ? b : Value.Of(operation(a.AsDouble(), b.AsDouble()));
    }

    /// <summary>Unlike the usual power, 1 to something unknown is not 1.</summary>
    public static double Power(double number, double exponent) =>
        double.IsNaN(exponent) || (Math.Abs(number) == 1 && double.IsInfinity(exponent)) ? double.NaN : Math.Pow(number, exponent);

    public static double Bits(string symbol, double left, double right)
    {
        var (a, b) = (JsNumbers.ToInt32(left), JsNumbers.ToInt32(right));
        return symbol switch
        {
            "&" => a & b,
            "|" => a | b,
            "^" => a ^ b,
            "<<" => a << (b & 31),
            ">>" => a >> (b & 31),
            _ => (uint)a >> (b & 31),
        };
    }

    /// <summary>Whether the order of two values (negative, 0, positive) is wanted; false where there is none.</summary>
    public static Value Compare(CelFrame frame, in Value left, in Value right, Func<int, bool> wanted)
    {
        var (a, b) = (JsValues.ToPlain(frame, left, true), JsValues.ToPlain(frame, right, true));
        if (a.IsError) return a;
        if (b.IsError) return b;
        if (a.Kind == ValueKind.String && b.Kind == ValueKind.String)
            return frame.SpendText(Math.Min(a.AsString().Length, b.AsString().Length)) ? Value.Of(wanted(string.CompareOrdinal(a.AsString(), b.AsString()))) : CelFrame.TooExpensive;
        (a, b) = (JsValues.ToNumber(frame, a), JsValues.ToNumber(frame, b));
        if (a.IsError || b.IsError) return a.IsError ? a : b;
        var (x, y) = (a.AsDouble(), b.AsDouble());
        return Value.Of(!double.IsNaN(x) && !double.IsNaN(y) && wanted(x < y ? -1 : x > y ? 1 : 0));
    }

    /// <summary><c>===</c>: a truth value, or an error.</summary>
    public static Value Same(CelFrame frame, in Value left, in Value right)
    {
        if (left.IsError) return left;
        if (right.IsError) return right;
        if (JsValues.IsObject(left) && JsValues.IsObject(right)) return Value.Error(NotCompared);
        if (JsValues.TypeOf(left) != JsValues.TypeOf(right)) return Value.False;
        return left.Kind switch
        {
            ValueKind.Int or ValueKind.UInt or ValueKind.Double => Value.Of(left.AsDouble() == right.AsDouble()),
            ValueKind.String => frame.SpendText(Math.Min(left.AsString().Length, right.AsString().Length)) ? Value.Of(left.AsString() == right.AsString()) : CelFrame.TooExpensive,
            ValueKind.Optional => Value.True,
            // null and an object are of one type
            _ => Value.Of(left.Kind == right.Kind && left == right),
        };
    }

    /// <summary><c>==</c>: null and undefined are alike, other types become numbers, lists and objects their text.</summary>
    public static Value Alike(CelFrame frame, in Value left, in Value right)
    {
        if (left.IsError) return left;
        if (right.IsError) return right;
        if (JsValues.IsNothing(left) || JsValues.IsNothing(right)) return Value.Of(JsValues.IsNothing(left) && JsValues.IsNothing(right));
        if (JsValues.IsObject(left) == JsValues.IsObject(right) && JsValues.TypeOf(left) == JsValues.TypeOf(right)) return Same(frame, left, right);
        if (left.Kind == ValueKind.Bool) return Alike(frame, JsValues.ToNumber(frame, left), right);
        if (right.Kind == ValueKind.Bool) return Alike(frame, left, JsValues.ToNumber(frame, right));
        if (JsValues.IsObject(left)) return Alike(frame, JsValues.ToText(frame, left), right);
        if (JsValues.IsObject(right)) return Alike(frame, left, JsValues.ToText(frame, right));
        return Same(frame, JsValues.ToNumber(frame, left), JsValues.ToNumber(frame, right));
    }
}
