using System.Buffers;
using System.Globalization;
using JourneyOrchestrator.Workflows.Values;
using NodaTime;
using NodaTime.Text;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Timestamps and durations: reading, parts, local times.</summary>
internal static class CelTimes
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private static readonly OffsetDateTimePattern Rfc3339 = OffsetDateTimePattern.Rfc3339;
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Days of which every local time is a timestamp, whatever the zone.</summary>
    private static readonly LocalDate FirstDay = new(1, 1, 2), LastDay = new(9999, 12, 30);

    public static Value ToTimestamp(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Timestamp: return value;
            case ValueKind.Int:
                return value.AsInt() is < CelArithmetic.FirstSecond or > CelArithmetic.LastSecond
                    ? Value.Error("the time is out of range") : Value.OfTimestamp(value.AsInt(), 0);
            case ValueKind.String:
                var parsed = Rfc3339.Parse(value.AsString().Replace('t', 'T').Replace('z', 'Z'));
                if (!parsed.Success) return Value.Error("the text is no time; write it as 2026-01-31T12:00:00Z");
                var instant = parsed.Value.ToInstant();
                if (instant.ToUnixTimeSeconds() is < CelArithmetic.FirstSecond or > CelArithmetic.LastSecond) return Value.Error("the time is out of range");
                return OfInstant(instant);
            default: return Value.Error($"{CelTypes.NameOf(value)} can't be made a timestamp");
        }
    }

    public static Value OfInstant(Instant instant)
    {
        var seconds = instant.ToUnixTimeSeconds();
        return Value.OfTimestamp(seconds, (int)(instant - Instant.FromUnixTimeSeconds(seconds)).ToInt64Nanoseconds());
    }

    public static Instant InstantOf(in Value timestamp)
    {
        var (seconds, nanoseconds) = timestamp.AsInstant();
        return Instant.FromUnixTimeSeconds(seconds).PlusNanoseconds(nanoseconds);
    }

    public static Value ToDuration(Value value) => value.Kind switch
    {
        ValueKind.Duration => value,
        ValueKind.Int => Value.Error("an int can't be made a duration; write duration('10m')"),
        ValueKind.String => ParseDuration(value.AsString()),
        _ => Value.Error($"{CelTypes.NameOf(value)} can't be made a duration"),
    };

    /// <summary>Like <c>1h30m</c>, <c>-2.5s</c>, <c>100ms</c>: units h, m, s, ms, us, ns.</summary>
    private static Value ParseDuration(string text)
    {
        var bad = Value.Error("the text is no duration; write it as 1h30m, 90s or 100ms");
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..]) rest = rest[1..];
        if (rest is "0") return Value.OfDuration(0L);
        if (rest.IsEmpty) return bad;
        Int128 total = 0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || digits > 20 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return bad;
            rest = rest[digits..];
            var letters = rest.IndexOfAny(Digits);
            var unit = letters < 0 ? rest : rest[..letters];
            if (Nanoseconds(unit) is not { } scale) return bad;
            rest = rest[unit.Length..];
            if (number > (decimal)long.MaxValue / scale) return CelArithmetic.Overflow;
            total += (Int128)(number * scale);
        }
        if (negative) total = -total;
        return total < long.MinValue || total > long.MaxValue ? Value.Error("the duration is out of range") : Value.OfDuration((long)total);
    }

    private static long? Nanoseconds(ReadOnlySpan<char> unit) => unit switch
    {
        "h" => 3_600_000_000_000,
        "m" => 60_000_000_000,
        "s" => 1_000_000_000,
        "ms" => 1_000_000,
        "us" or "µs" => 1_000,
        "ns" => 1,
        _ => null,
    };

    /// <summary>A zone by IANA name, or a fixed offset like <c>+02:00</c>; null when there is none of that name.</summary>
    private static DateTimeZone? Zone(string name)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone) return zone;
        var sign = name is ['-', ..] ? -1 : 1;
        var clock = Clock.Parse(name.TrimStart('+', '-'));
        return clock.Success ? DateTimeZone.ForOffset(Offset.FromSeconds(sign * (int)(clock.Value.TickOfDay / NodaConstants.TicksPerSecond))) : null;
    }

    private static Value NoZone(string name) => Value.Error($"'{name}' is no time zone; use an IANA name such as Europe/Berlin");

    /// <summary>A part of a timestamp in a zone (UTC if none is given).</summary>
    public static Value Part(in Value timestamp, string zoneName, Func<LocalDateTime, long> part) =>
        Zone(zoneName) is not { } zone ? NoZone(zoneName) : Local(timestamp, zone) is { } local ? Value.Of(part(local)) : CelArithmetic.OutOfRange;

    /// <summary>Date and time in a zone; null when the zone moves them out of the years 1 to 9999.</summary>
    private static LocalDateTime? Local(in Value timestamp, DateTimeZone zone)
    {
        var instant = InstantOf(timestamp);
        var shifted = instant.ToUnixTimeSeconds() + zone.GetUtcOffset(instant).Seconds;
        return shifted is < CelArithmetic.FirstSecond or > CelArithmetic.LastSecond ? null : instant.InZone(zone).LocalDateTime;
    }

    public static Value LocalText(in Value timestamp, string zoneName, bool date)
    {
        if (Zone(zoneName) is not { } zone) return NoZone(zoneName);
        if (Local(timestamp, zone) is not { } local) return CelArithmetic.OutOfRange;
        return Value.Of(date ? LocalDatePattern.Iso.Format(local.Date) : Clock.Format(local.TimeOfDay));
    }

    /// <summary>The instant of a local time on a local date: a time in a gap moves forward, in an overlap the earlier one counts.</summary>
    public static Value AtLocal(in Value day, string clock, string zoneName)
    {
        if (Zone(zoneName) is not { } zone) return NoZone(zoneName);
        var time = Clock.Parse(clock);
        if (!time.Success) return Value.Error("the text is no time of day; write it as 18:00");
        LocalDate? date = day.Kind switch
        {
            ValueKind.Timestamp => Local(day, zone)?.Date,
            ValueKind.String when LocalDatePattern.Iso.Parse(day.AsString()) is { Success: true } parsed => parsed.Value,
            _ => null,
        };
        if (date is not { } local) return Value.Error("atLocal needs a timestamp or a date such as 2026-01-31");
        return local < FirstDay || local > LastDay ? CelArithmetic.OutOfRange : OfInstant((local + time.Value).InZoneLeniently(zone).ToInstant());
    }
}
