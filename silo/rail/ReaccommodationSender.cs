using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Play;
using JourneyOrchestrator.Silo.Replay.Rail;
using JourneyOrchestrator.Workflows.Values;
using NodaTime;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>The other end of the journey's webhooks in a replay: the re-accommodation service, in this process. It answers as the real one
/// would, with a signal of the traveller.</summary>
internal sealed class ReaccommodationSender(ReaccommodationService service) : IEffectSender
{
    private ICustomers? customers;

    public string Kind => "webhook";

    /// <summary>Where the answers go; known only once the host runs.</summary>
    public void Answer(ICustomers to) => customers = to;

    public async ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel)
    {
        var webhook = (Effect.Webhook)sending.Effect;
        if (webhook.Url != ReaccommodationService.Address) return SendResult.Hopeless("nobody answers at this address in a replay");
        var answer = service.Answer(ValueJson.ToUtf8(webhook.Body), webhook.Id, Instant.FromDateTimeOffset(sending.Now));
        var receipts = await customers!.SignalAsync([ReplayCloudEvents.Parse(answer, sending.Now)], cancel);
        return receipts[0].Kind is ReceiptKind.Accepted or ReceiptKind.Duplicate ? SendResult.Sent : SendResult.Failed($"the traveller answered {receipts[0].Kind}");
    }
}
