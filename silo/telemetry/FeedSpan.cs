using System.Diagnostics;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>One look at a feed, or one document that was sent to it. Publishing what it says, and the turns of customers that it names, are children of it;
/// the turns of a topic's followers are linked with the publishing, whoever publishes.</summary>
public static class FeedSpan
{
    /// <summary>The current span from here on; a child of the request that sent the document. Null when nobody listens.</summary>
    public static Activity? Start(string feed)
    {
        if (!Spans.AreWanted) return null;
        var span = Spans.Start("process feed", ActivityKind.Consumer, Activity.Current?.Context ?? default);
        span?.SetTag(Attributes.MessagingSystem, "journey").SetTag(Attributes.MessagingOperation, "process").SetTag(Attributes.MessagingOperationType, "process")
            .SetTag(Attributes.MessagingDestination, "feeds").SetTag(Attributes.Feed, feed);
        Activity.Current = span;
        return span;
    }

    /// <param name="told">What became of its events.</param>
    /// <param name="stale">It is too old to be told.</param>
    public static void End(Activity? span, FeedTally told, bool stale)
    {
        if (span is null) return;
        span.SetTag(Attributes.Outcome, stale ? "stale" : told.Accepted > 0 ? "told" : "unchanged")
            .SetTag(Attributes.MessagingBatchSize, told.Accepted + told.Duplicates + told.Rejected);
        Spans.Stop(span);
    }

    /// <summary>It could not be read, or not be told. One that was broken off, since the host ends or the sender went away, did not fail.</summary>
    public static void Fail(Activity? span, Exception error)
    {
        if (span is null) return;
        if (error is not OperationCanceledException)
        {
            span.SetTag(Attributes.Outcome, "failed");
            // The message may tell what the feed holds: that it is of no use is all that is said.
            Spans.Fail(span, error is FeedException ? "failed" : error.GetType().FullName!);
        }
        Spans.Stop(span);
    }
}
