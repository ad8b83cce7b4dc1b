using System.Globalization;
using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Elsa's type aliases, and literals made values of them.</summary>
internal static class TypeReader
{
    public static PlanType Read(JsonElement json) => json.Flag("isArray") ? PlanType.List : Read(json.Text("typeName") ?? json.Text("type") ?? "Object");

    private static PlanType Read(string alias)
    {
        if (alias.EndsWith("[]", StringComparison.Ordinal)) return PlanType.List;
        return alias.TrimEnd('?').ToUpperInvariant() switch
        {
            "STRING" or "GUID" => PlanType.String,
            "BOOLEAN" => PlanType.Boolean,
            "INT16" or "INT32" or "INT64" or "LONG" => PlanType.Integer,
            "SINGLE" or "DOUBLE" or "DECIMAL" or "NUMBER" => PlanType.Number,
            "TIMESPAN" => PlanType.TimeSpan,
            "DATETIME" or "DATETIMEOFFSET" => PlanType.DateTime,
            "JSONARRAY" => PlanType.List,
            "OBJECTDICTIONARY" or "STRINGDICTIONARY" or "OBJECTMAP" or "STRINGMAP" or "JSONOBJECT" => PlanType.Map,
            _ => PlanType.Any,
        };
    }

    /// <summary>Converts a literal; null with the reason when it can't be.</summary>
    public static Value? Convert(JsonElement json, PlanType type, out string problem)
    {
        problem = "";
        Value value;
        try
        {
            value = ValueJson.FromElement(json);
        }
        catch (ValueJsonException error)
        {
            problem = error.Message;
            return null;
        }
        if (Convert(value, type) is { } converted) return converted;
        problem = $"'{Short(value.ToText())}' is no {type.ToString().ToLowerInvariant()}";
        return null;
    }

    private static Value? Convert(in Value value, PlanType type)
    {
        if (value.IsNull || type == PlanType.Any) return value;
        if (value.Kind == ValueKind.String) return FromText(value, type);
        return type switch
        {
            PlanType.String => Value.Of(value.ToText()),
            PlanType.Boolean when value.Kind == ValueKind.Bool => value,
            PlanType.Integer when value.Kind == ValueKind.Int => value,
            PlanType.Integer when value.Kind == ValueKind.Double && CelEquality.TryWhole(value.AsDouble(), out var whole) => whole,
            PlanType.Number when value.Kind is ValueKind.Int or ValueKind.Double => value,
            PlanType.List when value.Kind == ValueKind.List => value,
            PlanType.Map when value.Kind == ValueKind.Map => value,
            _ => null,
        };
    }

    private static Value? FromText(in Value value, PlanType type)
    {
        var text = value.AsString();
        if (type == PlanType.String) return value;
        if (text.Length == 0) return Value.Null;
        return type switch
        {
            PlanType.Boolean => Value.Of(text.Equals("true", StringComparison.OrdinalIgnoreCase)),
            PlanType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : null,
            PlanType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? Value.Of(real) : null,
            PlanType.TimeSpan => Kernel.Coerce.TrySpan(value, out var span) ? Value.OfDuration(span) : null,
            PlanType.DateTime => Kernel.Coerce.TrySpan(value, out var after) ? Value.OfDuration(after)
                : Kernel.Coerce.TryIso(text, out var time) ? Value.OfTimestamp(time) : null,
            PlanType.List => FromJson(text) is { Kind: ValueKind.List } list ? list : Value.OfList(value),
            PlanType.Map => FromJson(text) is { Kind: ValueKind.Map } map ? map : null,
            _ => value,
        };
    }

    /// <summary>The JSON in a text; null when it is none.</summary>
    public static Value? FromJson(string text)
    {
        try
        {
            return ValueJson.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception error) when (error is JsonException or ValueJsonException)
        {
            return null;
        }
    }

    /// <summary>As much of a text as fits into a sentence.</summary>
    public static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
