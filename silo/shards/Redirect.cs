using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>
/// Passes what is for a customer who was joined to another on to that one. Whoever comes first sees to it that the other has taken over: so nothing
/// overtakes the join, and the effect that brings it is only needed after a crash.
/// </summary>
internal sealed class Redirect(Host host, ShardSet shards)
{
    /// <returns>False when the customer's memory was dropped meanwhile: nothing was done, load and begin again.</returns>
    public async ValueTask<bool> TryAsync(Slot slot, Work work)
    {
        var generation = slot.Generation;
        while (slot.Pending is { } pending) await pending.EndAsync();
        if (slot.Generation != generation) return false;
        var end = slot.HandedOver ? ReceiptKind.Duplicate : await HandOverAsync(slot, slot.State!.AliasOf!);
        slot.HandedOver = end is ReceiptKind.Accepted or ReceiptKind.Duplicate;
        if (slot.HandedOver || end == ReceiptKind.Erased) await PassOnAsync(slot, work);
        else work.Fail(new IOException("A customer could not take over from the one who was joined to it."));
        return true;
    }

    /// <summary>The customer may be with another host: then it is waited for, so that what comes next for the visitor does not overtake it.</summary>
    private async ValueTask PassOnAsync(Slot slot, Work work)
    {
        if (!slot.HandedOver && work is TurnWork) host.OnOrphan(slot.Id);
        if (work is TurnWork turn && Answer(slot, turn.Input) is { } receipt)
        {
            turn.Answer(receipt);
            return;
        }
        work.PassOn(slot.State!.AliasOf!, slot.Key);
        if (host.Others is { } others) await work.HaveDoneAsync(others);
        else shards.Take(work);
    }

    /// <summary>The slot is busy meanwhile, so its state stays.</summary>
    private async ValueTask<ReceiptKind> HandOverAsync(Slot slot, string survivor)
    {
        if (await host.Store.SurvivorAsync(slot.Key) != 0) return ReceiptKind.Duplicate;
        var state = slot.State!;
        var join = new Input.Join(slot.Key, CaseParts.JoinId(slot.Key, state.Seq), slot.Id, state.Seq, Encoding.UTF8.GetString(SnapshotCodec.Write(state)));
        if (host.Others is { } others) return (await others.HandleAsync([Delivery.To(survivor, join)]))[0].Kind;
        host.Admission.Enter(1);
        var call = new Call(1, host.Admission);
        shards.Take(new TurnWork(survivor, join, call, 0));
        var receipt = (await call.EndAsync(CancellationToken.None))[0];
        return receipt.Kind;
    }

    /// <summary>What is answered here; null: the other will. Of topics the other is a follower by itself.</summary>
    private static Receipt? Answer(Slot slot, Input input) => input switch
    {
        Input.HandOver => slot.HandedOver ? Receipt.Accepted(slot.State!.Seq) : Receipts.Erased,
        Input.Topic => new Receipt(ReceiptKind.Duplicate),
        Input.Event { Signal: { Type: BuiltInSignals.Identified } signal } => Again(slot, signal),
        _ => null,
    };

    private static Receipt Again(Slot slot, Signal signal)
    {
        if (BuiltInSignals.Problem(signal) is { } problem) return new Receipt(ReceiptKind.Invalid, 0, problem);
        return signal.Data.AsMap()["customer"].AsString() == slot.State!.AliasOf ? Receipts.Duplicate(slot.State.Seq) : Receipts.AlreadyJoined;
    }
}
