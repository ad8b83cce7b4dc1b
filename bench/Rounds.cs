using System.Diagnostics;
using System.Runtime;

namespace JourneyOrchestrator.Bench;

/// <summary>What repeated measuring needs.</summary>
internal static class Rounds
{
    private const int WarmUpMax = 15;

    /// <summary>Share of the processor time that compiling may take in a round that counts.</summary>
    private const double CompilingMax = 0.03;

    /// <summary>Plays rounds that do not count until what is hot is compiled for good: the runtime compiles it several times over, better each time, and a host runs for days.</summary>
    public static async Task WarmUpAsync(Func<Task> round)
    {
        for (var i = 0; i < WarmUpMax; i++)
        {
            var (compiling, processor) = (JitInfo.GetCompilationTime(), Processor);
            await round();
            if (JitInfo.GetCompilationTime() - compiling < (Processor - processor) * CompilingMax) return;
        }
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    /// <summary>The value that this share of all (0 to 1) does not exceed.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Processor time of this whole process so far.</summary>
    public static TimeSpan Processor
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of live objects, after everything dead has gone.</summary>
    public static long LiveBytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
