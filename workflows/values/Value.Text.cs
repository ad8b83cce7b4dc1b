using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace JourneyOrchestrator.Workflows.Values;

public readonly partial struct Value
{
    /// <summary>What a person or a WriteLine shows: invariant, <c>42</c> for a whole double, <c>True</c> and <c>False</c> (as Elsa), ISO 8601
    /// times, JSON for lists and maps, nothing for null.</summary>
    public string ToText() => Kind switch
    {
        ValueKind.Null => "",
        ValueKind.Bool => AsBool() ? "True" : "False",
        ValueKind.Int => AsInt().ToString(CultureInfo.InvariantCulture),
        ValueKind.UInt => AsUInt().ToString(CultureInfo.InvariantCulture),
        ValueKind.Double => AsDouble().ToString("R", CultureInfo.InvariantCulture),
        ValueKind.String or ValueKind.Type or ValueKind.Error => AsString(),
        ValueKind.Timestamp => TimestampText(),
        ValueKind.Duration => DurationText(),
        ValueKind.Optional => AsOptional() is { } inner ? inner.ToText() : "",
        _ => System.Text.Encoding.UTF8.GetString(ValueJson.ToUtf8(this)),
    };

    public override string ToString() => $"{Kind}:{ToText()}";

    private string TimestampText()
    {
        var (seconds, nanoseconds) = AsInstant();
        return InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeSeconds(seconds).PlusNanoseconds(nanoseconds));
    }

    /// <summary>Seconds with an <c>s</c>, as CEL and protobuf JSON write durations.</summary>
    private string DurationText() => ((decimal)AsNanoseconds() / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture) + "s";
}
