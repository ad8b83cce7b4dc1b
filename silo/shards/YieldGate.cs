namespace JourneyOrchestrator.Silo.Shards;

/// <summary>When somebody outside last waited for a turn. Thread-safe.</summary>
internal sealed class Traffic(TimeProvider time)
{
    /// <summary>For how long a caller counts, in parts of a second: a few signals a second are traffic already.</summary>
    private const int LivelyParts = 4;

    private long until = long.MinValue;   // timestamp

    public void Note() => Volatile.Write(ref until, time.GetTimestamp() + (time.TimestampFrequency / LivelyParts));

    public bool IsLively => time.GetTimestamp() < Volatile.Read(ref until);
}

/// <summary>
/// How much of what yields a shard has taken and not yet answered. While nobody waits it is as much as keeps processors and disk busy. While somebody does
/// it is what is answered within a set time, which is about as long as it makes a caller wait: one more when that was kept, a quarter less when
/// it was not. So a slow machine, or one that others use as well, takes less at a time. Where the disk alone takes longer than that, twice its time is the measure.
/// </summary>
internal sealed class YieldGate(Func<bool> isLively, TimeSpan answerTime, int most, Action wake, TimeProvider time)
{
    /// <summary>The least costs a caller less than a millisecond of deciding.</summary>
    private const double Least = 8, First = 16, Lost = 0.25;

    /// <summary>How much of the way to a longer answer the quickest one is forgotten by each answer.</summary>
    private const double Forgotten = 0.0001;

    // Changes that are lost between two threads do no harm.
    private double lively = First;
    private double quickest = double.MaxValue;   // seconds
    private int taken;

    /// <summary>The timestamp for whoever enters now.</summary>
    public long Now => time.GetTimestamp();

    public bool TryEnter()
    {
        if (Volatile.Read(ref taken) >= Math.Min(most, isLively() ? (int)Volatile.Read(ref lively) : most)) return false;
        Interlocked.Increment(ref taken);
        return true;
    }

    /// <summary>Something that entered at a timestamp was answered.</summary>
    public void Leave(long entered)
    {
        Interlocked.Decrement(ref taken);
        if (isLively()) Learn(time.GetElapsedTime(entered).TotalSeconds);
        wake();
    }

    private void Learn(double seconds)
    {
        var (now, best) = (Volatile.Read(ref lively), Volatile.Read(ref quickest));
        Volatile.Write(ref quickest, best = seconds < best ? seconds : best + ((seconds - best) * Forgotten));
        var tooLong = seconds > Math.Max(answerTime.TotalSeconds, 2 * best);
        Volatile.Write(ref lively, tooLong ? Math.Max(Least, now - Lost) : Math.Min(most, now + (1 / now)));
    }
}
