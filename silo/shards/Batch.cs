using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Turns that a shard decided and that go to disk together, with the callers to answer afterwards. Filled and ended on the shard's loop;
/// in between the committer reads it.</summary>
internal sealed class Batch(Shard shard)
{
    private readonly List<Ack> acks = [];
    private TaskCompletionSource? ended;

    private readonly record struct Ack(Slot Slot, long Key, TurnWork Work, Receipt Receipt);

    public Shard Shard { get; } = shard;

    public List<TurnRecord> Turns { get; } = [];

    /// <summary>Effects that are done with.</summary>
    public List<string> Settled { get; } = [];

    public bool IsEmpty => Turns.Count == 0 && Settled.Count == 0;

    /// <summary>The answer waits for this batch, which holds the customer's newest turn.</summary>
    public void AnswerLater(Slot slot, TurnWork work, Receipt receipt)
    {
        slot.Pending = this;
        acks.Add(new Ack(slot, slot.Key, work, receipt));
    }

    /// <summary>Ends when the batch is on disk, or is known not to be.</summary>
    public Task EndAsync() =>
        (ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Answers the callers. <paramref name="isLost"/> says of a customer key that its turns are not on disk.</summary>
    public void End(Func<long, bool> isLost)
    {
        foreach (var ack in acks)
        {
            var lost = isLost(ack.Key);
            if (ack.Slot.Pending == this) ack.Slot.Pending = null;
            if (lost) ack.Slot.Unload();
            else ack.Slot.Committed(ack.Receipt.Seq);
            ack.Work.Answer(lost ? Receipts.Unavailable : ack.Receipt);
        }
        ended?.SetResult();
    }

    /// <summary>Takes out what was decided for customers whose earlier turns were lost, before it goes to disk, and tells the callers.</summary>
    public void Drop(Func<long, bool> isLost)
    {
        if (acks.RemoveAll(ack => isLost(ack.Key) && Drop(ack)) == 0) return;
        Turns.RemoveAll(turn => isLost(turn.Customer));
        if (!IsEmpty) return;
        ended?.SetResult();
        ended = null;
    }

    private bool Drop(Ack ack)
    {
        if (ack.Work.Input is Input.EffectSettled settled) Settled.Remove(settled.EffectId);
        if (ack.Slot.Pending == this) ack.Slot.Pending = null;
        ack.Slot.Unload();
        ack.Work.Answer(Receipts.Unavailable);
        return true;
    }
}
