using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Outbox;

/// <summary>What this room logs: events 1400 to 1499 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class OutboxLog
{
    [LoggerMessage(1400, LogLevel.Error, "The outbox of {Kind} is held up.")]
    public static partial void OutboxHeldUp(this ILogger log, Exception error, string kind);

    [LoggerMessage(1401, LogLevel.Warning, "Effect {Effect} could not be carried out.")]
    public static partial void EffectNotCarriedOut(this ILogger log, Exception error, string effect);
}
