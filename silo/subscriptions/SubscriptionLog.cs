using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>What this room logs: events 1500 to 1599 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class SubscriptionLog
{
    [LoggerMessage(1500, LogLevel.Error, "Subscription {Subscription} is held up; trying again in {Seconds} s.")]
    public static partial void SubscriptionHeldUp(this ILogger log, Exception error, string subscription, double seconds);

    [LoggerMessage(1501, LogLevel.Error, "Subscription {Subscription} is paused: {Reason}")]
    public static partial void SubscriptionPaused(this ILogger log, string subscription, string reason);

    [LoggerMessage(1502, LogLevel.Warning, "Subscription {Subscription} could not be told: {Error}. It is tried again.")]
    public static partial void SubscriptionFails(this ILogger log, string subscription, string? error);

    [LoggerMessage(1503, LogLevel.Warning, "Subscription {Subscription} could not be told.")]
    public static partial void SubscriptionTryFailed(this ILogger log, Exception error, string subscription);

    [LoggerMessage(1504, LogLevel.Warning, "The progress of subscriptions could not be written; trying again.")]
    public static partial void ProgressNotWritten(this ILogger log, Exception error);

    [LoggerMessage(1505, LogLevel.Warning, "The progress of subscriptions could not be written at the end.")]
    public static partial void LastProgressNotWritten(this ILogger log, Exception error);
}
