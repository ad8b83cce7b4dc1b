using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Telemetry;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>Posts to the receivers of subscriptions, each with the secrets of its own.</summary>
internal sealed class Receiver(HttpClient client, IHostSeal seal, SubscriptionOptions options, ILogger log)
{
    /// <summary>One try, which fails in no other way than by its answer.</summary>
    public async ValueTask<WebhookAnswer> PostAsync(SubscriptionRow to, string id, byte[] body, CancellationToken cancel)
    {
        var answer = await TryAsync(to, id, body, cancel).ConfigureAwait(false);
        if (Instruments.SubscriptionTries.Enabled)
            Instruments.SubscriptionTries.Add(1, Instruments.Tag(Attributes.Subscription, to.Id), Instruments.Tag(Attributes.Outcome, answer.Error is null ? "sent" : "failed"));
        return answer;
    }

    public byte[] Seal(string subscription, string secret) => seal.Seal(subscription, Encoding.ASCII.GetBytes(secret));

    private async ValueTask<WebhookAnswer> TryAsync(SubscriptionRow to, string id, byte[] body, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(options.TryTime, options.Waits);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            var now = options.Time.GetUtcNow();
            return await new WebhookCall(id, body).PostAsync(client, new Uri(to.Url), now, Secrets(to, now), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, "no answer in time");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A try that fails in a way nobody foresaw is a failed try: it is noted with the subscription and made again.
            log.SubscriptionTryFailed(error, to.Id);
            return new(null, error.GetType().Name);
        }
    }

    private WebhookSecret[] Secrets(SubscriptionRow row, DateTimeOffset now) =>
        row.OldSecret is { } old && now.ToUnixMicroseconds() < row.OldUntil ? [Open(row.Id, row.Secret), Open(row.Id, old)] : [Open(row.Id, row.Secret)];

    private WebhookSecret Open(string subscription, byte[] secret) => seal.Open(subscription, secret) is { } text
        ? WebhookSecret.FromText(Encoding.ASCII.GetString(text), "a subscription")
        : throw new InvalidDataException("The secret does not open: the store is damaged.");
}
