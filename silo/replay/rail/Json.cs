using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

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

    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
    }

    public static void Time(this Utf8JsonWriter json, string name, Instant? value)
    {
        if (value is { } instant) json.WriteString(name, RailTime.Text(instant));
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

    /// <summary>A ride in the shape of <c>legs[]</c> of <c>trip.booked</c>, without the enclosing braces.</summary>
    public static void Ride(this Utf8JsonWriter json, Leg leg)
    {
        json.Text("topic", leg.Trip.Topic);
        json.Text("train", leg.Trip.Name);
        json.WriteString("trip", RailEvents.TripId(leg.Trip));
        json.Text("type", leg.Trip.Type);
        json.Object("from", from => from.Place(leg.From));
        json.Object("to", to => to.Place(leg.To));
        json.Time("plannedDep", leg.PlannedDep);
        json.Time("plannedArr", leg.PlannedArr);
        json.Text("platformDep", leg.From.PlatformDep);
        json.Text("platformArr", leg.To.PlatformArr);
    }

    private static void Place(this Utf8JsonWriter json, RailStop stop)
    {
        json.Text("station", stop.Station);
        json.WriteString("stop", RailEvents.StopId(stop));
    }
}
