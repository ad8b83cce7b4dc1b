namespace JourneyOrchestrator.Silo.Hosting;

/// <summary>What this room logs: events 1800 to 1899 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1800, LogLevel.Information, "Data in {Data}; the master key is from {Origin}.")]
    public static partial void HostOpened(this ILogger log, string data, string origin);
}
