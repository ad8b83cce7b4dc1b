using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>
/// What comes out of an expression, as the engine keeps it: whole numbers are integers, undefined is null, half a character is U+FFFD. A number
/// that is none has no place in a case: it is an error.
/// </summary>
internal static class JsResult
{
    public static Value Of(CelFrame frame, in Value value, JsWanted wanted)
    {
        if (CelEquality.IsNumber(value.Kind) && double.IsFinite(value.AsDouble()) && wanted != JsWanted.Any)
            return wanted == JsWanted.Text ? Value.Of(JsNumbers.ToText(value.AsDouble())) : Value.Of(value.AsDouble() != 0);
        return value.Kind is ValueKind.List or ValueKind.Map && !frame.SpendAll(value) ? CelFrame.TooExpensive : Kept(value);
    }

    private static Value Kept(in Value value) => value.Kind switch
    {
        ValueKind.Double => Number(value.AsDouble()),
        ValueKind.Optional => value.AsOptional() is { } held ? Kept(held) : Value.Null,
        ValueKind.String => Value.Of(JsTexts.WellFormed(value.AsString())),
        ValueKind.List => List(value.AsList()),
        ValueKind.Map => Map(value.AsMap()),
        _ => value,
    };

    private static Value Number(double number)
    {
        if (!double.IsFinite(number)) return Value.Error($"the result is {JsNumbers.ToText(number)}, which is no number that can be kept");
        return double.IsInteger(number) && Math.Abs(number) <= JsNumbers.SafeMax ? Value.Of((long)number) : Value.Of(number);
    }

    private static Value List(ImmutableArray<Value> items)
    {
        var kept = ImmutableArray.CreateBuilder<Value>(items.Length);
        foreach (ref readonly var item in items.AsSpan())
        {
            var one = Kept(item);
            if (one.IsError) return one;
            kept.Add(one);
        }
        return Value.OfList(kept.MoveToImmutable());
    }

    private static Value Map(ValueMap map)
    {
        var kept = new ValueMap.Builder(map.Count);
        foreach (var (key, value) in map)
        {
            var (name, one) = (Kept(key), Kept(value));
            if (one.IsError) return one;
            kept.Add(name, one);
        }
        return kept.TryBuild(out var built, out var twice) ? Value.OfMap(built) : Value.Error($"the member '{twice.ToText()}' comes twice");
    }
}

/// <summary>What the place of an expression makes of a number: a text as JavaScript shows it, a truth (all but 0), or nothing else.</summary>
public enum JsWanted : byte { Any, Text, Truth }
