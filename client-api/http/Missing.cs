using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Answers for a customer that can't be read.</summary>
internal static class Missing
{
    public static Task AnswerAsync(HttpContext context, ReadStatus status, string customer) => status == ReadStatus.Gone
        ? ProblemAnswer.WriteAsync(context, StatusCodes.Status410Gone, "This person was erased, or the moment asked for is before what is kept.",
            new Problem("/id", "gone", "There is nothing left to read.", "Ask for a later moment; an erased person does not come back."))
        : ProblemAnswer.NotFoundAsync(context, "/id", $"There is no customer '{customer}'.");
}
