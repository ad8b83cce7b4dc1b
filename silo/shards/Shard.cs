using System.Collections.Concurrent;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>
/// One loop that owns a share of the customers: it drains its inbox, decides all that waits in memory, has the turns ready for the
/// committer and answers once they are on disk. Until the committer takes a batch it grows. The work of one customer is
/// done in order, one after the other; while one waits for the store, the others go on.
/// </summary>
internal sealed class Shard
{
    private const int RestedAtOnceMax = 256;

    private readonly Host host;
    private readonly SlotTable slots;
    private readonly TurnRunner turns;
    private readonly Redirect redirect;
    private readonly PoolLoop loop;
    private readonly ShardContext context;
    private readonly ConcurrentQueue<Work> inbox = new();
    private readonly ConcurrentQueue<TurnWork> yielding = new();
    private readonly YieldGate gate;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Batch open;
    private Batch? ready;
    private int inFlight;
    private volatile bool stopping;

    public Shard(Host host, ShardSet shards)
    {
        this.host = host;
        loop = new PoolLoop(Run);
        context = new ShardContext(loop);
        slots = new SlotTable(host.Options.MemoryBudget / host.Options.Shards, host.Directory.Forget, host.ItemNames);
        gate = new YieldGate(() => host.Traffic.IsLively, host.Options.YieldTime, host.Options.YieldingMax, WakeForYielding, host.Options.Waits);
        open = new Batch(this);
        redirect = new Redirect(host, shards);
        turns = new TurnRunner(host, () => open, redirect);
    }

    public int Customers => slots.Count;

    public long Bytes => slots.Bytes;

    public void Start() => loop.Start();

    /// <summary>Finishes what was taken and ends the loop.</summary>
    public async Task StopAsync()
    {
        stopping = true;
        loop.Wake();
        await ended.Task.ConfigureAwait(false);
        FailRest();
    }

    public void Take(Work work)
    {
        if (work is TurnWork { Yields: true, IsAdmitted: false } turn) yielding.Enqueue(turn);
        else inbox.Enqueue(work);
        loop.Wake();
        if (ended.Task.IsCompleted) FailRest();
    }

    /// <summary>Turns that are ready for the disk, to the committer; null: none.</summary>
    public Batch? TakeReady()
    {
        var batch = Interlocked.Exchange(ref ready, null);
        if (batch is not null && batch.Turns.Count >= host.Options.BatchMax) loop.Wake();   // it had no room for what waits
        return batch;
    }

