using System.Globalization;
using System.Text;
using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Names of types, and the conversions between them.</summary>
internal static class CelTypes
{
    public const string Timestamp = "google.protobuf.Timestamp", Duration = "google.protobuf.Duration";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type", "type", "optional_type", Timestamp, Duration,
    };

    public static bool IsName(string name) => Names.Contains(name);

    public static string NameOf(in Value value) => value.Kind switch
    {
        ValueKind.Null => "null_type",
        ValueKind.Bool => "bool",
        ValueKind.Int => "int",
        ValueKind.UInt => "uint",
        ValueKind.Double => "double",
        ValueKind.String => "string",
        ValueKind.Bytes => "bytes",
        ValueKind.List => "list",
        ValueKind.Map => "map",
        ValueKind.Timestamp => Timestamp,
        ValueKind.Duration => Duration,
        ValueKind.Type => "type",
        ValueKind.Optional => "optional_type",
        _ => "error",
    };

    private static Value Fails(string type, in Value value) => Value.Error($"{NameOf(value)} can't be made a {type}");
    private static Value Range(string type) => Value.Error($"the number is out of the range of {type}");

    public static Value ToInt(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Int: return value;
            case ValueKind.UInt: return value.AsUInt() <= long.MaxValue ? Value.Of((long)value.AsUInt()) : Range("int");
            case ValueKind.Double: return value.AsDouble() is > -9223372036854775808.0 and < 9223372036854775808.0 ? Value.Of((long)value.AsDouble()) : Range("int");
            case ValueKind.Timestamp: return Value.Of(value.AsInstant().Seconds);
            case ValueKind.String when long.TryParse(value.AsString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return Value.Of(number);
            default: return Fails("int", value);
        }
    }

    public static Value ToUInt(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.UInt: return value;
            case ValueKind.Int: return value.AsInt() >= 0 ? Value.Of((ulong)value.AsInt()) : Range("uint");
            case ValueKind.Double: return value.AsDouble() is >= 0 and < 18446744073709551616.0 ? Value.Of((ulong)value.AsDouble()) : Range("uint");
            case ValueKind.String when ulong.TryParse(value.AsString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                return Value.Of(number);
            default: return Fails("uint", value);
        }
    }

    public static Value ToDouble(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Int or ValueKind.UInt or ValueKind.Double: return Value.Of(value.AsDouble());
            case ValueKind.String when double.TryParse(value.AsString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return Value.Of(number);
            default: return Fails("double", value);
        }
    }

    public static Value ToBool(Value value) => value.Kind switch
    {
        ValueKind.Bool => value,
        ValueKind.String => value.AsString() switch
        {
            "1" or "t" or "true" or "TRUE" or "True" => Value.True,
            "0" or "f" or "false" or "FALSE" or "False" => Value.False,
            _ => Value.Error("the text is no truth value"),
        },
        _ => Fails("bool", value),
    };

    public static Value ToBytes(Value value) => value.Kind switch
    {
        ValueKind.Bytes => value,
        ValueKind.String => Value.OfBytes(ImmutableArray.Create(Encoding.UTF8.GetBytes(value.AsString()))),
        _ => Fails("bytes", value),
    };

    public static Value ToText(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String: return value;
            case ValueKind.Bytes:
                var bytes = value.AsBytes().AsSpan();
                return System.Text.Unicode.Utf8.IsValid(bytes) ? Value.Of(Encoding.UTF8.GetString(bytes)) : Value.Error("the bytes are no valid UTF-8");
            case ValueKind.Bool: return Value.Of(value.AsBool() ? "true" : "false");
            case ValueKind.Int or ValueKind.UInt or ValueKind.Double or ValueKind.Timestamp or ValueKind.Duration:
                return Value.Of(value.ToText());
            default: return Fails("string", value);
        }
    }

    public static Value TypeOf(Value value) => Value.OfType(NameOf(value));
}
