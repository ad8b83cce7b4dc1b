using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Timers;

/// <summary>What this room logs: events 1200 to 1299 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(1200, LogLevel.Error, "Due timers could not be fired; trying again in {Seconds} s.")]
    public static partial void TimersHeldUp(this ILogger log, Exception error, double seconds);

    [LoggerMessage(1201, LogLevel.Error, "Timer {Timer} of customer {Customer} fired and was not removed; it is left alone until the next start.")]
    public static partial void TimerStuck(this ILogger log, long timer, long customer);

    [LoggerMessage(1202, LogLevel.Warning, "{Count} due timers could not be handled now; each is tried again, with growing pauses.")]
    public static partial void TimersPutOff(this ILogger log, int count);
}
