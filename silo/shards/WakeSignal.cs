namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Wakes one waiting loop; signals that come before it waits, or together, wake it once.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0, 1);
    private int set;

    public void Set()
    {
        if (Interlocked.Exchange(ref set, 1) == 0) semaphore.Release();
    }

    public async Task WaitAsync()
    {
        await semaphore.WaitAsync().ConfigureAwait(false);
        Interlocked.Exchange(ref set, 0);   // a full fence: what was queued before a signal that came too early is seen now
    }

    public void Dispose() => semaphore.Dispose();
}
