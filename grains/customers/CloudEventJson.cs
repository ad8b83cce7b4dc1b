using System.Buffers;
using System.Globalization;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>Signals as structured CloudEvents 1.0 JSON, canonical: attributes in a fixed order, extensions after them. How topics keep their events.</summary>
public static class CloudEventJson
{
    private static readonly string[] Known = ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"];

    /// <param name="receivedAt">Stands for the event's time when it does not say one.</param>
    public static byte[] Write(Signal signal, DateTimeOffset receivedAt)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", signal.Id);
            json.WriteString("source", signal.Source);
            json.WriteString("type", signal.Type);
            if (signal.Subject.Length > 0) json.WriteString("subject", signal.Subject);
            json.WriteString("time", (signal.Time ?? receivedAt).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
            foreach (var (name, value) in signal.Extensions ?? ValueMap.Empty)
            {
                json.WritePropertyName(name.AsString());
                ValueJson.Write(json, value);
            }
            json.WritePropertyName("data");
            ValueJson.Write(json, signal.Data);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">Something else.</exception>
    public static Signal Read(ReadOnlySpan<byte> utf8)
    {
        var map = ValueJson.Parse(utf8).AsMap();
        var time = DateTimeOffset.Parse(Text(map, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var extensions = map;
        foreach (var name in Known) extensions = extensions.Without(name);
        return new Signal(
            Text(map, "id"), Text(map, "source"), Text(map, "type"), map.TryGetValue("subject", out var subject) ? subject.AsString() : "",
            time, map["data"]) { Extensions = extensions.Count > 0 ? extensions : null };
    }

    private static string Text(ValueMap map, string name) =>
        map.TryGetValue(name, out var value) && value.Kind == ValueKind.String
            ? value.AsString()
            : throw new FormatException($"A stored event has no '{name}'.");
}
