using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Feeds;

/// <summary>What this room logs: events 1600 to 1699 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class FeedLog
{
    [LoggerMessage(1600, LogLevel.Error, "The feed {Feed} failed.")]
    public static partial void FeedFailed(this ILogger log, Exception error, string feed);

    [LoggerMessage(1601, LogLevel.Warning, "The feed {Feed} can't be used: {Message}")]
    public static partial void FeedUnusable(this ILogger log, string feed, string message);
}
