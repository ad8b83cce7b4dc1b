using System.Globalization;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary><c>JSON.stringify</c> of one value. Members stand in the order of their names: values do not keep another.</summary>
internal static class JsJson
{
    public static Value Write(CelFrame frame, in Value value)
    {
        if (JsValues.IsUndefined(value)) return value;
        if (!frame.SpendAll(value)) return CelFrame.TooExpensive;
        var text = new StringBuilder();
        return Append(text, value) ? Value.Of(text.ToString()) : Value.Error("durations and bytes are no JSON here; write the expression in CEL");
    }

    private static bool Append(StringBuilder text, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.List: return AppendList(text, value);
            case ValueKind.Map: return AppendMap(text, value.AsMap());
            case ValueKind.String: AppendText(text, value.AsString()); return true;
            case ValueKind.Timestamp: AppendText(text, JsValues.IsoOf(value)); return true;
            case ValueKind.Duration or ValueKind.Bytes or ValueKind.Type: return false;
            case ValueKind.Int or ValueKind.UInt or ValueKind.Double: text.Append(double.IsFinite(value.AsDouble()) ? JsNumbers.ToText(value.AsDouble()) : "null"); return true;
            default: text.Append(value.Kind == ValueKind.Bool ? value.AsBool() ? "true" : "false" : "null"); return true;
        }
    }

    private static bool AppendList(StringBuilder text, in Value list)
    {
        text.Append('[');
        var items = list.AsList();
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) text.Append(',');
            if (!Append(text, JsValues.Seen(items[i]))) return false;
        }
        text.Append(']');
        return true;
    }

    private static bool AppendMap(StringBuilder text, ValueMap map)
    {
        text.Append('{');
        var first = true;
        foreach (var (key, given) in map)
        {
            var value = JsValues.Seen(given);
            if (JsValues.IsUndefined(value)) continue;
            if (!first) text.Append(',');
            first = false;
            AppendText(text, key.ToText());
            text.Append(':');
            if (!Append(text, value)) return false;
        }
        text.Append('}');
        return true;
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])) text.Append(c).Append(value[++i]);
            else text.Append(Escaped(c));
        }
        text.Append('"');
    }

    private static string Escaped(char c) => c switch
    {
        '"' => "\\\"", '\\' => "\\\\", '\b' => "\\b", '\f' => "\\f", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t",
        < ' ' => $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}",
        _ => char.IsSurrogate(c) ? $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}" : c.ToString(CultureInfo.InvariantCulture),
    };
}
