using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>Times of the files: local wall time of Berlin to the minute; and how instants are written.</summary>
public static class RailTime
{
    /// <summary>IANA name of the zone of every local time in the files.</summary>
    public const string Zone = "Europe/Berlin";

    /// <summary>The zone itself, from NodaTime's own data, so that every machine agrees.</summary>
    public static DateTimeZone Berlin { get; } = DateTimeZoneProviders.Tzdb[Zone];

    /// <summary>
    /// Reads <c>yyyy-MM-ddTHH:mm</c>. A time in a gap moves forward, of two in an overlap the earlier counts. False when it is none.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (!DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        instant = LocalDateTime.FromDateTime(local).InZoneLeniently(Berlin).ToInstant();
        return true;
    }

    /// <summary>RFC 3339 in UTC to the second.</summary>
    public static string Text(Instant instant) => Json.Text(instant);

    /// <summary>The date in Berlin.</summary>
    public static LocalDate DateOf(Instant instant) => instant.InZone(Berlin).Date;
}
