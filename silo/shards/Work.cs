using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Something to do with one customer, in its place among everything else that was asked of that customer.</summary>
internal abstract class Work(string customerId)
{
    public string CustomerId { get; private set; } = customerId;

    /// <summary>Somebody else goes on for the customer, whose key this is.</summary>
    public virtual void PassOn(string survivor, long key) => CustomerId = survivor;

    /// <summary>Tells whoever asked that it could not be done; nothing of it was kept.</summary>
    public abstract void Fail(Exception error);
}

/// <summary>An input to decide.</summary>
internal sealed class TurnWork(string customerId, Input input, Call call, int index) : Work(customerId)
{
    public Input Input { get; private set; } = input;

    public override void PassOn(string survivor, long key)
    {
        base.PassOn(survivor, key);
        if (Input is Input.TimerDue timer) Input = timer with { Owner = key };
    }

    public void Answer(Receipt receipt) => call.Answer(index, receipt);

    public override void Fail(Exception error) => Answer(Receipts.Unavailable);
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

    public override void Fail(Exception error) => done.TrySetException(error);
}
