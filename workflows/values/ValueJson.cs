using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace JourneyOrchestrator.Workflows.Values;

/// <summary>
/// Values as plain JSON: integral literals within int64 are integers, other numbers doubles; a literal that overflows, a key that
/// comes twice and nesting over <see cref="DepthMax"/> are refused. What is written is canonical: ordinal keys, invariant numbers.
/// <see cref="WriteTyped"/> is the lossless form for state and facts.
/// </summary>
public static partial class ValueJson
{
    /// <summary>Deepest nesting of lists and maps.</summary>
    public const int DepthMax = 64;

    /// <summary>Reads the value at the reader, whose current token is the value's first.</summary>
    /// <exception cref="ValueJsonException">Not acceptable; <see cref="JsonException"/> when not JSON at all.</exception>
    public static Value Read(ref Utf8JsonReader reader) => Read(ref reader, 0);

    /// <summary>Reads a whole document; anything after the value is refused.</summary>
    public static Value Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax + 1 });
        reader.Read();
        var value = Read(ref reader, 0);
        reader.Read();
        return value;
    }

    public static Value FromElement(JsonElement element) => Parse(System.Text.Encoding.UTF8.GetBytes(element.GetRawText()));

    private static Value Read(ref Utf8JsonReader reader, int depth) => reader.TokenType switch
    {
        JsonTokenType.Null => Value.Null,
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        JsonTokenType.String => ReadString(ref reader),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.StartArray => ReadList(ref reader, depth + 1),
        JsonTokenType.StartObject => ReadMap(ref reader, depth + 1),
        _ => throw new JsonException($"A value was expected, not {reader.TokenType}."),
    };

    internal static Value ReadString(ref Utf8JsonReader reader)
    {
        try
        {
            return Value.Of(reader.GetString());
        }
        catch (InvalidOperationException e)
        {
            throw new ValueJsonException("", "invalid-unicode", "A string is not valid Unicode: " + e.Message);
        }
    }

    internal static Value ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer)) return Value.Of(integer);
        if (!reader.TryGetDouble(out var number) || !double.IsFinite(number))
            throw new ValueJsonException("", "number-overflow", "A number is too large for a double.");
        return Value.Of(number);
    }

    private static Value ReadList(ref Utf8JsonReader reader, int depth)
    {
        CheckDepth(depth);
        var items = ImmutableArray.CreateBuilder<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            try
            {
                items.Add(Read(ref reader, depth));
            }
            catch (ValueJsonException e)
            {
                throw new ValueJsonException($"/{items.Count}{e.Path}", e.Code, e.Message);
            }
        }
        return Value.OfList(items.DrainToImmutable());
    }

    private static Value ReadMap(ref Utf8JsonReader reader, int depth)
    {
        CheckDepth(depth);
        var map = new ValueMap.Builder();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = ReadString(ref reader).AsString();
            reader.Read();
            try
            {
                map.Add(key, Read(ref reader, depth));
            }
            catch (ValueJsonException e)
            {
                throw new ValueJsonException($"/{Escape(key)}{e.Path}", e.Code, e.Message);
            }
        }
        return map.TryBuild(out var built, out var twice)
            ? Value.OfMap(built)
            : throw new ValueJsonException("/" + Escape(twice.AsString()), "duplicate-key", $"The key '{twice.AsString()}' comes twice.");
    }

    private static void CheckDepth(int depth)
    {
        if (depth > DepthMax) throw new ValueJsonException("", "nesting", $"Nesting is deeper than {DepthMax} levels.");
    }

    /// <summary>A member name as a step of a JSON pointer.</summary>
    public static string Escape(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Writes plain JSON; times and durations as text, bytes as base64. An error can't be written.</summary>
    public static void Write(Utf8JsonWriter writer, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: writer.WriteNullValue(); break;
            case ValueKind.Bool: writer.WriteBooleanValue(value.AsBool()); break;
            case ValueKind.Int: writer.WriteNumberValue(value.AsInt()); break;
            case ValueKind.UInt: writer.WriteNumberValue(value.AsUInt()); break;
            case ValueKind.Double: WriteDouble(writer, value.AsDouble()); break;
            case ValueKind.List:
                writer.WriteStartArray();
                foreach (ref readonly var item in value.AsList().AsSpan()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case ValueKind.Map: WriteMap(writer, value.AsMap()); break;
            case ValueKind.Bytes: writer.WriteBase64StringValue(value.AsBytes().AsSpan()); break;
            case ValueKind.Optional: Write(writer, value.AsOptional() ?? Value.Null); break;
            case ValueKind.Error: throw new InvalidOperationException("An error is not data: " + value.AsString());
            default: writer.WriteStringValue(value.ToText()); break;
        }
    }

    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number)) writer.WriteNumberValue(number);
        else writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }

    private static void WriteMap(Utf8JsonWriter writer, ValueMap map)
    {
        writer.WriteStartObject();
        for (var i = 0; i < map.Count; i++)
        {
            var key = map.KeyAt(i);
            writer.WritePropertyName(key.Kind == ValueKind.String ? key.AsString() : key.ToText());
            Write(writer, map.ValueAt(i));
        }
        writer.WriteEndObject();
    }

    /// <summary>Plain JSON as UTF-8.</summary>
    public static byte[] ToUtf8(in Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        Write(writer, value);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
