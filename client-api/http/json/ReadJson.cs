using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>Who read a person's data.</summary>
internal static class ReadJson
{
    public static void Write(Utf8JsonWriter json, DataRead read)
    {
        json.WriteStartObject();
        json.WriteInstant("at", read.At);
        json.WriteString("key", read.Key);
        json.WriteString("call", read.Call);
        json.WriteNumber("count", read.Count);
        json.WriteEndObject();
    }
}
