using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;

namespace JourneyOrchestrator.Silo.Shards;

public sealed partial class Customers
{
    private static bool IsJoin(Signal signal) => signal.Type == BuiltInSignals.Identified;

    /// <summary>What comes after a signal that joins a visitor to a customer is about the customer as it is then, whose other signals come another way:
    /// so it waits, and the answer means that the customer has taken over.</summary>
    private async ValueTask<Receipt[]> SignalInPartsAsync(IReadOnlyList<Signal> signals, CancellationToken cancel)
    {
        var receipts = new List<Receipt>(signals.Count);
        while (receipts.Count < signals.Count)
        {
            var part = new List<Signal>();
            do part.Add(signals[receipts.Count + part.Count]);
            while (!IsJoin(part[^1]) && receipts.Count + part.Count < signals.Count);
            receipts.AddRange(await TakeAsync(part, cancel).ConfigureAwait(false));
            if (IsJoin(part[^1]) && receipts[^1].Kind is ReceiptKind.Accepted or ReceiptKind.Duplicate)
                receipts[^1] = await HandOverAsync(part[^1].Subject, receipts[^1], cancel).ConfigureAwait(false);
        }
        return [.. receipts];
    }

    private async ValueTask<Receipt> HandOverAsync(string visitor, Receipt receipt, CancellationToken cancel)
    {
        var over = await HandleAsync([Delivery.To(visitor, new Input.HandOver())], cancel).ConfigureAwait(false);
        return over[0].Kind == ReceiptKind.Unavailable ? over[0] : receipt;
    }
}
