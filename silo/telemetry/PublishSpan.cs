using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>Events put on a topic: the span that the turns of all followers are linked with.</summary>
public static class PublishSpan
{
    /// <summary>Null when nobody listens.</summary>
    public static Activity? Start(string topic, IReadOnlyList<Signal> events)
    {
        if (!Spans.AreWanted) return null;
        var span = Spans.Start("publish topic", ActivityKind.Producer, Activity.Current?.Context ?? default, Spans.LinksTo(events.Select(Spans.ContextOf)));
        return span?.SetTag(Attributes.MessagingSystem, "journey").SetTag(Attributes.MessagingOperation, "publish").SetTag(Attributes.MessagingOperationType, "send")
            .SetTag(Attributes.MessagingDestination, "topics").SetTag(Attributes.MessagingTemplate, TemplateOf(topic)).SetTag(Attributes.MessagingBatchSize, events.Count);
    }

    /// <summary>The events as they are stored: each names the trace that it belongs to, its own where it came with one.</summary>
    public static IReadOnlyList<Signal> Mark(Activity? span, IReadOnlyList<Signal> events) => span?.Id is { } id
        ? [.. events.Select(e => Spans.IsSet(Spans.ContextOf(e)) ? e : e with { Extensions = (e.Extensions ?? ValueMap.Empty).With(Spans.TraceParent, Value.Of(id)) })]
        : events;

    /// <summary>Kinds of topics are few, topics many: the part before the first colon stands for all of its kind.</summary>
    private static string TemplateOf(string topic) => topic.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? $"{topic[..colon]}:{{id}}" : "{id}";
}
