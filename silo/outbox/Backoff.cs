namespace JourneyOrchestrator.Silo.Outbox;

/// <summary>Waits between tries. Durable (each next try is a column of the effect's row), hence not a strategy that lives in memory.</summary>
internal static class Backoff
{
    /// <summary>Doubles with each failed try up to the longest wait; between half of that and all of it, by chance.</summary>
    /// <param name="attempts">Tries that failed, at least 1.</param>
    /// <param name="jitter">From 0 up to 1.</param>
    public static TimeSpan Delay(int attempts, TimeSpan min, TimeSpan max, double jitter)
    {
        var full = Math.Min(max.TotalSeconds, min.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 62)));
        return TimeSpan.FromSeconds(full * (0.5 + (jitter / 2)));
    }
}
