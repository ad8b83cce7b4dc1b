using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>What this room logs: events 1000 to 1099 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class DoorLog
{
    [LoggerMessage(1000, LogLevel.Warning, "{Method} {Route} failed: the store does not answer ({Error}).")]
    public static partial void StoreUnavailable(this ILogger log, string method, string? route, string error);

    [LoggerMessage(1001, LogLevel.Warning, "{Method} {Route} failed: {Why}")]
    public static partial void HostUnavailable(this ILogger log, string method, string? route, string why);

    [LoggerMessage(1002, LogLevel.Error, "{Method} {Route} failed.")]
    public static partial void RequestFailed(this ILogger log, Exception error, string method, string? route);

    [LoggerMessage(1003, LogLevel.Error, "MCP {Message} failed ({Trace}).")]
    public static partial void AssistantCallFailed(this ILogger log, Exception error, string message, string trace);

    [LoggerMessage(1004, LogLevel.Error, "{Method} {Route} failed: {Why}")]
    public static partial void JournalNewer(this ILogger log, string method, string? route, string why);

    [LoggerMessage(1005, LogLevel.Error, "{Method} {Route} failed. {Damage}")]
    public static partial void DamageMet(this ILogger log, string method, string? route, string damage);
}
