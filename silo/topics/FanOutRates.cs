using System.Collections.Concurrent;

namespace JourneyOrchestrator.Silo.Topics;

/// <summary>How many followers a second were told of each event, over the last seconds in which this process told any. Thread-safe.</summary>
internal sealed class FanOutRates(TimeProvider time)
{
    /// <summary>How far back it looks.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Topic, long Position), Queue<(long At, long Told)>> told = new();

    /// <summary>Events that are remembered.</summary>
    public int Count => told.Count;

    /// <summary>Some more were told just now.</summary>
    public void Note(string topic, long position, long more)
    {
        var steps = told.GetOrAdd((topic, position), static _ => new Queue<(long, long)>());
        lock (steps) steps.Enqueue((time.GetTimestamp(), more));
        Forget();
    }

    /// <summary>Null: none in the last seconds, or too few to say.</summary>
    public double? PerSecond(string topic, long position)
    {
        if (!told.TryGetValue((topic, position), out var steps)) return null;
        lock (steps)
        {
            Trim(steps);
            if (steps.Count < 2) return null;
            var (first, _) = steps.Peek();
            var seconds = time.GetElapsedTime(first).TotalSeconds;
            return seconds > 0 ? steps.Skip(1).Sum(step => step.Told) / seconds : null;   // those of the first step were told before it
        }
    }

    /// <summary>Drops events of which nobody was told lately, now and then.</summary>
    private void Forget()
    {
        if (told.Count <= 256) return;
        foreach (var (key, steps) in told)
        {
            lock (steps) Trim(steps);
            if (steps.Count == 0) told.TryRemove(key, out _);
        }
    }

    private void Trim(Queue<(long At, long Told)> steps)
    {
        while (steps.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Window) steps.Dequeue();
    }
}
