using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Wakes feeds when something of theirs was committed. Costs the committer one comparison while nobody watches. Thread-safe.</summary>
internal sealed class LiveNews
{
    /// <summary>In place of a customer's key: every customer.</summary>
    public const long Everybody = 0;

    private readonly Dictionary<long, HashSet<WakeSignal>> waiting = [];   // under gate
    private readonly Lock gate = new();
    private volatile int watchers;

    public WakeSignal Watch(long customer)
    {
        var signal = new WakeSignal();
        lock (gate)
        {
            if (!waiting.TryGetValue(customer, out var signals)) waiting[customer] = signals = [];
            signals.Add(signal);
            watchers++;
        }
        return signal;
    }

    public void Leave(long customer, WakeSignal signal)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(customer, out var signals) || !signals.Remove(signal)) return;
            if (signals.Count == 0) waiting.Remove(customer);
            watchers--;
            signal.Dispose();   // here nobody sets it any more
        }
    }

    public void Tell(CommitBatch batch)
    {
        if (watchers == 0) return;
        lock (gate)
        {
            foreach (var turn in batch.Turns) Wake(turn.Customer);
            if (batch.Turns.Count > 0) Wake(Everybody);
        }
    }

    /// <summary>Customers of another host, by key; none: anybody's.</summary>
    public void Tell(IReadOnlyList<long> customers)
    {
        if (watchers == 0) return;
        lock (gate)
        {
            foreach (var customer in customers.Count > 0 ? customers : [.. waiting.Keys]) Wake(customer);
            Wake(Everybody);
        }
    }

    public void Tell(long customer)
    {
        lock (gate) Wake(customer);
    }

    private void Wake(long customer)
    {
        if (!waiting.TryGetValue(customer, out var signals)) return;
        foreach (var signal in signals) signal.Set();
    }
}
