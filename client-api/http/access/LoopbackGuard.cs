using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>
/// Without API keys only programs of this machine may call. A web page of somebody else can reach a loopback address too, by a name that
/// it rebinds to 127.0.0.1; so the Host must be a loopback name, and an Origin, where a browser sends one, our own.
/// </summary>
internal sealed class LoopbackGuard(RequestDelegate next, IApiKeys? keys = null)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (keys is { Required: true }) return next(context);   // no page can bring a key that it was not given
        var host = context.Request.Host;
        if (!Loopback.Is(host.Host))
            return RefuseAsync(context, "Host", "host", "The Host header does not name this machine's loopback address.", "Call localhost, 127.0.0.1 or [::1].");
        foreach (var origin in context.Request.Headers.Origin)
            if (!IsOurs(origin, host))
                return RefuseAsync(context, "Origin", "origin", "The Origin header names another site.", "Call from a page that this server itself served, or from a program.");
        return next(context);
    }

    private static Task RefuseAsync(HttpContext context, string field, string code, string message, string fix) =>
        ProblemAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, message, new Problem(field, code, message, fix));

    private static bool IsOurs(string? origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && Loopback.Is(uri.Host) && uri.Port == (host.Port ?? 80);
}
