using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Values of the path, decoded once and exactly. Routing works on a path in which an encoded slash is left as it is, so that
/// it can't be told from a doubly encoded one; ids are opaque, so the values are taken from the request line itself.</summary>
internal static class RouteText
{
    public static string Of(HttpContext context, string name)
    {
        var segments = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.PathSegments;
        for (var i = 0; i < segments.Count; i++)
            if (segments[i].Parts is [Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part] && part.Name == name)
                return RequestPath.TryDecode(RequestPath.Segments(context)[i + 1], out var text)
                    ? text
                    : throw new InvalidOperationException("The path was checked before routing.");
        throw new InvalidOperationException($"The route has no parameter '{name}'.");
    }
}
