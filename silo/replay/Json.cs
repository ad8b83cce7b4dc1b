using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>Shorthands to write event data: a member without a value is left out.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>RFC 3339 in UTC to the second.</summary>
    public static string Text(Instant instant) => InstantPattern.General.Format(instant);

    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
    }

    public static void Time(this Utf8JsonWriter json, string name, Instant? value)
    {
        if (value is { } instant) json.WriteString(name, Text(instant));
    }

    public static void Minutes(this Utf8JsonWriter json, string name, short? value)
    {
        if (value is { } minutes) json.WriteNumber(name, minutes);
    }

    public static void Object(this Utf8JsonWriter json, string name, Action<Utf8JsonWriter> members)
    {
        json.WriteStartObject(name);
        members(json);
        json.WriteEndObject();
    }
}
