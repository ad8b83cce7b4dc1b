using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace JourneyOrchestrator.Workflows.Values;

/// <summary>
/// The lossless form, for state and facts: plain JSON wherever JSON can say it; else an object with one member whose name begins
/// with <c>$</c>: <c>$timestamp</c> [seconds, nanoseconds], <c>$duration</c> nanoseconds, <c>$uint</c>, <c>$double</c> (whole or not finite),
/// <c>$bytes</c>, <c>$type</c>, <c>$optional</c> [value]; <c>$map</c> [[key, value], ...] for maps that would read as one of these or have other keys.
/// </summary>
public static partial class ValueJson
{
    /// <summary>Deepest nesting of the typed form: a map with other keys takes three levels for one of a value's, a document around it some more.</summary>
    private const int TypedDepthMax = (4 * DepthMax) + 64;

    /// <summary>For readers of documents that hold the typed form.</summary>
    public static JsonReaderOptions TypedOptions { get; } = new() { MaxDepth = TypedDepthMax };

    /// <summary>Writes a value so that <see cref="ReadTyped"/> gives it back exactly.</summary>
    public static void WriteTyped(Utf8JsonWriter writer, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.UInt: WriteTag(writer, "$uint", value.AsUInt().ToString(CultureInfo.InvariantCulture)); break;
            case ValueKind.Double when !double.IsFinite(value.AsDouble()) || double.IsInteger(value.AsDouble()):
                WriteTag(writer, "$double", value.AsDouble().ToString("R", CultureInfo.InvariantCulture));
                break;
            case ValueKind.Bytes: WriteTag(writer, "$bytes", Convert.ToBase64String(value.AsBytes().AsSpan())); break;
            case ValueKind.Type: WriteTag(writer, "$type", value.AsString()); break;
            case ValueKind.Duration:
                writer.WriteStartObject();
                writer.WriteNumber("$duration", value.AsNanoseconds());
                writer.WriteEndObject();
                break;
            case ValueKind.Timestamp: WriteTimestamp(writer, value); break;
            case ValueKind.Optional: WriteOptional(writer, value); break;
            case ValueKind.List:
                writer.WriteStartArray();
                foreach (ref readonly var item in value.AsList().AsSpan()) WriteTyped(writer, item);
                writer.WriteEndArray();
                break;
            case ValueKind.Map: WriteTypedMap(writer, value.AsMap()); break;
            default: Write(writer, value); break;
        }
    }

    private static void WriteTag(Utf8JsonWriter writer, string tag, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(tag, text);
        writer.WriteEndObject();
    }

    private static void WriteTimestamp(Utf8JsonWriter writer, in Value value)
    {
        var (seconds, nanoseconds) = value.AsInstant();
        writer.WriteStartObject();
        writer.WriteStartArray("$timestamp");
        writer.WriteNumberValue(seconds);
        writer.WriteNumberValue(nanoseconds);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, in Value value)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("$optional");
        if (value.AsOptional() is { } inner) WriteTyped(writer, inner);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTypedMap(Utf8JsonWriter writer, ValueMap map)
    {
        if (IsPlain(map))
        {
            writer.WriteStartObject();
            for (var i = 0; i < map.Count; i++)
            {
                writer.WritePropertyName(map.KeyAt(i).AsString());
                WriteTyped(writer, map.ValueAt(i));
            }
            writer.WriteEndObject();
            return;
        }
        writer.WriteStartObject();
        writer.WriteStartArray("$map");
        for (var i = 0; i < map.Count; i++)
        {
            writer.WriteStartArray();
            WriteTyped(writer, map.KeyAt(i));
            WriteTyped(writer, map.ValueAt(i));
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static bool IsPlain(ValueMap map)
    {
        for (var i = 0; i < map.Count; i++)
            if (map.KeyAt(i).Kind != ValueKind.String) return false;
        return map.Count != 1 || !map.KeyAt(0).AsString().StartsWith('$');
    }

    /// <summary>Reads what <see cref="WriteTyped"/> wrote; the reader stands at the value's first token.</summary>
    public static Value ReadTyped(ref Utf8JsonReader reader) => Untag(Read(ref reader, DepthMax - TypedDepthMax));

    private static Value Untag(in Value value) => value.Kind switch
    {
        ValueKind.List => UntagList(value.AsList()),
        ValueKind.Map => UntagMap(value.AsMap(), value),
        _ => value,
    };

    private static Value UntagList(ImmutableArray<Value> items)
    {
        var untagged = new Value[items.Length];
        for (var i = 0; i < items.Length; i++) untagged[i] = Untag(items[i]);
        return Value.OfList(ImmutableArray.Create(untagged));
    }

    private static Value UntagMap(ValueMap map, in Value whole)
    {
        if (map.Count == 1 && map.KeyAt(0).AsString() is ['$', ..] tag) return UntagTag(tag, map.ValueAt(0));
        if (!HasNested(map)) return whole;
        var builder = new ValueMap.Builder(map.Count);
        for (var i = 0; i < map.Count; i++) builder.Add(map.KeyAt(i), Untag(map.ValueAt(i)));
        return Value.OfMap(builder.Build());
    }

    private static bool HasNested(ValueMap map)
    {
        for (var i = 0; i < map.Count; i++)
            if (map.ValueAt(i).Kind is ValueKind.List or ValueKind.Map) return true;
        return false;
    }

    private static Value UntagTag(string tag, in Value inner) => tag switch
    {
        "$timestamp" => Value.OfTimestamp(inner.AsList()[0].AsInt(), (int)inner.AsList()[1].AsInt()),
        "$duration" => Value.OfDuration(inner.AsInt()),
        "$uint" => Value.Of(ulong.Parse(inner.AsString(), CultureInfo.InvariantCulture)),
        "$double" => Value.Of(double.Parse(inner.AsString(), CultureInfo.InvariantCulture)),
        "$bytes" => Value.OfBytes(ImmutableArray.Create(Convert.FromBase64String(inner.AsString()))),
        "$type" => Value.OfType(inner.AsString()),
        "$optional" => Value.OfOptional(inner.AsList().IsEmpty ? null : Untag(inner.AsList()[0])),
        "$map" => UntagPairs(inner.AsList()),
        _ => throw new FormatException($"'{tag}' is not a tag of a value."),
    };

    private static Value UntagPairs(ImmutableArray<Value> pairs)
    {
        var builder = new ValueMap.Builder(pairs.Length);
        foreach (var pair in pairs) builder.Add(Untag(pair.AsList()[0]), Untag(pair.AsList()[1]));
        return Value.OfMap(builder.Build());
    }
}
