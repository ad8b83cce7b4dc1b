using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Operations;

/// <summary>Effects that no try could deliver (CONTRACT: dead letters).</summary>
internal static class DeadLettersEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/dead-letters").WithTags("Operations").Needs(Scopes.Admin);
        group.MapGet("", ListAsync).Described("listDeadLetters", "Effects that no try could deliver.").WithParameters("limit", "afterEffect").WithAnswer("DeadLetterPage");
        group.MapPost("/{id}/requeue", RequeueAsync).Described("requeueDeadLetter", "Queues a dead letter again, under the same key.").WithAnswer("Requeued");
    }

    private static async Task ListAsync(HttpContext context, ICustomers customers)
    {
        var query = new Query(context);
        var (limit, after) = (query.Limit(), query.After(static text => CaseParts.IsJoin(text) || CaseParts.TryParseEffect(text, out _, out _)));
        if (query.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, query.Problems);
            return;
        }
        var page = await customers.DeadLettersAsync(limit, after, context.RequestAborted);
        await JsonAnswer.OkAsync(context, page, static (json, page) => PageJson.Write(json, page, static (json, letter) =>
        {
            json.WriteStartObject();
            json.WriteString("id", letter.Id);
            json.WriteString("kind", letter.Kind);
            json.WriteString("customer", letter.CustomerId);
            json.WriteNumber("attempts", letter.Attempts);
            json.WriteString("error", letter.Error);
            json.WriteEndObject();
        }));
    }

    private static async Task RequeueAsync(HttpContext context, ICustomers customers)
    {
        var id = RouteText.Of(context, "id");
        if (!await customers.RequeueAsync(id, context.RequestAborted))
        {
            await ProblemAnswer.NotFoundAsync(context, "/id", $"There is no dead letter '{id}'.");
            return;
        }
        await JsonAnswer.OkAsync(context, id, static (json, id) =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("status", "queued");
            json.WriteEndObject();
        });
    }
}
