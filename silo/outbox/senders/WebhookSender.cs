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
        if (WebhookUrl.Parse(webhook.Url) is not { } url) return SendResult.Hopeless("the URL is not an absolute http or https URL");
        var call = new WebhookCall(webhook.Id, ValueJson.ToUtf8(webhook.Body)) { Trace = SendSpan.Calling(url) };
        var answer = await call.PostAsync(client, url, sending.Now, [secret], cancel).ConfigureAwait(false);
        if (answer.Status is { } status) SendSpan.Answered(status);
        return answer.Error is not { } error ? SendResult.Sent : answer.IsPrivate ? SendResult.Hopeless(error) : SendResult.Failed(error);
    }
}
