using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>The source of all spans. While nobody listens nothing is made: whoever would start one asks <see cref="AreWanted"/> first.</summary>
public static class Spans
{
    public const string SourceName = "JourneyOrchestrator";

    /// <summary>Name of the attribute of an event, and of the HTTP header, that says what it belongs to (W3C Trace Context).</summary>
    public const string TraceParent = "traceparent";

    /// <summary>Most links that a span has: the default limit of collectors.</summary>
    private const int LinksMax = 128;

    private static readonly ActivitySource Source = new(SourceName);

    public static bool AreWanted => Source.HasListeners();

    /// <summary>Starts a span that is nobody's current one: what waits for the disk or for others goes on under another name.</summary>
    public static Activity? Start(string name, ActivityKind kind, ActivityContext parent, IEnumerable<ActivityLink>? links = null)
    {
        var outer = Activity.Current;
        Activity.Current = null;   // else a span without a parent would become a child of whatever runs here
        try
        {
            return Source.StartActivity(kind, parent, links: links, name: name);
        }
        finally
        {
            Activity.Current = outer;
        }
    }

    /// <summary>Ends a span begun with <see cref="Start"/>, and leaves the current one alone.</summary>
    public static void Stop(Activity? span)
    {
        if (span is null) return;
        var outer = Activity.Current;
        span.Stop();
        Activity.Current = outer;
    }

    /// <summary>Says that what the span stands for failed.</summary>
    public static void Fail(Activity? span, string errorType) => span?.SetTag(Attributes.ErrorType, errorType).SetStatus(ActivityStatusCode.Error);

    /// <summary>What a stored or received <c>traceparent</c> stands for; the default: nothing, or no such text.</summary>
    public static ActivityContext Parse(string? traceParent, bool remote = false) =>
        traceParent is not null && ActivityContext.TryParse(traceParent, null, remote, out var context) ? context : default;

    /// <summary>The context that an event brought with it (extension <c>traceparent</c> of CloudEvents); the default: none.</summary>
    public static ActivityContext ContextOf(Signal signal) =>
        signal.Extensions is { } extensions && extensions.TryGetValue(TraceParent, out var value) && value.Kind == ValueKind.String
            ? Parse(value.AsString(), remote: true)
            : default;

    public static bool IsSet(in ActivityContext context) => context != default;

    /// <summary>Links to those of some contexts that are set, each once; null: to none.</summary>
    public static IEnumerable<ActivityLink>? LinksTo(IEnumerable<ActivityContext> contexts)
    {
        var links = contexts.Where(context => IsSet(context)).Distinct().Take(LinksMax).Select(context => new ActivityLink(context)).ToList();
        return links.Count == 0 ? null : links;
    }
}
