using System.Globalization;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>Instants on the wire: RFC 3339, UTC, with as much fraction as there is.</summary>
internal static class InstantJson
{
    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static void WriteInstant(this Utf8JsonWriter json, string name, DateTimeOffset instant) => json.WriteString(name, Text(instant));

    public static void WriteInstantOrNull(this Utf8JsonWriter json, string name, DateTimeOffset? instant)
    {
        if (instant is { } time) json.WriteInstant(name, time);
        else json.WriteNull(name);
    }
}
