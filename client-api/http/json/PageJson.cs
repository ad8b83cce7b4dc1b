using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>A page of a list: <c>items</c>, and <c>next</c> to go on with.</summary>
internal static class PageJson
{
    public static void Write<T>(Utf8JsonWriter json, Page<T> page, Action<Utf8JsonWriter, T> writeItem)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in page.Items) writeItem(json, item);
        json.WriteEndArray();
        json.WriteString("next", page.Next);
        json.WriteEndObject();
    }
}
