namespace JourneyOrchestrator.Silo.Pumps;

/// <summary>Waits between tries. Whoever tries keeps the number of tries on disk, hence not a strategy that lives in memory.</summary>
public static class Backoff
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
