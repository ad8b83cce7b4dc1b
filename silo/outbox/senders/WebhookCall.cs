using System.Globalization;
using System.Net.Http.Headers;
using JourneyOrchestrator.Silo.Telemetry;

namespace JourneyOrchestrator.Silo.Outbox.Senders;

/// <summary>A JSON body on its way to a receiver, signed by Standard Webhooks. Its id, also in <c>Idempotency-Key</c>, is equal on every try; the time
/// is that of the try: a receiver may refuse an old one, which somebody recorded and sends again.</summary>
public sealed record WebhookCall(string Id, byte[] Json)
{
    /// <summary>What the receiver is told of the trace; null: nothing.</summary>
    public string? Trace { get; init; }

    /// <summary>Makes one try. Redirects are not followed; any answer in the two hundreds is success.</summary>
    /// <param name="client">Made by <see cref="WebhookClient.Create"/>, which keeps it off private addresses.</param>
    /// <param name="secrets">Each gives a signature; the receiver knows one of them.</param>
    public async ValueTask<WebhookAnswer> PostAsync(HttpClient client, Uri url, DateTimeOffset now, IReadOnlyList<WebhookSecret> secrets, CancellationToken cancel)
    {
        using var request = Request(url, now.ToUnixTimeSeconds(), secrets);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode ? new(status, null) : new(status, $"HTTP {status}") { RetryAfter = RetryAfter(response.Headers.RetryAfter, now) };
        }
        catch (HttpRequestException error) when (error.InnerException is PrivateAddressException)
        {
            return new(null, "the URL leads to a private address, which this host does not call (--allow-private-webhooks)") { IsPrivate = true };
        }
        catch (HttpRequestException error)
        {
            return new(null, $"no connection: {error.HttpRequestError}");
        }
    }

    private HttpRequestMessage Request(Uri url, long timestamp, IEnumerable<WebhookSecret> secrets)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", Id);
        request.Headers.Add("webhook-id", Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(secret => secret.Sign(Id, timestamp, Json))));
        if (Trace is not null) request.Headers.Add(Spans.TraceParent, Trace);
        return request;
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, DateTimeOffset now) => header?.Delta ?? header?.Date - now;
}

/// <summary>What came of a try.</summary>
/// <param name="Status">HTTP status; null: there was no answer.</param>
/// <param name="Error">Null: the receiver has taken it.</param>
public readonly record struct WebhookAnswer(int? Status, string? Error)
{
    /// <summary>The URL leads to an address that is not called.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The receiver wants to be left alone for so long.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
