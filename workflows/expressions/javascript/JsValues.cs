using System.Globalization;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>
/// Values as JavaScript sees them: every number is a double, an empty optional stands for <c>undefined</c>, an error for what
/// would be thrown. Conversions between them.
/// </summary>
internal static class JsValues
{
    public static Value Undefined { get; } = Value.OfOptional(null);

    public static bool IsUndefined(in Value value) => value.Kind == ValueKind.Optional;

    /// <summary>Null or undefined.</summary>
    public static bool IsNothing(in Value value) => value.Kind is ValueKind.Null or ValueKind.Optional;

    public static bool IsObject(in Value value) => value.Kind is ValueKind.List or ValueKind.Map or ValueKind.Timestamp or ValueKind.Duration or ValueKind.Bytes or ValueKind.Type;

    /// <summary>A value of the case, as it is seen here.</summary>
    public static Value Seen(in Value value) => value.Kind == ValueKind.Optional && value.AsOptional() is { } held ? Seen(held) : value;

    public static string TypeOf(in Value value) => value.Kind switch
    {
        ValueKind.Optional => "undefined",
        ValueKind.Bool => "boolean",
        ValueKind.Int or ValueKind.UInt or ValueKind.Double => "number",
        ValueKind.String => "string",
        _ => "object",
    };

    public static bool IsTrue(in Value value) => value.Kind switch
    {
        ValueKind.Null or ValueKind.Optional => false,
        ValueKind.Bool => value.AsBool(),
        ValueKind.Int or ValueKind.UInt or ValueKind.Double => value.AsDouble() is not (0 or double.NaN),
        ValueKind.String => value.AsString().Length > 0,
        _ => true,
    };

    /// <summary>A double, or an error.</summary>
    public static Value ToNumber(CelFrame frame, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Double or ValueKind.Error: return value;
            case ValueKind.Int or ValueKind.UInt: return Value.Of(value.AsDouble());
            case ValueKind.Null: return Value.Of(0.0);
            case ValueKind.Bool: return Value.Of(value.AsBool() ? 1.0 : 0.0);
            case ValueKind.String: return frame.SpendText(value.AsString().Length) ? Value.Of(JsNumbers.Parse(value.AsString())) : CelFrame.TooExpensive;
            case ValueKind.Timestamp: return Value.Of((double)value.AsTimestamp().ToUnixTimeMilliseconds());
            case ValueKind.List: return ToNumber(frame, ToText(frame, value));
            case ValueKind.Optional or ValueKind.Map: return Value.Of(double.NaN);
            default: return Value.Error($"{CelTypes.NameOf(value)} is no number in JavaScript; write the expression in CEL");
        }
    }

    /// <summary>A text, or an error.</summary>
    public static Value ToText(CelFrame frame, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String or ValueKind.Error: return value;
            case ValueKind.List:
                if (!frame.SpendAll(value)) return CelFrame.TooExpensive;
                var text = new StringBuilder();
                return AppendList(text, value, ",") ? Value.Of(text.ToString()) : NoText(value);
            case ValueKind.Bytes or ValueKind.Type: return NoText(value);
            default: return Value.Of(Plain(value));
        }
    }

    /// <summary>Items one behind the other, nothing for null and undefined; false when there is something that is no text. Paid for before.</summary>
    public static bool AppendList(StringBuilder text, in Value list, string separator)
    {
        var items = list.AsList();
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) text.Append(separator);
            var item = Seen(items[i]);
            if (item.Kind is ValueKind.Bytes or ValueKind.Type) return false;
            if (item.Kind == ValueKind.List && !AppendList(text, item, ",")) return false;
            if (item.Kind != ValueKind.List && !IsNothing(item)) text.Append(Plain(item));
        }
        return true;
    }

    public static Value NoText(in Value value) => Value.Error($"there is no text for {CelTypes.NameOf(value)} in JavaScript; write the expression in CEL");

    /// <summary>Times as ISO 8601: JavaScript's own text depends on the machine.</summary>
    private static string Plain(in Value value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Optional => "undefined",
        ValueKind.Bool => value.AsBool() ? "true" : "false",
        ValueKind.Int or ValueKind.UInt or ValueKind.Double => JsNumbers.ToText(value.AsDouble()),
        ValueKind.Map => "[object Object]",
        _ => value.ToText(),
    };

    /// <summary>A list or map as what operators see of it: its text. A time is a number where <paramref name="number"/> is wanted.</summary>
    public static Value ToPlain(CelFrame frame, in Value value, bool number)
    {
        if (!IsObject(value)) return value;
        return number && value.Kind == ValueKind.Timestamp ? ToNumber(frame, value) : ToText(frame, value);
    }

    /// <summary>As <c>toISOString</c> writes it, with thousandths of seconds.</summary>
    public static string IsoOf(in Value timestamp) => timestamp.AsTimestamp().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
