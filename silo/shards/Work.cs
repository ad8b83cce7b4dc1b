using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Telemetry;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Something to do with one customer, in its place among everything else that was asked of that customer.</summary>
internal abstract class Work(string customerId)
{
    public string CustomerId { get; private set; } = customerId;

    /// <summary>Somebody else goes on for the customer, whose key this is.</summary>
    public virtual void PassOn(string survivor, long key) => CustomerId = survivor;

    /// <summary>Has the work done wherever its customer is; ends with the answer.</summary>
    public abstract Task HaveDoneAsync(IOtherHosts others);

    /// <summary>What is logged while it lives bears the trace of this work, if that has one.</summary>
    public virtual Exemplar Enter() => default;

    /// <summary>Tells whoever asked that it could not be done; nothing of it was kept.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>An input to decide.</summary>
internal class TurnWork(string customerId, Input input, Call call, int index) : Work(customerId)
{
    private YieldGate? gate;
    private long admitted;

    public Input Input { get; private set; } = input;

    /// <summary>Why it could not be decided, so far; null: that did not happen.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>How often it could not be decided.</summary>
    public int Faults { get; private set; }

    /// <summary>It could not be decided, which is the fault of the input, of what is in memory or of the program, not of the store.</summary>
    public void Failed(Exception error) => (Fault, Faults) = (error, Faults + 1);

    /// <summary>It lets go first what somebody waits for.</summary>
    public bool Yields { get; init; }

    /// <summary>A shard has taken it from what yields.</summary>
    public bool IsAdmitted => gate is not null;

    public void Admit(YieldGate by) => (gate, admitted) = (by, by.Now);

    public override void PassOn(string survivor, long key)
    {
        base.PassOn(survivor, key);
        if (Input is Input.TimerDue timer) Input = timer with { Owner = key };
    }

    /// <summary>With a span of its own while traces are collected.</summary>
    /// <param name="trace">What caused the input, where the caller knows.</param>
    public static TurnWork Of(string customerId, Input input, Call call, int index, string? trace = null, bool yields = false) => Spans.AreWanted
        ? new TracedTurnWork(customerId, input, call, index, trace) { Yields = yields }
        : new TurnWork(customerId, input, call, index) { Yields = yields };

    /// <summary>What the turn's timers and effects carry on; null: nothing.</summary>
    public virtual string? Trace => null;

    /// <summary>The turn begins, perhaps not for the first time.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>The turn has been decided and goes to disk.</summary>
    public virtual void Decided(Entry entry) => TurnSpan.CountIncidents(entry);

    public override async Task HaveDoneAsync(IOtherHosts others)
    {
        var receipts = await others.HandleAsync([Delivery.To(CustomerId, Input) with { Trace = Trace }]).ConfigureAwait(false);
        Answer(receipts[0]);
    }

    public virtual void Answer(Receipt receipt)
    {
        TurnSpan.Count(Input, receipt.Kind);
        Interlocked.Exchange(ref gate, null)?.Leave(admitted);
        call.Answer(index, receipt);
    }

    public override void Fail(Exception error) => Answer(error switch
    {
        NewerJournalException => Receipts.Newer,
        DamagedStoreException => Receipts.Damaged,
        _ when Input is Input.Resolve && ReferenceEquals(error, Fault) => Receipts.FailsStill(error),
        _ => Receipts.Unavailable,
    });
}

/// <summary>The same with a span, which ends with the answer.</summary>
internal sealed class TracedTurnWork(string customerId, Input input, Call call, int index, string? cause) : TurnWork(customerId, input, call, index)
{
    private readonly Activity? caller = call.Caller;
    private TurnSpan? span;

    public override string? Trace => span?.TraceParent;

    public override Exemplar Enter() => span is null ? new Exemplar(caller) : span.Enter();

    public override void Begin() => span ??= TurnSpan.Start(Input, caller, cause);

    public override void Decided(Entry entry)
    {
        span?.Decided(entry);
        base.Decided(entry);
    }

    public override void Answer(Receipt receipt)
    {
        span?.End(receipt);   // first: a caller who was answered finds the span ended
        base.Answer(receipt);
    }
}

/// <summary>A look at the committed state.</summary>
internal abstract class ReadWork(string customerId) : Work(customerId)
{
    /// <summary>Runs on the shard's loop; <paramref name="state"/> is null unless the status is Found.</summary>
    public abstract void Read(ReadStatus status, CustomerState? state);
}

/// <summary>A look at the committed state through a view.</summary>
internal sealed class ReadWork<T>(string customerId, Func<CustomerState, T> view) : ReadWork(customerId)
{
    private readonly TaskCompletionSource<ReadResult<T>> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ReadResult<T>> Done => done.Task;

    public override void Read(ReadStatus status, CustomerState? state)
    {
        try
        {
            done.SetResult(state is null ? new ReadResult<T>(status) : ReadResult<T>.Found(view(state)));
        }
        catch (Exception error)
        {
            // The view belongs to the caller, and so does its failure.
            done.SetException(error);
        }
    }

    public override async Task HaveDoneAsync(IOtherHosts others) => done.SetResult(await others.CommittedAsync(CustomerId, view).ConfigureAwait(false));

    public override void Fail(Exception error) => done.TrySetException(error);
}

/// <summary>Something that needs the customer to itself, with nothing of it in memory or on its way to disk (erasure).</summary>
internal sealed class ExclusiveWork(string customerId, Func<Task> run) : Work(customerId)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => done.Task;

    public async Task RunAsync()
    {
        await run();
        done.SetResult();
    }

    public override Task HaveDoneAsync(IOtherHosts others) => throw new InvalidOperationException("Work that needs a customer to itself stays with its host.");

    public override void Fail(Exception error) => done.TrySetException(error);
}
