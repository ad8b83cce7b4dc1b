using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Operations;

/// <summary>Calls of the public contract that this version does not have: they say so with 501 instead of seeming misspelt.</summary>
internal static class NotYet
{
    private static readonly (string Method, string Route, string What, string Fix)[] Calls =
    [
        ("POST", "/v1/cases/{id}/migrate", "Migration", "Running cases end under the version that they began with."),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (method, route, what, fix) in Calls)
            routes.MapMethods(route, [method], context => AnswerAsync(context, what, fix)).Needs(Scopes.Act);
    }

    public static Task AnswerAsync(HttpContext context, string what, string fix) => ProblemAnswer.WriteAsync(
        context, StatusCodes.Status501NotImplemented, $"{what} is not available in this version.",
        new Problem("", "not-available", $"{what} is not available in this version.", fix));
}
