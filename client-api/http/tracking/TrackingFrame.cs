using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>What surrounds the messages of one call.</summary>
/// <param name="Source">Source of their events.</param>
/// <param name="SentAt">When the sender says that it sent the batch; null: not said, or each message says so itself.</param>
/// <param name="Context">Context of those messages that have none of their own.</param>
internal readonly record struct TrackingFrame(string Source, DateTimeOffset ReceivedAt, DateTimeOffset? SentAt, Value Context)
{
    /// <summary>Up to here a sender's clock passes for right, so that the times it writes are kept as they are, on every try the same.</summary>
    private static readonly TimeSpan SkewIgnored = TimeSpan.FromMinutes(1);

    /// <summary>When something happened by our clock. A sender whose clock is wrong says with <c>sentAt</c> by how much; without that, a time still
    /// to come counts as now.</summary>
    public DateTimeOffset? TimeOf(DateTimeOffset? written, DateTimeOffset? sentAt)
    {
        if (written is not { } time) return null;
        if ((sentAt ?? SentAt) is { } sent && time <= sent && (ReceivedAt - sent).Duration() > SkewIgnored)
        {
            var ago = sent - time;
            return ago < ReceivedAt - DateTimeOffset.MinValue ? ReceivedAt - ago : time;
        }
        return time > ReceivedAt + EventLimits.ClockAheadMax ? ReceivedAt : time;
    }
}
