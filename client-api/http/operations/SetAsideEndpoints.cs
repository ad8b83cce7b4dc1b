using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Operations;

/// <summary>Inputs that could not be decided and were set aside: to be replayed when what was wrong is mended, or discarded.</summary>
internal static class SetAsideEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/set-aside").WithTags("Operations").Needs(Scopes.Admin);
        group.MapGet("", ListAsync).Described("listSetAside", "Inputs that could not be decided and were set aside.").WithParameters("limit", "afterSetAside").WithAnswer("SetAsidePage");
        group.MapPost("/{id}/replay", (HttpContext context, ICustomers customers) => ResolveAsync(context, customers, discard: false))
            .Described("replaySetAside", "Decides what was set aside, now.").WithBody("PersonalAct").WithAnswer("SetAsideResolved").WithErrors(StatusCodes.Status409Conflict);
        group.MapPost("/{id}/discard", (HttpContext context, ICustomers customers) => ResolveAsync(context, customers, discard: true))
            .Described("discardSetAside", "Leaves for good what was set aside; its entry stays in the journal.").WithBody("PersonalAct").WithAnswer("SetAsideResolved").WithErrors(StatusCodes.Status409Conflict);
    }

    private static async Task ListAsync(HttpContext context, ICustomers customers)
    {
        var query = new Query(context);
        var (limit, after) = (query.Limit(), query.After(static text => SetAsideInput.TryParse(text, out _)));
        if (query.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, query.Problems);
            return;
        }
        var from = after is not null && SetAsideInput.TryParse(after, out var id) ? id : default;
        await JsonAnswer.OkAsync(context, await customers.SetAsideAsync(limit, from, context.RequestAborted), static (json, page) => PageJson.Write(json, page, Write));
    }

    private static void Write(Utf8JsonWriter json, SetAsideView input)
    {
        json.WriteStartObject();
        json.WriteString("id", input.Id.ToString());
        json.WriteNumber("seq", input.Id.Seq);
        json.WriteString("customer", input.Text.Customer);
        json.WriteString("at", input.At);
        json.WriteString("kind", input.Kind);
        json.WriteString("type", input.Type);
        json.WriteString("source", input.Text.Source);
        json.WriteString("inputId", input.Text.InputId);
        json.WriteString("error", input.Text.Error);
        json.WriteEndObject();
    }

    private static async Task ResolveAsync(HttpContext context, ICustomers customers, bool discard)
    {
        var text = RouteText.Of(context, "id");
        if (await Fields.ReadAsync(context) is not { } fields) return;
        var (by, reason) = (Acting.By(context, fields), fields.Text("reason"));
        if (await Acting.IsRefusedAsync(context, fields, by)) return;
        if (!SetAsideInput.TryParse(text, out var id) || await customers.OwnerAsync(id.Customer, context.RequestAborted) is not { } owner)
        {
            await ProblemAnswer.NotFoundAsync(context, "/id", $"There is no input '{text}' that was set aside.");
            return;
        }
        var receipt = await customers.CommandAsync(owner, new Input.Resolve(id.Customer, id.Seq, discard, by, reason), context.RequestAborted);
        if (receipt.Kind != ReceiptKind.Accepted)
        {
            await ProblemAnswer.WriteAsync(context, receipt);
            return;
        }
        await JsonAnswer.OkAsync(context, (Id: text, Status: discard ? "discarded" : "replayed", receipt.Seq), static (json, done) =>
        {
            json.WriteStartObject();
            json.WriteString("id", done.Id);
            json.WriteString("status", done.Status);
            json.WriteNumber("seq", done.Seq);
            json.WriteEndObject();
        });
    }
}
