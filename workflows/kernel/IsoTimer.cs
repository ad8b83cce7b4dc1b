using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>When a timer listener occurs (CMMN 1.1, 5.4.10.5; ISO 8601): a moment, a duration, or <c>R[n]/[start/]duration</c>.</summary>
/// <param name="Times">How often; null: without end.</param>
/// <param name="Start">The first moment; null: one period from now.</param>
/// <param name="Every">The duration; null: a moment only.</param>
internal sealed partial record IsoTimer(int? Times, DateTimeOffset? Start, Period? Every)
{
    /// <summary>Reads one; false: the text is none.</summary>
    public static bool TryParse(string text, out IsoTimer timer)
    {
        timer = new IsoTimer(1, null, null);
        var parts = text.Trim().Split('/');
        if (Repeats().Match(parts[0]) is { Success: true } repeats)
        {
            int? times = repeats.Groups[1].Length == 0 ? null : int.Parse(repeats.Groups[1].Value, CultureInfo.InvariantCulture);
            if (parts.Length is not (2 or 3) || times == 0 || !TryPeriod(parts[^1], out var every)) return false;
            if (parts.Length == 2) timer = new IsoTimer(times, null, every);
            else if (Coerce.TryIso(parts[1], out var start)) timer = new IsoTimer(times, start, every);
            else return false;
            return true;
        }
        if (parts.Length > 1) return false;
        if (TryPeriod(parts[0], out var once)) timer = timer with { Every = once };
        else if (Coerce.TryIso(parts[0], out var moment)) timer = timer with { Start = moment };
        else return false;
        return true;
    }

    /// <summary>When it occurs, counted from <paramref name="from"/>; null: beyond the calendar.</summary>
    /// <param name="first">It has not occurred before.</param>
    public DateTimeOffset? After(DateTimeOffset from, bool first)
    {
        if (Start is { } start && (first || Every is null)) return start;
        try
        {
            return new LocalDateTime(1970, 1, 1, 0, 0).PlusTicks((from - DateTimeOffset.UnixEpoch).Ticks).Plus(Every!).InUtc().ToDateTimeOffset();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static bool TryPeriod(string text, out Period period)
    {
        var parsed = PeriodPattern.Roundtrip.Parse(text);
        period = parsed.Success ? parsed.Value : Period.Zero;
        return parsed.Success && text.StartsWith('P');
    }

    [GeneratedRegex(@"^R(\d{0,6})$", RegexOptions.CultureInvariant)]
    private static partial Regex Repeats();
}
