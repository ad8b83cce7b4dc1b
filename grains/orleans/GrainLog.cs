using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>What the grains log, 2000 to 2099: <c>docs/logs.md</c> says what each event means.</summary>
internal static partial class GrainLog
{
    [LoggerMessage(2000, LogLevel.Warning, "The store does not answer for topic events; whoever asked asks again.")]
    public static partial void TopicsUnanswered(this ILogger log, Exception error);
}
