namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Wakes one waiting loop; signals that come before it waits, or together, wake it once. Never runs the loop on the thread that signals.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0, 1);
    private int set;

    public void Set()
    {
        if (Interlocked.Exchange(ref set, 1) == 0) semaphore.Release();
    }

    public async Task WaitAsync() => await WaitAsync(Timeout.InfiniteTimeSpan, CancellationToken.None).ConfigureAwait(false);

    /// <returns>False: nothing came in that time.</returns>
    public async ValueTask<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        if (!await semaphore.WaitAsync(atMost, cancel).ConfigureAwait(false)) return false;
        Interlocked.Exchange(ref set, 0);   // a full fence: what was queued or committed before a signal that came too early is seen now
        return true;
    }

    public void Dispose() => semaphore.Dispose();
}
