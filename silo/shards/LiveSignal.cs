namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Wakes one feed; news that comes before it waits, or together, wakes it once. Never runs the feed on the thread that brings the news.</summary>
internal sealed class LiveSignal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0);
    private int set;

    public void Set()
    {
        if (Interlocked.Exchange(ref set, 1) == 0) semaphore.Release();
    }

    /// <returns>False: nothing came in that time.</returns>
    public async ValueTask<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        if (!await semaphore.WaitAsync(atMost, cancel).ConfigureAwait(false)) return false;
        Interlocked.Exchange(ref set, 0);   // a full fence: what was committed before is seen by the read that follows
        return true;
    }

    public void Dispose() => semaphore.Dispose();
}
