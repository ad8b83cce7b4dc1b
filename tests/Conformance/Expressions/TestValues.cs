using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Expressions;

/// <summary>Values as the suite writes them: an object with one member that names the kind.</summary>
internal static class TestValues
{
    public static Value Read(JsonElement json)
    {
        var (kind, value) = json.EnumerateObject().Single() is var member ? (member.Name, member.Value) : default;
        return kind switch
        {
            "null" => Value.Null,
            "bool" => Value.Of(value.GetBoolean()),
            "int" => Value.Of(long.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "uint" => Value.Of(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "double" => Value.Of(double.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "string" => Value.Of(value.GetString()),
            "bytes" => Value.OfBytes(ImmutableArray.Create(Convert.FromHexString(value.GetString()!))),
            "type" => Value.OfType(value.GetString()!),
            "list" => Value.OfList(value.EnumerateArray().Select(Read).ToImmutableArray()),
            "map" => Map(value),
            "timestamp" => Value.OfTimestamp(value[0].GetInt64(), value[1].GetInt32()),
            "duration" => Value.OfDuration((value[0].GetInt64() * 1_000_000_000) + value[1].GetInt64()),
            _ => throw new FormatException($"'{kind}' is no kind of value."),
        };
    }

    private static Value Map(JsonElement pairs)
    {
        var builder = new ValueMap.Builder();
        foreach (var pair in pairs.EnumerateArray()) builder.Add(Read(pair[0]), Read(pair[1]));
        return Value.OfMap(builder.Build());
    }
}
