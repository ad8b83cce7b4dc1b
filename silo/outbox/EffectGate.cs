using System.Buffers;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Outbox;

/// <summary>Opens an effect and asks once more, at the moment of sending, whether it may go out: it is not too late, the person is still
/// there, and the consent it rests on was not withdrawn.</summary>
public sealed class EffectGate(ICustomers customers, ICustomerInbox inbox, IPersonKeys keys, IJournalStore store)
{
    /// <returns>What to send, or why not.</returns>
    internal async ValueTask<(Sending? Sending, SendResult? Refusal)> OpenAsync(OutboxItem item, DateTimeOffset now, CancellationToken cancel)
    {
        if (item.Row.UseUntil == OutboxRow.Superseded) return (null, SendResult.Superseded);
        if (item.Row.UseUntil < now.ToUnixMicroseconds()) return (null, SendResult.Withheld("too-late"));
        var id = await inbox.IdOfAsync(item.Customer, cancel).ConfigureAwait(false);
        using var seal = keys.Open(item.Customer);
        if (id is null || seal is null) return (null, SendResult.Withheld("erased"));
        var plain = new ArrayBufferWriter<byte>(item.Row.Sealed.Length);
        if (!seal.TryOpen(item.Row.Sealed, plain)) return (null, SendResult.Hopeless("it does not open with the person's key"));
        var effect = EffectCodec.Read(plain.WrittenSpan);
        if (effect is Effect.Message { Basis: "consent" } message && !await IsGrantedAsync(id, message, cancel).ConfigureAwait(false))
            return (null, SendResult.Withheld("no-consent"));
        return (new Sending(item.Customer, id, effect, UnixTime.FromMicroseconds(item.Row.NotBefore), now), null);
    }

    /// <summary>What the customer's state says; where somebody else has written for the customer since, what the journal says.</summary>
    private async ValueTask<bool> IsGrantedAsync(string id, Effect.Message message, CancellationToken cancel)
    {
        (bool Granted, long Customer, long Seq) Look(CustomerState state) =>
            (state.Consents.Any(c => c.Granted && c.Purpose == message.Purpose && c.Channel == message.Channel), state.Key, state.Seq);

        var answer = await customers.ReadAsync(id, Look, null, cancel).ConfigureAwait(false);
        if (!answer.Value.Granted) return false;
        if ((await store.EntriesAsync(answer.Value.Customer, answer.Value.Seq, 1, cancel).ConfigureAwait(false)).Count == 0) return true;
        return (await customers.ReadAsync(id, Look, DateTimeOffset.MaxValue, cancel).ConfigureAwait(false)).Value.Granted;
    }
}
