using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Values of the path, decoded once and exactly. Routing works on a path in which an encoded slash is left as it is, so that
/// it can't be told from a doubly encoded one; ids are opaque, so the values are taken from the request line itself.</summary>
internal static class RouteText
{
    public static string Of(HttpContext context, string name)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!raw.StartsWith('/')) return (string)context.GetRouteValue(name)!;
        var segments = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.PathSegments;
        for (var i = 0; i < segments.Count; i++)
            if (segments[i].Parts is [Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part] && part.Name == name)
                return Uri.UnescapeDataString(Segment(raw, i + 1));
        throw new InvalidOperationException($"The route has no parameter '{name}'.");
    }

    private static string Segment(string raw, int index)
    {
        var end = raw.IndexOf('?', StringComparison.Ordinal);
        return (end < 0 ? raw : raw[..end]).Split('/')[index];
    }
}
