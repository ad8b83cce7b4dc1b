using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Telemetry;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>One caller waiting for the receipts of several inputs, which may end on different shards.</summary>
/// <param name="signals">What they are, where room was asked for as signals.</param>
internal sealed class Call(int count, Admission admission, IReadOnlyList<Signal>? signals = null)
{
    private readonly Receipt[] receipts = new Receipt[count];
    private readonly TaskCompletionSource<Receipt[]> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int missing = count;

    /// <summary>The span of the caller; null while no traces are collected.</summary>
    public Activity? Caller { get; } = Spans.AreWanted ? Activity.Current : null;

    /// <summary>Ends with the last receipt. Cancelling gives up waiting; what was taken is done all the same.</summary>
    public Task<Receipt[]> EndAsync(CancellationToken cancel) => done.Task.WaitAsync(cancel);

    /// <summary>Gives the receipt of one input; once for each. The last gives the call's room in the queue back.</summary>
    public void Answer(int index, Receipt receipt)
    {
        receipts[index] = receipt;
        if (Interlocked.Decrement(ref missing) > 0) return;
        if (signals is null) admission.Leave(receipts.Length);
        else admission.Leave(signals);
        done.SetResult(receipts);
    }
}
