using System.Diagnostics;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>One try to carry out an effect: a child of the turn that decided it, and the current span while the sender works.</summary>
public static class SendSpan
{
    /// <summary>Null when nobody listens.</summary>
    public static Activity? Start(OutboxItem item)
    {
        if (!Spans.AreWanted) return null;
        var webhook = item.Row.Kind == "webhook";
        var kind = webhook ? ActivityKind.Client : ActivityKind.Producer;
        var span = Spans.Start(webhook ? "POST" : $"send {item.Row.Kind}", kind, Spans.Parse(item.Trace));
        span?.SetTag(Attributes.EffectKind, item.Row.Kind);
        if (webhook && item.Attempts > 0) span?.SetTag(Attributes.HttpResendCount, item.Attempts);
        if (!webhook)
            span?.SetTag(Attributes.MessagingSystem, "journey").SetTag(Attributes.MessagingOperation, "send").SetTag(Attributes.MessagingOperationType, "send")
                .SetTag(Attributes.MessagingDestination, item.Row.Kind).SetTag(Attributes.MessagingMessageId, item.Row.Id);
        Activity.Current = span;
        return span;
    }

    /// <summary>A webhook is about to leave: notes where to (the host alone: a path may name a person), and answers what the receiver is told of the trace.</summary>
    public static string? Calling(Uri url) => Current?
        .SetTag(Attributes.HttpMethod, "POST").SetTag(Attributes.ServerAddress, url.Host).SetTag(Attributes.ServerPort, url.Port)
        .SetTag(Attributes.UrlScheme, url.Scheme).Id;

    /// <summary>A webhook was answered.</summary>
    public static void Answered(int status) => Current?.SetTag(Attributes.HttpStatus, status);

    /// <param name="outcome">sent, withheld, superseded, failed or dead.</param>
    /// <param name="age">Since the effect's turn.</param>
    public static void End(Activity? span, string kind, string outcome, TimeSpan age)
    {
        span?.SetTag(Attributes.Outcome, outcome);
        if (outcome is "failed" or "dead") Spans.Fail(span, outcome);
        Spans.Stop(span);
        if (Instruments.Tries.Enabled) Instruments.Tries.Add(1, Instruments.Tag(Attributes.EffectKind, kind), Instruments.Tag(Attributes.Outcome, outcome));
        if (Instruments.OutboxAge.Enabled) Instruments.OutboxAge.Record(age.TotalSeconds, Instruments.Tag(Attributes.EffectKind, kind));
    }

    /// <summary>The current span, where it is one of ours.</summary>
    private static Activity? Current => Activity.Current is { Source.Name: Spans.SourceName } span ? span : null;
}
