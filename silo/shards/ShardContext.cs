using System.Collections.Concurrent;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Brings what was awaited inside a shard back onto its loop, so that a shard's state is only ever touched by one thread at a time.</summary>
internal sealed class ShardContext(PoolLoop loop) : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Run, object? State)> posted = new();

    public bool IsEmpty => posted.IsEmpty;

    public override void Post(SendOrPostCallback d, object? state)
    {
        posted.Enqueue((d, state));
        loop.Wake();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nobody may wait for a shard from outside.");

    /// <summary>Runs what was posted, in order; false when there was nothing.</summary>
    public bool Run()
    {
        var any = false;
        while (posted.TryDequeue(out var next))
        {
            any = true;
            next.Run(next.State);
        }
        return any;
    }
}
