using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>
/// The HTTP calls (docs/api.md). Thread-safe. A call that the host can't take now (503, 429) is made again after the time that it asks for, a few times;
/// nothing was done then, and events count once however often they are sent.
/// </summary>
/// <param name="client">Its base address is the host's; its authorization, where the host has API keys, a key.</param>
public sealed partial class JourneyClient(HttpClient client) : IDisposable
{
    private const int TriesMax = 5;
    private static readonly TimeSpan WaitMost = TimeSpan.FromSeconds(30), WaitElse = TimeSpan.FromSeconds(1);

    /// <param name="key">An API key; null: the host has none.</param>
    public JourneyClient(Uri host, string? key = null) : this(new HttpClient { BaseAddress = host, DefaultRequestHeaders = { Authorization = key is null ? null : new("Bearer", key) } }) { }

    public void Dispose() => client.Dispose();

    private static string Escape(string part) => Uri.EscapeDataString(part);

    private static string Query(params (string Name, string? Value)[] parts) =>
        string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Escape(p.Value!)}")) is { Length: > 0 } query ? "?" + query : "";

    /// <exception cref="JourneyRefusedException">The host refused it.</exception>
    private async Task<T> CallAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, ReadOnlyMemory<byte>? body = null, string mediaType = "application/json", CancellationToken cancel = default) =>
        await TryAsync(method, path, ReaderOf(type), body, mediaType, cancel: cancel) ?? throw Nothing(path);

    /// <summary>The same; null: there is no such thing.</summary>
    private Task<T?> TryAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, CancellationToken cancel = default) => TryAsync(method, path, ReaderOf(type), cancel: cancel);

    /// <param name="read">Reads the answer.</param>
    /// <param name="tries">How often a host that is busy is asked.</param>
    private async Task<T?> TryAsync<T>(
        HttpMethod method, string path, Func<Stream, CancellationToken, ValueTask<T?>> read, ReadOnlyMemory<byte>? body = null, string mediaType = "application/json",
        int tries = TriesMax, CancellationToken cancel = default)
    {
        for (var left = tries; ; left--)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            if (body is { } bytes) request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
            using var answer = await client.SendAsync(request, cancel);
            if (answer.IsSuccessStatusCode) return await read(await answer.Content.ReadAsStreamAsync(cancel), cancel);
            if (answer.StatusCode == HttpStatusCode.NotFound && method == HttpMethod.Get) return default;
            if (left == 1 || answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                throw new JourneyRefusedException(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
            var wait = answer.Headers.RetryAfter?.Delta ?? WaitElse;
            await Task.Delay(wait < WaitMost ? wait : WaitMost, cancel);
        }
    }

    private static Func<Stream, CancellationToken, ValueTask<T?>> ReaderOf<T>(JsonTypeInfo<T> type) => (content, cancel) => JsonSerializer.DeserializeAsync(content, type, cancel);

    private static JourneyRefusedException Nothing(string path) => new(HttpStatusCode.NotFound, $"There is nothing at {path}.");

    private static byte[] Object(params (string Name, object? Value)[] members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members.Where(m => m.Value is not null))
            {
                json.WritePropertyName(name);
                switch (value)
                {
                    case bool truth: json.WriteBooleanValue(truth); break;
                    case int number: json.WriteNumberValue(number); break;
                    case JsonElement element: element.WriteTo(json); break;
                    case IReadOnlyList<string> texts: JsonSerializer.Serialize(json, texts, ClientJson.Default.IReadOnlyListString); break;
                    default: json.WriteStringValue((string)value!); break;
                }
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
