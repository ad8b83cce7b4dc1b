using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>What this room logs: events 1900 to 1999 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(1900, LogLevel.Information, "PostgreSQL at {Database}; the master key is from {Origin}.")]
    public static partial void ProcessOpened(this ILogger log, string database, string origin);

    [LoggerMessage(1901, LogLevel.Warning, "This silo could not look whether it still belongs to the cluster; until it can it answers nothing.")]
    public static partial void MembershipUnknown(this ILogger log, Exception error);

    [LoggerMessage(1902, LogLevel.Warning, "Silo {Silo} is given up, but its process lives: what it has begun in the database is broken off.")]
    public static partial void SiloCutOff(this ILogger log, SiloAddress silo);

    [LoggerMessage(1903, LogLevel.Warning, "It could not be looked which silos are gone: {Why}")]
    public static partial void LossesUnknown(this ILogger log, string why);

    [LoggerMessage(1904, LogLevel.Warning, "The process of silo {Silo} is gone: it has no session in the database, and its port refuses connections.")]
    public static partial void SiloGone(this ILogger log, SiloAddress silo);

    [LoggerMessage(1905, LogLevel.Warning, "What other silos write is not heard at once now.")]
    public static partial void NewsNotHeard(this ILogger log, Exception error);

    [LoggerMessage(1906, LogLevel.Error, "What another silo has written could not be taken up.")]
    public static partial void NewsNotTaken(this ILogger log, Exception error);

    [LoggerMessage(1907, LogLevel.Error, "The work of the cluster could not be asked for; trying again in {Seconds} s.")]
    public static partial void PumpsNotAskedFor(this ILogger log, Exception error, double seconds);

    [LoggerMessage(1908, LogLevel.Warning, "Nobody is known to do the work '{Pump}' now: {Why}. It is asked for again.")]
    public static partial void PumpUnknown(this ILogger log, string pump, string why);

    [LoggerMessage(1909, LogLevel.Warning, "An erasure that was cut short is not finished; it is tried again in {Seconds} s.")]
    public static partial void ErasureNotFinished(this ILogger log, Exception error, double seconds);
}
