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
        if (CaseParts.IsJoin(effect.Id)) return await JoinAsync(sending, cancel).ConfigureAwait(false);
        var source = string.Create(CultureInfo.InvariantCulture, $"urn:customer:{sending.CustomerKey}");
        var signal = new Signal(effect.Id, source, effect.EventType, effect.Customer, sending.QueuedAt, effect.Payload);
        return Result(await DeliverAsync(Delivery.To(effect.Customer, new Input.Internal(sending.CustomerKey, effect.Id, signal)), cancel).ConfigureAwait(false));
    }

    /// <summary>The visitor itself brings to the other what is known; to somebody erased it brings nothing and is erased as well, with this effect.</summary>
    private async ValueTask<SendResult> JoinAsync(Sending sending, CancellationToken cancel)
    {
        var receipt = await DeliverAsync(Delivery.To(sending.CustomerKey, new Input.HandOver()), cancel).ConfigureAwait(false);
        return receipt == ReceiptKind.Erased ? SendResult.Failed("the customer was erased, and the visitor is being erased") : Result(receipt);
    }

    private async ValueTask<ReceiptKind> DeliverAsync(Delivery delivery, CancellationToken cancel) =>
        (await inbox.HandleAsync([delivery], cancel).ConfigureAwait(false))[0].Kind;

    private static SendResult Result(ReceiptKind receipt) => receipt switch
    {
        ReceiptKind.Accepted or ReceiptKind.Duplicate => SendResult.Sent,
        ReceiptKind.Erased => SendResult.Withheld("receiver-erased"),
        ReceiptKind.Unavailable => SendResult.Failed("the receiver could not take it now"),
        var kind => SendResult.Hopeless($"the receiver answered {kind}"),
    };
}
