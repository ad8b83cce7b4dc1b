using System.Diagnostics;
using JourneyOrchestrator.Silo.Telemetry;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>One server span for each request, by the semantic conventions for HTTP; except that the path is left out, and the route stands for it:
/// paths hold ids of customers. The framework measures the durations itself.</summary>
internal sealed class HttpServerSpans(RequestDelegate next)
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE" };

    public Task InvokeAsync(HttpContext context) => Spans.AreWanted ? TraceAsync(context) : next(context);

    private async Task TraceAsync(HttpContext context)
    {
        var method = Methods.Contains(context.Request.Method) ? context.Request.Method : "_OTHER";
        var parent = Spans.Parse(context.Request.Headers[Spans.TraceParent], remote: true);
        var span = Spans.Start(method, ActivityKind.Server, parent);
        span?.SetTag(Attributes.HttpMethod, method).SetTag(Attributes.UrlScheme, context.Request.Scheme);
        Activity.Current = span;   // for what is called from here alone: the framework's own is not exported
        try
        {
            await next(context);
        }
        finally
        {
            if (span is not null) Describe(span, context, method);
            Spans.Stop(span);
        }
    }

    private static void Describe(Activity span, HttpContext context, string method)
    {
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{method} {route}";
            span.SetTag(Attributes.HttpRoute, route);
        }
        var status = context.Response.StatusCode;
        span.SetTag(Attributes.HttpStatus, status).SetTag(Attributes.ProtocolVersion, context.Request.Protocol.Replace("HTTP/", "", StringComparison.Ordinal));
        if (status >= StatusCodes.Status500InternalServerError) Spans.Fail(span, status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