    /// <summary>A batch came back from the committer, on whichever thread. Ends when the shard has heard of it: nothing that rests on a lost turn is ready any more.</summary>
    public Task EndedAsync(Batch batch, Func<long, bool> isLost)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Post(_ =>
        {
            inFlight--;
            batch.End(isLost);
            open.Drop(isLost);
            heard.SetResult();
        }, null);
        return heard.Task;
    }

    /// <summary>Drops customers that nobody used since a timestamp, and as many more as the budget asks for.</summary>
    public void Sweep(long usedBefore) => context.Post(_ => slots.Sweep(usedBefore), null);

    /// <summary>Lets customers rest that nobody used since a timestamp, some at a time, so that others don't wait for it.</summary>
    public void Rest(long usedBefore) => context.Post(_ => slots.Rest(usedBefore, RestedAtOnceMax), null);

    /// <summary>Ends when everybody rests who can.</summary>
    public Task RestAllAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Post(_ =>
        {
            slots.Rest(long.MaxValue, int.MaxValue);
            done.SetResult();
        }, null);
        return done.Task;
    }

    private void Run()
    {
        if (ended.Task.IsCompleted) return;
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            while (Step()) { }
            if (stopping && inFlight == 0 && inbox.IsEmpty && yielding.IsEmpty && slots.AllAtRest) ended.SetResult();
        }
        catch (Exception error)
        {
            ended.SetException(error);
        }
        SynchronizationContext.SetSynchronizationContext(outer);
    }

    /// <summary>What comes after the end of the loop is refused.</summary>
    private void FailRest()
    {
        while (inbox.TryDequeue(out var work)) work.Fail(new ObjectDisposedException(nameof(Customers)));
        while (yielding.TryDequeue(out var turn)) turn.Fail(new ObjectDisposedException(nameof(Customers)));
    }

    private void WakeForYielding()
    {
        if (!yielding.IsEmpty) loop.Wake();
    }

    private bool Step()
    {
        if (context.IsEmpty && inbox.IsEmpty && yielding.IsEmpty) return false;
        Reopen();
        var any = context.Run();
        while (open.Turns.Count < host.Options.BatchMax && Next() is { } work)
        {
            any = true;
            Accept(work);
        }
        if (!open.IsEmpty) Offer();
        slots.Trim();
        return any;
    }

    /// <summary>What comes next: what somebody waits for, before what yields.</summary>
    private Work? Next()
    {
        if (inbox.TryDequeue(out var work)) return work;
        if (!yielding.TryPeek(out var turn) || !gate.TryEnter()) return null;
        yielding.TryDequeue(out _);   // nobody else takes from it while the loop runs
        turn.Admit(gate);
        return turn;
    }

    /// <summary>Goes on with the batch that the committer has not taken yet, so that load makes transactions larger, not more.</summary>
    private void Reopen()
    {
        if (Interlocked.Exchange(ref ready, null) is not { } waiting) return;
        open = waiting;
        inFlight--;
    }

    private void Offer()
    {
        inFlight++;
        Volatile.Write(ref ready, open);
        open = new Batch(this);
        host.Committer.Wake();
    }

    private void Accept(Work work)
    {
        var slot = slots.Use(work.CustomerId, host.Options.Time.GetTimestamp());
        slot.Waiting.Enqueue(work);
        if (!slot.Busy) _ = DrainAsync(slot);
    }

    /// <summary>Does all that waits for one customer. Never fails: what goes wrong is told to whoever asked, and the customer is loaded anew.</summary>
    private async Task DrainAsync(Slot slot)
    {
        slot.Busy = true;
        while (slot.Waiting.TryDequeue(out var work))
        {
            try
            {
                await DoAsync(slot, work);
            }
            catch (Exception error)
            {
                if (error is DamagedStoreException damage) host.Damage.Note(damage);
                else if (host.Gate.Note(error) is null) LogDropped(slot, work, error);
                slot.Unload();
                work.Fail(error);
            }
            slots.Weigh(slot);
        }
        slot.Busy = false;
    }

    private void LogDropped(Slot slot, Work work, Exception error)
    {
        using var trace = work.Enter();
        host.Log.CustomerDropped(error, work.GetType().Name, slot.Key);
    }

    private async ValueTask DoAsync(Slot slot, Work work)
    {
        if (work is not TurnWork && slot.Pending is not null) await SettleAsync(slot);
        switch (work)
        {
            case TurnWork turn:
                await DecideAsync(slot, turn);
                break;
            case ReadWork read:
                await ReadAsync(slot, read);
                break;
            case ExclusiveWork exclusive:
                slot.Unload();
                await exclusive.RunAsync();
                break;
            default:
                throw new InvalidOperationException($"Unknown work {work.GetType()}.");
        }
    }

    /// <summary>Decides an input; again from the start when the customer's memory was dropped while the store was asked.</summary>
    private async ValueTask DecideAsync(Slot slot, TurnWork work)
    {
        do await LoadAsync(slot);
        while (!await turns.TryRunAsync(slot, work));
    }

    private async ValueTask ReadAsync(Slot slot, ReadWork read)
    {
        await LoadAsync(slot);
        while (slot.State?.AliasOf is not null)
        {
            if (await redirect.TryAsync(slot, read)) return;
            await LoadAsync(slot);
        }
        read.Read(StatusOf(slot), slot.State);
    }

    private async ValueTask LoadAsync(Slot slot)
    {
        if (slot.Rests) await host.Keys.FetchAsync(slot.Key);
        slot.Wake(host.Keys, host.ItemNames);
        if (slot.Status != SlotStatus.Unloaded) return;
        await SettleAsync(slot);
        await Activation.LoadAsync(host, slot);
        if (slot.Status == SlotStatus.Present) host.Directory.Remember(slot.Key, slot.Id);
    }

    /// <summary>Waits until no turn of the customer is on its way to disk.</summary>
    private static async ValueTask SettleAsync(Slot slot)
    {
        while (slot.Pending is { } pending) await pending.EndAsync();
    }

    private static ReadStatus StatusOf(Slot slot) => slot.Status switch
    {
        SlotStatus.Present => ReadStatus.Found,
        SlotStatus.Erased => ReadStatus.Gone,
        _ => ReadStatus.Unknown,
    };
}
