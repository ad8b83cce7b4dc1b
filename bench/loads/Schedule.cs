using System.Diagnostics;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>Does things at a rate, whatever has come of those before; the clock of the process wakes each millisecond, so that what is due goes out together.</summary>
internal static class Schedule
{
    /// <param name="until">Ends it before <paramref name="count"/> is reached.</param>
    public static async Task RunAsync(int perSecond, int count, Action<int> start, Task? until = null)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < count && until is not { IsCompleted: true }; i++)
        {
            var due = began + i * Stopwatch.Frequency / perSecond;
            while (Stopwatch.GetTimestamp() < due) await Task.Delay(1);
            start(i);
        }
    }
}
