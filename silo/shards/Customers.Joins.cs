using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

public sealed partial class Customers
{
    private static bool IsJoin(Signal signal) => signal.Type == BuiltInSignals.Identified;

    private static bool HasJoin(IReadOnlyList<Signal> signals)
    {
        for (var i = 0; i < signals.Count; i++)
            if (IsJoin(signals[i])) return true;
        return false;
    }

    /// <summary>What comes after a signal that joins a visitor to a customer is about the customer as it is then, whose other signals come another way:
    /// so it waits, and the answer means that the customer has taken over.</summary>
    private async ValueTask<Receipt[]> SignalInPartsAsync(IReadOnlyList<Signal> signals, CancellationToken cancel)
    {
        var receipts = new List<Receipt>(signals.Count);
        while (receipts.Count < signals.Count)
        {
            var part = new List<Signal>();
            while (receipts.Count + part.Count < signals.Count && !IsJoin(signals[receipts.Count + part.Count])) part.Add(signals[receipts.Count + part.Count]);
            if (part.Count > 0) receipts.AddRange(await TakeAsync(part, cancel).ConfigureAwait(false));
            if (receipts.Count < signals.Count) receipts.Add(await JoinAsync(signals[receipts.Count], cancel).ConfigureAwait(false));
        }
        return [.. receipts];
    }

    private async ValueTask<Receipt> JoinAsync(Signal signal, CancellationToken cancel)
    {
        if (BuiltInSignals.Problem(signal) is null && await IsErasedAsync(signal.Data.AsMap()["customer"].AsString(), cancel).ConfigureAwait(false)) return Receipts.Erased;
        var receipt = (await TakeAsync([signal], cancel).ConfigureAwait(false))[0];
        if (receipt.Kind is not (ReceiptKind.Accepted or ReceiptKind.Duplicate)) return receipt;
        var over = await HandleAsync([Delivery.To(signal.Subject, new Input.HandOver())], cancel).ConfigureAwait(false);
        return over[0].Kind is ReceiptKind.Unavailable or ReceiptKind.Erased ? over[0] : receipt;
    }

    private async ValueTask<bool> IsErasedAsync(string customer, CancellationToken cancel) =>
        (await ReadAsync(customer, static _ => true, null, cancel).ConfigureAwait(false)).Status == ReadStatus.Gone;

    /// <summary>The person was erased while the visitor was on the way to be joined: what is known of the visitor is known of that person.</summary>
    private async Task EraseOrphanAsync(string visitor)
    {
        try
        {
            await erasing.EraseAsync(visitor, "joined to a person who was erased", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The effect that joins is still in the outbox and asks for it again.
            host.Log.LogError(error, "A visitor who turned out to be an erased person is not erased yet.");
        }
    }
}
