using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>
/// A cron expression: minute, hour, day of month, month, day of week (0 and 7: Sunday), or six fields with seconds first. Each is <c>*</c>,
/// a number, a range, a step, or a list of these; months and days also by their English names. When both days are restricted either may match.
/// </summary>
public sealed class CronSchedule
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong seconds, minutes, hours, days, months, weekdays;
    private readonly bool anyDay, anyWeekday;

    private CronSchedule(ulong[] sets, bool anyDay, bool anyWeekday)
    {
        (seconds, minutes, hours, days, months) = (sets[0], sets[1], sets[2], sets[3], sets[4]);
        weekdays = sets[5] | ((sets[5] >> 7) & 1);
        (this.anyDay, this.anyWeekday) = (anyDay, anyWeekday);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        (schedule, problem) = (null, null);
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 5) fields = ["0", .. fields];
        if (fields.Length != 6)
        {
            problem = $"'{text}' has {fields.Length} fields; a cron expression has five, or six with seconds first.";
            return false;
        }
        (int Low, int High, string[] Names)[] ranges = [(0, 59, []), (0, 59, []), (0, 23, []), (1, 31, []), (1, 12, Months), (0, 7, Days)];
        var sets = new ulong[6];
        for (var i = 0; i < 6; i++)
        {
            if (TryField(fields[i], ranges[i].Low, ranges[i].High, ranges[i].Names, out sets[i])) continue;
            problem = $"'{fields[i]}' is no field for values from {ranges[i].Low} to {ranges[i].High}.";
            return false;
        }
        schedule = new CronSchedule(sets, fields[3] is "*" or "?", fields[5] is "*" or "?");
        return true;
    }

    /// <summary>The first time after an instant, in a zone: a local time in a gap moves forward, in an overlap the earlier one counts. Null: none within eight years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, string zoneId)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) ?? DateTimeZone.Utc;
        var start = Instant.FromDateTimeOffset(after);
        var local = start.InZone(zone).LocalDateTime.PlusSeconds(1);
        var at = local.Date + new LocalTime(local.Hour, local.Minute, local.Second);
        for (var (date, last) = (at.Date, at.Date.PlusYears(8)); date <= last; date = date.PlusDays(1))
        {
            if (!Runs(date)) continue;
            for (var from = date == at.Date ? at.TimeOfDay : LocalTime.Midnight; TimeIn(from) is { } time;)
            {
                var instant = (date + time).InZoneLeniently(zone).ToInstant();
                if (instant > start) return instant.ToDateTimeOffset();
                if (time == new LocalTime(23, 59, 59)) break;
                from = time.PlusSeconds(1);
            }
        }
        return null;
    }

    private bool Runs(LocalDate date)
    {
        if (!Has(months, date.Month)) return false;
        var (day, weekday) = (Has(days, date.Day), Has(weekdays, (int)date.DayOfWeek % 7));
        return anyDay ? weekday : anyWeekday ? day : day || weekday;
    }

    private LocalTime? TimeIn(LocalTime from)
    {
        for (var hour = from.Hour; hour < 24; hour++)
        {
            if (!Has(hours, hour)) continue;
            for (var minute = hour == from.Hour ? from.Minute : 0; minute < 60; minute++)
            {
                if (!Has(minutes, minute)) continue;
                for (var second = hour == from.Hour && minute == from.Minute ? from.Second : 0; second < 60; second++)
                    if (Has(seconds, second)) return new LocalTime(hour, minute, second);
            }
        }
        return null;
    }

    private static bool Has(ulong set, int value) => ((set >> value) & 1) != 0;

    private static bool TryField(string field, int low, int high, string[] names, out ulong set)
    {
        set = 0;
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var r] => (r, 1),
                [var r, var s] when int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 && n <= high => (r, n),
                _ => ("", 0),
            };
            if (step == 0 || !TryRange(range, low, high, names, part.Contains('/', StringComparison.Ordinal), out var from, out var to)) return false;
            for (var value = from; value <= to; value += step) set |= 1UL << value;
        }
        return set != 0;
    }

    private static bool TryRange(string range, int low, int high, string[] names, bool stepped, out int from, out int to)
    {
        (from, to) = (low, high);
        if (range is "*" or "?") return true;
        var ends = range.Split('-');
        if (ends.Length > 2 || !TryValue(ends[0], low, names, out from)) return false;
        if (ends.Length == 1) to = stepped ? high : from;
        else if (!TryValue(ends[1], low, names, out to)) return false;
        return from >= low && to <= high && from <= to;
    }

    private static bool TryValue(string text, int low, string[] names, out int value)
    {
        var index = Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        value = index + low;
        return index >= 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
