using System.Globalization;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Reads a value as what an input needs; texts are read as Elsa and CEL write them.</summary>
public static class Coerce
{
    /// <summary>A time, or a duration from now: a timestamp, a duration, ISO 8601, <c>d.hh:mm:ss</c>, <c>90m</c>.</summary>
    public static bool TryTime(in Value value, DateTimeOffset now, out DateTimeOffset time)
    {
        time = default;
        if (TrySpan(value, out var span))
        {
            if (span > DateTimeOffset.MaxValue - now || span < DateTimeOffset.MinValue - now) return false;
            time = now + span;
            return true;
        }
        if (value.Kind == ValueKind.Timestamp)
        {
            time = value.AsTimestamp();
            return true;
        }
        return value.Kind == ValueKind.String && TryIso(value.AsString(), out time);
    }

    /// <summary>A date, or date and time, of ISO 8601; without an offset in UTC. Other texts would be completed from the clock of the machine.</summary>
    public static bool TryIso(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text.Trim(), IsoFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd", .. new[] { "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd' 'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF" }
            .SelectMany(format => new[] { format, format + "K", format + "' 'zzz" }),
    ];

    /// <summary>Cut to whole microseconds: what the journal keeps.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMicrosecond));

    public static bool TrySpan(in Value value, out TimeSpan span)
    {
        span = default;
        if (value.Kind == ValueKind.Duration) span = value.AsDuration();
        else if (value.Kind != ValueKind.String) return false;
        else if (!TimeSpan.TryParse(value.AsString(), CultureInfo.InvariantCulture, out span))
        {
            var duration = CelTimes.ToDuration(value);
            if (duration.IsError) return false;
            span = duration.AsDuration();
        }
        return true;
    }

    public static bool TryNumber(in Value value, out double number)
    {
        number = 0;
        if (CelEquality.IsNumber(value.Kind)) number = value.AsDouble();
        else if (value.Kind != ValueKind.String || !double.TryParse(value.AsString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return false;
        return double.IsFinite(number);
    }

    public static bool TryBool(in Value value, out bool truth)
    {
        truth = value.IsTrue;
        return value.Kind == ValueKind.Bool || value.IsNull || (value.Kind == ValueKind.String && bool.TryParse(value.AsString(), out truth));
    }
}
