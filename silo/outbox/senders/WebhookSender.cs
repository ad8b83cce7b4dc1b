using System.Globalization;
using System.Net.Http.Headers;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Telemetry;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Outbox.Senders;

/// <summary>Posts JSON to a URL; any answer in the two hundreds is success. The header <c>Idempotency-Key</c> is the effect's id, equal on
/// every try. Signed by Standard Webhooks. Redirects are not followed.</summary>
/// <param name="client">Made by <see cref="WebhookClient.Create"/>, which keeps it off private addresses.</param>
/// <param name="secret">What calls are signed with.</param>
public sealed class WebhookSender(HttpClient client, WebhookSecret secret) : IEffectSender
{
    public string Kind => "webhook";

    public async ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel)
    {
        var webhook = (Effect.Webhook)sending.Effect;
        if (!Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            return SendResult.Hopeless("the URL is not an absolute http or https URL");
        var body = ValueJson.ToUtf8(webhook.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", webhook.Id);
        if (SendSpan.Calling(url) is { } trace) request.Headers.Add(Spans.TraceParent, trace);
        AddSignature(request, webhook.Id, sending.Now, body);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            SendSpan.Answered((int)response.StatusCode);
            return response.IsSuccessStatusCode ? SendResult.Sent : SendResult.Failed($"HTTP {(int)response.StatusCode}");
        }
        catch (HttpRequestException error) when (error.InnerException is PrivateAddressException)
        {
            return SendResult.Hopeless("the URL leads to a private address, which this host does not call (--allow-private-webhooks)");
        }
        catch (HttpRequestException error)
        {
            return SendResult.Failed($"no connection: {error.HttpRequestError}");
        }
    }

    /// <summary>The time is that of the try: a receiver may refuse an old one, which somebody recorded and sends again.</summary>
    private void AddSignature(HttpRequestMessage request, string id, DateTimeOffset now, byte[] body)
    {
        var timestamp = now.ToUnixTimeSeconds();
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", secret.Sign(id, timestamp, body));
    }
}
