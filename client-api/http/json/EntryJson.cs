using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>A journal entry on the wire (CONTRACT: customers, entry).</summary>
internal static class EntryJson
{
    /// <param name="customer">Where entries of several customers are mixed: whose it is.</param>
    public static void Write(Utf8JsonWriter json, Entry entry, string? customer = null)
    {
        json.WriteStartObject();
        if (customer is not null) json.WriteString("customer", customer);
        json.WriteNumber("seq", entry.Seq);
        json.WriteInstant("at", entry.At);
        json.WriteInstant("time", entry.Time);
        json.WriteString("subject", entry.Subject);
        json.WritePropertyName("input");
        WriteInput(json, entry.Input, withData: true);
        json.WriteStartArray("facts");
        foreach (var fact in entry.Facts)
        {
            json.WriteStartObject();
            FactJson.Write(json, fact);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("effects");
        foreach (var effect in entry.Effects) EffectJson.Write(json, effect);
        json.WriteEndArray();
        json.WriteStartObject("versions");
        json.WriteString("engine", entry.Versions.Engine);
        json.WriteString("timeZones", entry.Versions.TimeZones);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteInput(Utf8JsonWriter json, EntryInput input, bool withData)
    {
        json.WriteStartObject();
        json.WriteString("kind", input.Kind);
        json.WriteString("id", input.Id);
        json.WriteString("source", input.Source);
        json.WriteString("type", input.Type);
        if (withData)
        {
            json.WritePropertyName("data");
            ValueJson.Write(json, input.Data);
        }
        json.WriteEndObject();
    }
}
