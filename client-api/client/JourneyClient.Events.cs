using System.Buffers;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    private const string Lines = "application/x-ndjson";

    /// <summary>Sends events about customers, in order; ends when those accepted are on disk.</summary>
    /// <exception cref="JourneyRefusedException">The host did not take them.</exception>
    public Task<EventReceipt> SendAsync(IEnumerable<JourneyEvent> events, CancellationToken cancel = default) => PostAsync("/v1/events", events, cancel);

    /// <summary>Puts events on a topic; whoever follows it hears of them, each in order.</summary>
    /// <exception cref="JourneyRefusedException">The host did not take them.</exception>
    public Task<EventReceipt> PublishAsync(string topic, IEnumerable<JourneyEvent> events, CancellationToken cancel = default) => PostAsync(PathOfTopic(topic) + "/events", events, cancel);

    private async Task<EventReceipt> PostAsync(string path, IEnumerable<JourneyEvent> events, CancellationToken cancel)
    {
        var root = await CallAsync(HttpMethod.Post, path, ClientJson.Default.JsonElement, Written(events), Lines, cancel);
        return new(root.GetProperty("accepted").GetInt64(), root.GetProperty("duplicates").GetInt64(), [.. root.GetProperty("rejected").EnumerateArray().Select(Rejection)])
        {
            SetAside = root.TryGetProperty("setAside", out var kept) ? kept.GetInt64() : 0,
        };
    }

    private static (long, IReadOnlyList<string>) Rejection(JsonElement rejected) =>
        (rejected.GetProperty("index").GetInt64(), [.. rejected.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()!)]);

    private static ReadOnlyMemory<byte> Written(IEnumerable<JourneyEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        foreach (var one in events)
        {
            json.Reset();
            Write(json, one);
            json.Flush();
            buffer.Write("\n"u8);
        }
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, JourneyEvent one)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", one.Id);
        json.WriteString("source", one.Source);
        json.WriteString("type", one.Type);
        if (one.Subject.Length > 0) json.WriteString("subject", one.Subject);
        if (one.Time is { } time) json.WriteString("time", time.UtcDateTime);
        if (one.LatestOnly) json.WriteBoolean("latestonly", true);
        if (one.Data is { } data)
        {
            json.WritePropertyName("data");
            data.WriteTo(json);
        }
        json.WriteEndObject();
    }
}
