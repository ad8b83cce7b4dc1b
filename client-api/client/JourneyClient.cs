using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>An event to send. <paramref name="Subject"/>: the customer id.</summary>
public sealed record JourneyEvent(string Id, string Source, string Type, string Subject)
{
    /// <summary>When it happened; null: when it is received.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Any JSON; null: none.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>What became of sent events. <paramref name="Rejected"/>: index of each rejected event, and the codes of what is wrong with it.</summary>
public sealed record EventReceipt(long Accepted, long Duplicates, IReadOnlyList<(long Index, IReadOnlyList<string> Codes)> Rejected);

/// <summary>The host refused a call; <see cref="Problem"/> is its problem+json, with the fields concerned and what to do.</summary>
public sealed class JourneyRefusedException(HttpStatusCode status, string problem) : Exception($"The host answered {(int)status}: {problem}")
{
    public HttpStatusCode Status { get; } = status;

    public string Problem { get; } = problem;
}

/// <summary>A small client of the HTTP calls. Thread-safe. Sending an event again is safe: it counts once.</summary>
/// <param name="client">Its base address is the host's; its authorization, where the host has API keys, a key.</param>
public sealed class JourneyClient(HttpClient client) : IDisposable
{
    /// <param name="key">An API key; null: the host has none.</param>
    public JourneyClient(Uri host, string? key = null) : this(new HttpClient { BaseAddress = host, DefaultRequestHeaders = { Authorization = key is null ? null : new("Bearer", key) } }) { }

    public void Dispose() => client.Dispose();

    /// <summary>Sends events, in order; ends when those accepted are on disk.</summary>
    /// <exception cref="JourneyRefusedException">The host did not take the batch; on 503 send it again.</exception>
    public async Task<EventReceipt> SendAsync(IEnumerable<JourneyEvent> events, CancellationToken cancel = default)
    {
        using var body = new ReadOnlyMemoryContent(Lines(events));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await ReadAsync(await client.PostAsync(new Uri("/v1/events", UriKind.Relative), body, cancel), cancel);
        var root = answer.RootElement;
        return new(root.GetProperty("accepted").GetInt64(), root.GetProperty("duplicates").GetInt64(), [.. root.GetProperty("rejected").EnumerateArray().Select(Rejection)]);
    }

    /// <summary>The card of a customer; null when there is no such customer.</summary>
    /// <param name="at">As it was known at this moment; null: now.</param>
    public async Task<JsonDocument?> CardAsync(string customer, DateTimeOffset? at = null, CancellationToken cancel = default)
    {
        var query = at is { } moment ? $"?at={Uri.EscapeDataString(moment.UtcDateTime.ToString("O"))}" : "";
        var response = await client.GetAsync(new Uri($"/v1/customers/{Uri.EscapeDataString(customer)}{query}", UriKind.Relative), cancel);
        if (response.StatusCode != HttpStatusCode.NotFound) return await ReadAsync(response, cancel);
        response.Dispose();
        return null;
    }

    /// <summary>A page of tasks, filtered where a filter is given; its members are <c>items</c> and <c>next</c>.</summary>
    public async Task<JsonDocument> TasksAsync(string? role = null, string? status = null, string? customer = null, string? after = null, CancellationToken cancel = default)
    {
        var query = string.Join('&', new[] { ("role", role), ("status", status), ("customer", customer), ("after", after) }
            .Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
        return await ReadAsync(await client.GetAsync(new Uri("/v1/tasks?" + query, UriKind.Relative), cancel), cancel);
    }

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            if (!response.IsSuccessStatusCode) throw new JourneyRefusedException(response.StatusCode, await response.Content.ReadAsStringAsync(cancel));
            return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancel), cancellationToken: cancel);
        }
    }

    private static (long, IReadOnlyList<string>) Rejection(JsonElement rejected) =>
        (rejected.GetProperty("index").GetInt64(), [.. rejected.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()!)]);

    private static ReadOnlyMemory<byte> Lines(IEnumerable<JourneyEvent> events)
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
        json.WriteString("subject", one.Subject);
        if (one.Time is { } time) json.WriteString("time", time.UtcDateTime);
        if (one.Data is { } data)
        {
            json.WritePropertyName("data");
            data.WriteTo(json);
        }
        json.WriteEndObject();
    }
}
