using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Decides one input of a loaded customer and puts what it leaves behind into the shard's open batch.</summary>
internal sealed class TurnRunner(Host host, Func<Batch> open, Redirect redirect)
{
    private readonly TurnEncoder encoder = new(host.Keys);
    private readonly JsonScratch scratch = new();

    /// <returns>False when the customer's memory was dropped while the store was asked: nothing was done, load and begin again.</returns>
    public async ValueTask<bool> TryRunAsync(Slot slot, TurnWork work)
    {
        work.Begin();
        if (Refusal(slot, work.Input) is { } refusal)
        {
            work.Answer(refusal);
            return true;
        }
        if (slot.Status == SlotStatus.Unknown) Create(slot);
        var generation = slot.Generation;
        var identity = InputIdentity.Of(work.Input, host.Keys, scratch);
        if (identity.Hash != 0 && slot.Seen.MayContain(identity.Hash))
        {
            var seen = slot.FindUncommitted(identity.Hash) ?? await host.Store.FindInputAsync(slot.Key, identity.Hash);
            if (slot.Generation != generation) return false;
            if (seen is { } earlier)
            {
                Answer(slot, work, Repeated(slot, earlier, identity.Content));
                return true;
            }
        }
        if (slot.State!.AliasOf is not null && !IsEndOfJoin(work.Input)) return await redirect.TryAsync(slot, work);
        var input = work.Input is Input.Resolve resolve ? await SetAsides.ReadAsync(host, slot, resolve) : work.Input;
        return slot.Generation == generation && await TryDecideAsync(slot, work, input, identity);
    }

    private async ValueTask<bool> TryDecideAsync(Slot slot, TurnWork work, Input input, InputIdentity identity)
    {
        var (generation, deciding) = (slot.Generation, true);   // what fails while the store is asked is not the input's fault
        try
        {
            var turn = Begin(slot.State!, work, input);
            while (turn.WantedTopic is { } topic)
            {
                deciding = false;
                var state = await host.Store.TopicAsync(topic);
                if (slot.Generation != generation) return false;
                deciding = true;
                turn.Supply(state);
            }
            var result = turn.Close();
            if (result.Entry is null && work.Input is (Input.TimerDue or Input.EffectSettled or Input.Topic))
            {
                deciding = false;
                await RefreshAsync(slot);
                if (slot.Generation != generation) return false;
                deciding = true;
            }
            Keep(slot, work, result, identity);
            return true;
        }
        catch (Exception error) when (deciding && SetAsides.MayTryAgain(host, slot, work, error))
        {
            slot.Unload();
            return false;
        }
    }

    private CustomerTurn Begin(CustomerState state, TurnWork work, Input input)
    {
        var context = new TurnContext(RecordedAt(state, input), host.Journeys, host.Options.Versions) { EndedCasesMax = host.Options.EndedCasesMax, RunningCasesMax = host.Options.RunningCasesMax };
        return work.Faults < SetAsides.TriesMax
            ? CustomerTurn.Begin(state, input, context)
            : CustomerTurn.SetAside(state, input, context, SetAsides.Describe(work.Fault!));
    }

    /// <summary>Drops a state that is behind the journal, because somebody else wrote for the customer. A timer, effect or topic that such a state does
    /// not know may well be known there: it must neither be passed over nor leave the outbox without a word.</summary>
    private async ValueTask RefreshAsync(Slot slot)
    {
        while (slot.Pending is { } pending) await pending.EndAsync();
        if (slot.State is { } state && (await host.Store.EntriesAsync(slot.Key, state.Seq, 1)).Count > 0) slot.Unload();
    }

    /// <summary>The outbox is done with what joined the customer to another: nobody else's business.</summary>
    private static bool IsEndOfJoin(Input input) => input is Input.EffectSettled settled && CaseParts.IsJoin(settled.EffectId);

    /// <summary>Now; but never before the customer's last entry, nor before the time for which a timer was set: clocks are set back, and a
    /// timer that fires early would be set for the same time again.</summary>
    private DateTimeOffset RecordedAt(CustomerState state, Input input)
    {
        var at = host.Now();
        if (at < state.At) at = state.At;
        return input is Input.TimerDue timer && at < timer.Due ? timer.Due : at;
    }

    /// <summary>The first signal about a person creates the customer; anything else needs one.</summary>
    private static Receipt? Refusal(Slot slot, Input input) => slot.Status switch
    {
        SlotStatus.Erased => Receipts.Erased,
        SlotStatus.Unknown when input is not (Input.Event or Input.Internal or Input.Join) => Receipts.UnknownCustomer,
        _ => null,
    };

    private void Create(Slot slot)
    {
        var key = host.Keys.Allocate();
        var seal = host.Keys.Open(key) ?? throw new InvalidOperationException("A new person's key can't be opened.");
        slot.Load(new CustomerState(key, slot.Id), seal, new SeenFilter());
        host.Directory.Remember(key, slot.Id);
    }

    private static Receipt Repeated(Slot slot, SeenInput earlier, long content) =>
        earlier.ContentHash == content ? Receipts.Duplicate(earlier.Seq) : Receipts.Reused(earlier.Seq);

    private void Keep(Slot slot, TurnWork work, TurnResult result, InputIdentity identity)
    {
        var batch = open();
        var record = result.Entry is null ? null : encoder.Encode(slot.State!, result, slot.Seal!, identity.Hash, identity.Content);
        // The row leaves the outbox even when the customer no longer knows the effect, or it would be tried for ever. A dead one
        // stays: it is the dead letter that a person may queue again.
        if (work.Input is Input.EffectSettled { End: not EffectEnd.Dead } settled) batch.Settled.Add(settled.EffectId);
        if (record is null)
        {
            // With nothing to write it would wait in a batch that stays empty, and goes to disk with the work of others or never.
            if (work.Input is Input.EffectSettled { End: not EffectEnd.Dead }) batch.AnswerLater(slot, work, result.Receipt);
            else Answer(slot, work, result.Receipt);
            if (slot.State!.Seq == 0) slot.Unload();   // nothing was kept of whoever sent this: still unknown
            return;
        }
        work.Decided(result.Entry!);
        if (work.Trace is { } trace) record = record with { Trace = trace };
        slot.Weigh(record.Entry);
        if (identity.Hash != 0) slot.Note(identity.Hash, identity.Content, record.Entry.Seq);
        batch.Turns.Add(WithSnapshot(slot, record));
        batch.AnswerLater(slot, work, result.Receipt);
    }

    /// <summary>An answer that rests on turns not yet on disk waits for them.</summary>
    private static void Answer(Slot slot, TurnWork work, Receipt receipt)
    {
        if (slot.Pending is { } pending) pending.AnswerLater(slot, work, receipt);
        else work.Answer(receipt);
    }

    /// <summary>Adds a snapshot when enough has gathered since the last: entries by count, and by weight, so that writing snapshots never
    /// costs more than writing entries.</summary>
    private TurnRecord WithSnapshot(Slot slot, TurnRecord record)
    {
        if (record.Entry.Seq - slot.SnapshotSeq < host.Options.SnapshotEvery || slot.BytesSince < slot.SnapshotBytes) return record;
        var snapshot = Snapshots.Make(slot.State!, slot.Seal!);
        slot.Weigh(snapshot);
        return record with { Snapshot = snapshot };
    }
}
