using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Outbox.Senders;

/// <summary>Hands a signal of one customer to another. The other's turn knows it by (sender, effect) and handles it once, however often it comes.</summary>
public sealed class InternalSender(ICustomerInbox inbox) : IEffectSender
{
    public string Kind => "internal";

    public async ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel)
    {
        var effect = (Effect.Internal)sending.Effect;
        var source = string.Create(CultureInfo.InvariantCulture, $"urn:customer:{sending.CustomerKey}");
        var signal = new Signal(effect.Id, source, effect.EventType, effect.Customer, sending.QueuedAt, effect.Payload);
        var receipts = await inbox.HandleAsync(
            [Delivery.To(effect.Customer, new Input.Internal(sending.CustomerKey, effect.Id, signal))], cancel).ConfigureAwait(false);
        return receipts[0].Kind switch
        {
            ReceiptKind.Accepted or ReceiptKind.Duplicate => SendResult.Sent,
            ReceiptKind.Erased => SendResult.Withheld("receiver-erased"),
            ReceiptKind.Unavailable => SendResult.Failed("the receiver could not take it now"),
            var kind => SendResult.Hopeless($"the receiver answered {kind}"),
        };
    }
}
