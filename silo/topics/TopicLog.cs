using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Topics;

/// <summary>What this room logs: events 1300 to 1399 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class TopicLog
{
    [LoggerMessage(1300, LogLevel.Error, "Topic events are held up; trying again in {Seconds} s.")]
    public static partial void TopicsHeldUp(this ILogger log, Exception error, double seconds);

    [LoggerMessage(1301, LogLevel.Error, "{Count} topic events could not be written.")]
    public static partial void TopicEventsNotWritten(this ILogger log, Exception error, int count);
}
