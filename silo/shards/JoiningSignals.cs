using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>
/// Signals some of which join a visitor to a customer. What comes after such a one is about the customer as it is then, whose other signals come another
/// way: so it waits, and the answer means that the customer has taken over.
/// </summary>
/// <param name="take">Hands over signals that join nobody, or one alone that does.</param>
/// <param name="isErased">Says whether a customer was erased.</param>
public sealed class JoiningSignals(
    Func<IReadOnlyList<Signal>, CancellationToken, ValueTask<Receipt[]>> take, ICustomerInbox inbox, Func<string, CancellationToken, ValueTask<bool>> isErased)
{
    /// <summary>Hands over signals in the order that their meaning asks for; the receipts come in the order of the signals.</summary>
    public ValueTask<Receipt[]> HandAsync(IReadOnlyList<Signal> signals, CancellationToken cancel) =>
        signals.Count == 0 ? new([]) : HasJoin(signals) ? InPartsAsync(signals, cancel) : take(signals, cancel);

    private static bool IsJoin(Signal signal) => signal.Type == BuiltInSignals.Identified;

    private static bool HasJoin(IReadOnlyList<Signal> signals)
    {
        for (var i = 0; i < signals.Count; i++)
            if (IsJoin(signals[i])) return true;
        return false;
    }

    private async ValueTask<Receipt[]> InPartsAsync(IReadOnlyList<Signal> signals, CancellationToken cancel)
    {
        var receipts = new List<Receipt>(signals.Count);
        while (receipts.Count < signals.Count)
        {
            var part = new List<Signal>();
            while (receipts.Count + part.Count < signals.Count && !IsJoin(signals[receipts.Count + part.Count])) part.Add(signals[receipts.Count + part.Count]);
            if (part.Count > 0) receipts.AddRange(await take(part, cancel).ConfigureAwait(false));
            if (receipts.Count < signals.Count) receipts.Add(await JoinAsync(signals[receipts.Count], cancel).ConfigureAwait(false));
        }
        return [.. receipts];
    }

    private async ValueTask<Receipt> JoinAsync(Signal signal, CancellationToken cancel)
    {
        if (BuiltInSignals.Problem(signal) is null && await isErased(signal.Data.AsMap()["customer"].AsString(), cancel).ConfigureAwait(false)) return Receipts.Erased;
        var receipt = (await take([signal], cancel).ConfigureAwait(false))[0];
        if (receipt.Kind is not (ReceiptKind.Accepted or ReceiptKind.Duplicate)) return receipt;
        var over = await inbox.HandleAsync([Delivery.To(signal.Subject, new Input.HandOver())], cancel).ConfigureAwait(false);
        return over[0].Kind is ReceiptKind.Unavailable or ReceiptKind.Erased ? over[0] : receipt;
    }
}
