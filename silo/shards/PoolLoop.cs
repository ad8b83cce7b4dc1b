namespace JourneyOrchestrator.Silo.Shards;

/// <summary>A loop without a thread of its own: each time it is woken it does what there is on a thread of the pool, never on two at a time. Wakes that
/// come before it runs, or together, make it run once.</summary>
internal sealed class PoolLoop(Action run) : IThreadPoolWorkItem
{
    private int wakes = 1;   // as if it ran already: it does not before the start

    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    public void Wake()
    {
        if (Interlocked.Increment(ref wakes) == 1) Start();
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var seen = Volatile.Read(ref wakes); seen > 0; seen = Interlocked.Add(ref wakes, -seen)) run();
    }
}
