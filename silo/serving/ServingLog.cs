namespace JourneyOrchestrator.Silo.Serving;

/// <summary>What this room logs: events 1700 to 1799 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(1700, LogLevel.Information, "Published {Journey} version {Version}.")]
    public static partial void JourneyPublished(this ILogger log, string journey, int version);

    [LoggerMessage(1701, LogLevel.Information, "{Count} API keys read again.")]
    public static partial void KeysRead(this ILogger log, int count);

    [LoggerMessage(1702, LogLevel.Error, "{Message} The {Count} keys read before stay in force.")]
    public static partial void KeysUnreadable(this ILogger log, string message, int count);
}
