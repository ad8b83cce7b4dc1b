namespace JourneyOrchestrator.Silo.Shards;

/// <summary>When somebody outside last waited for a turn. Thread-safe.</summary>
internal sealed class Traffic
{
    /// <summary>Milliseconds for which a caller counts: a few signals a second are traffic already.</summary>
    private const long LivelyTime = 250;

    private long at = -LivelyTime;

    public void Note() => Volatile.Write(ref at, Environment.TickCount64);

    public bool IsLively => Environment.TickCount64 - Volatile.Read(ref at) < LivelyTime;
}

/// <summary>
/// How much of what yields a shard has taken and not yet answered. While nobody waits it is as much as keeps processors and disk busy. While somebody does
/// it is little: the transaction that a caller has to wait for stays small, and so does the queue of those who read the store.
/// </summary>
internal sealed class YieldGate(Traffic traffic, int lively, int quiet, Action wake)
{
    private int taken;

    public bool TryEnter()
    {
        if (Volatile.Read(ref taken) >= (traffic.IsLively ? lively : quiet)) return false;
        Interlocked.Increment(ref taken);
        return true;
    }

    public void Leave()
    {
        Interlocked.Decrement(ref taken);
        wake();
    }
}
