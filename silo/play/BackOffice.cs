using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Workflows.Values;
using NodaTime;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>The other end of webhooks in a replay: payments answer as the real ones would, with a signal of the customer; the warehouse takes note; the
/// re-accommodation service knows of no other train. Of a hundred payments three are refused and two never answered.</summary>
internal sealed class BackOffice(ulong seed) : IEffectSender
{
    private const string Payments = "https://payments.example/refunds", Warehouse = "https://warehouse.example/orders", Trains = "https://reaccommodation.example/alternatives";

    private ICustomers? customers;

    public string Kind => "webhook";

    /// <summary>Where the answers go; known only once the host runs.</summary>
    public void Answer(ICustomers to) => customers = to;

    public async ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel)
    {
        var webhook = (Effect.Webhook)sending.Effect;
        var answer = webhook.Url switch
        {
            Payments => Paid(sending, webhook.Body.AsMap()),
            Trains => NoTrain(sending, webhook.Body.AsMap()),
            Warehouse => null,
            _ => throw new InvalidOperationException($"Nobody answers at {webhook.Url} in a replay."),
        };
        if (answer is null) return SendResult.Sent;
        var receipts = await customers!.SignalAsync([ReplayCloudEvents.Parse(answer, sending.Now)], cancel);
        return receipts[0].Kind is ReceiptKind.Accepted or ReceiptKind.Duplicate ? SendResult.Sent : SendResult.Failed($"the customer answered {receipts[0].Kind}");
    }

    private ReplaySignal? Paid(Sending sending, ValueMap body)
    {
        var refund = body["refund"].AsString();
        var chance = TextSeed.For(seed, $"{sending.CustomerId}\n{refund}").Below(100);
        if (chance < 2) return null;
        return Signal(sending, "/payments", chance < 5 ? "refund.failed" : "refund.paid", body, "refund", "order", "disruption", "amount");
    }

    private static ReplaySignal NoTrain(Sending sending, ValueMap body) => Signal(sending, "/rail/re-accommodation", "trip.alternatives.none", body, "booking", "request");

    private static ReplaySignal Signal(Sending sending, string source, string type, ValueMap body, params string[] members)
    {
        var data = new ValueMap.Builder();
        foreach (var member in members.Order(StringComparer.Ordinal))
            if (!body[member].IsNull) data.Add(member, body[member]);
        return new ReplaySignal(Instant.FromDateTimeOffset(sending.Now), sending.CustomerId, null, source, sending.Effect.Id, type, ValueJson.ToUtf8(Value.OfMap(data.Build())));
    }
}
