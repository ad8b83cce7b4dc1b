using System.Globalization;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Instants as RFC 3339 has them: date, time, optional fraction, and an offset or Z. What is finer than 100 ns is cut off.</summary>
public static class Rfc3339
{
    private const int SecondsEnd = 19;
    private const int FractionDigitsKept = 7;

    /// <summary>False for anything else, leap seconds and years outside 1 to 9999 included. The result is in UTC.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length < SecondsEnd + 1 || text[10] is not ('T' or 't')) return false;
        if (!DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return false;
        if (!TimeOnly.TryParseExact(text[11..SecondsEnd], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return false;
        if (!TryFraction(text[SecondsEnd..], out var ticks, out var length)) return false;
        if (!TryOffset(text[(SecondsEnd + length)..], out var offset)) return false;
        var utc = date.ToDateTime(time).Ticks + ticks - offset.Ticks;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks) return false;
        instant = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<char> text, out long ticks, out int length)
    {
        (ticks, length) = (0, 0);
        if (text[0] != '.') return true;
        var scale = TimeSpan.TicksPerSecond;
        for (length = 1; length < text.Length && char.IsAsciiDigit(text[length]); length++)
        {
            if (length > FractionDigitsKept) continue;
            scale /= 10;
            ticks += (text[length] - '0') * scale;
        }
        return length > 1;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-')) return false;
        if (!TimeOnly.TryParseExact(text[1..], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var size)) return false;
        offset = text[0] == '-' ? -size.ToTimeSpan() : size.ToTimeSpan();
        return true;
    }
}
