using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Operations;

/// <summary>What the host behind the doors does not offer: said with 501 instead of seeming misspelt.</summary>
internal static class NotYet
{
    public static Task AnswerAsync(HttpContext context, string what, string fix) => ProblemAnswer.WriteAsync(
        context, StatusCodes.Status501NotImplemented, $"{what} is not available in this version.",
        new Problem("", "not-available", $"{what} is not available in this version.", fix));
}
