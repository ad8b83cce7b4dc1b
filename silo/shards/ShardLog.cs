using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>What this room logs: events 1100 to 1199 (<c>docs/logs.md</c>). An id that was released keeps its meaning.</summary>
internal static partial class ShardLog
{
    [LoggerMessage(1100, LogLevel.Error, "A customer was dropped from memory: {Work} of customer {Customer} failed.")]
    public static partial void CustomerDropped(this ILogger log, Exception error, string work, long customer);

    [LoggerMessage(1101, LogLevel.Error, "A batch of {Turns} turns could not be written.")]
    public static partial void BatchNotWritten(this ILogger log, Exception error, int turns);

    [LoggerMessage(1102, LogLevel.Error, "Version {Version} of journey {Journey} can't be read: {Why}")]
    public static partial void JourneyUnreadable(this ILogger log, int version, string journey, string why);

    [LoggerMessage(1103, LogLevel.Warning, "Who read personal data could not be noted; it is tried again.")]
    public static partial void ReadsNotNoted(this ILogger log, Exception error);

    [LoggerMessage(1104, LogLevel.Error, "{Count} reads of personal data are not noted: too many waited.")]
    public static partial void ReadsLost(this ILogger log, long count);

    [LoggerMessage(1105, LogLevel.Error, "{Problem}")]
    public static partial void WritingStopped(this ILogger log, string problem);

    [LoggerMessage(1106, LogLevel.Warning, "The store writes again after {Seconds:0} s; signals are taken.")]
    public static partial void WritingResumed(this ILogger log, double seconds);

    [LoggerMessage(1107, LogLevel.Debug, "The store does not write yet.")]
    public static partial void StoreStillFails(this ILogger log, Exception error);

    [LoggerMessage(1108, LogLevel.Error, "An erasure that was cut short is not finished; the next erasure and the next start try again.")]
    public static partial void ErasureNotFinished(this ILogger log, Exception error);

    [LoggerMessage(1109, LogLevel.Warning, "A visitor who turned out to be an erased person is not erased yet.")]
    public static partial void VisitorNotErased(this ILogger log, Exception error);

    [LoggerMessage(1110, LogLevel.Warning, "{Count} superseded effects are not yet noted with their customers.")]
    public static partial void SupersededNotNoted(this ILogger log, Exception error, int count);

    [LoggerMessage(1111, LogLevel.Error, "An input ({Input}) of customer {Customer} is set aside: it failed {Tries} times.")]
    public static partial void InputSetAside(this ILogger log, Exception error, string input, long customer, int tries);

    [LoggerMessage(1112, LogLevel.Error, "{Count} notes of who read personal data wait to be written: further reads are not noted until they are.")]
    public static partial void ReadsNoLongerNoted(this ILogger log, int count);

    [LoggerMessage(1113, LogLevel.Error, "{Count} notes of who read personal data are lost: the store could not write them before the host ended.")]
    public static partial void WaitingReadsLost(this ILogger log, int count);

    [LoggerMessage(1114, LogLevel.Error, "{Damage}")]
    public static partial void StoreDamaged(this ILogger log, Exception? error, string damage);
}
