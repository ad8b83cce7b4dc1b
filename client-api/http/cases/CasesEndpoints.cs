using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>Cases: start by hand, show, explain, act on the case and on its items (CONTRACT: cases).</summary>
internal static class CasesEndpoints
{
    private static readonly int[] CommandErrors = [StatusCodes.Status409Conflict, StatusCodes.Status410Gone, StatusCodes.Status503ServiceUnavailable];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/cases").WithTags("Cases");
        group.MapPost("", StartAsync).Described("startCase", "Starts a case by hand.").WithBody("CaseStart").WithAnswer("Case", StatusCodes.Status201Created)
            .WithErrors([StatusCodes.Status404NotFound, .. CommandErrors]).Needs(Scopes.Act, BoundKeys.OwnOnly);
        group.MapGet("/{id}", ShowAsync).Described("getCase", "The case with its plan items.").WithAnswer("Case").WithErrors(StatusCodes.Status410Gone)
            .Needs(Scopes.Read, BoundKeys.OwnOnly);
        group.MapGet("/{id}/explain", CaseExplanation.AnswerAsync).Described("explainCase", "Why each step happened: input, rule with the values it read, consent or basis.")
            .WithAnswer("Explanation").WithErrors(StatusCodes.Status410Gone).Needs(Scopes.Read, BoundKeys.OwnOnly);
        foreach (var action in Enum.GetValues<CaseAction>()) MapAction(group, action);
        group.MapPost("/{id}/move", MoveAsync).Described("moveCase", "Starts an item now, whatever its criteria say, beside what runs or in its place.")
            .WithBody("CaseMove").WithAnswer("Case").WithErrors(CommandErrors).Needs(Scopes.Act, BoundKeys.OwnOnly);
        group.MapPost("/{id}/items/{item}/{action}", ActOnItemAsync)
            .Described("actOnItem", "Acts on a plan item: start, complete, disable, reenable, terminate, suspend, resume, retry, skip or repeat.")
            .WithBody("PersonalAct").WithAnswer("Case").WithErrors(CommandErrors).Needs(Scopes.Act, BoundKeys.OwnOnly);
        PlanningEndpoints.Map(group, CommandErrors);
        CaseRoles.Map(group, CommandErrors);
    }

    private static void MapAction(RouteGroupBuilder group, CaseAction action)
    {
        var verb = FactNames.Names<CaseAction>.Of(action);
        group.MapPost($"/{{id}}/{verb}", (HttpContext context, ICustomers customers) => ActOnCaseAsync(context, customers, action))
            .Described(verb + "Case", $"Acts on the whole case: {verb}.")
            .WithBody("PersonalAct").WithAnswer("Case").WithErrors(CommandErrors).Needs(Scopes.Act, BoundKeys.OwnOnly);
    }

    private static async Task StartAsync(HttpContext context, ICustomers customers)
    {
        if (await Fields.ReadAsync(context) is not { } fields) return;
        var customer = fields.Name("customer");
        var start = new Input.StartCase(fields.Name("journey"), fields.Version("version"), fields.OptionalName("key"), fields.Map("input"), fields.OptionalName("by") ?? Caller.Of(context).Person);
        if (await Acting.IsRefusedAsync(context, fields, start.By)) return;
        var plan = start.Version is { } version ? customers.Journeys.Find(start.Journey, version) : customers.Journeys.Newest(start.Journey);
        if (plan is null)
        {
            await ProblemAnswer.NotFoundAsync(context, start.Version is null ? "/journey" : "/version",
                $"The journey '{start.Journey}'{(start.Version is { } absent ? $" version {absent}" : "")} is not published.");
            return;
        }
        var receipt = await customers.CommandAsync(customer, start, context.RequestAborted);
        if (receipt is not { Kind: ReceiptKind.Accepted, Created: { } created } || !CaseId.TryParse(created, out var id))
        {
            await ProblemAnswer.WriteAsync(context, receipt);
            return;
        }
        context.Response.Headers.Location = $"/v1/cases/{created}";
        await CaseAccess.ShowAsync(context, customers, customer, id, StatusCodes.Status201Created);
    }

    private static async Task ShowAsync(HttpContext context, ICustomers customers)
    {
        if (await CaseAccess.FindAsync(context, customers) is { } found) await CaseAccess.ShowAsync(context, customers, found.Customer, found.Case);
    }

    private static Task ActOnCaseAsync(HttpContext context, ICustomers customers, CaseAction action) => Acting.AskAsync(
        context, customers, (id, fields) => new Input.ActOnCase(id, CaseActions.TransitionOf(action), Acting.By(context, fields), fields.Text("reason")) { Action = action });

    private static async Task ActOnItemAsync(HttpContext context, ICustomers customers)
    {
        if (await CaseAccess.FindAsync(context, customers) is not { } found) return;
        var verb = RouteText.Of(context, "action");
        // A case is moved to an item; what is in its way is said in the body of that call.
        if (!FactNames.Names<ItemAction>.TryParse(verb, out var action) || action == ItemAction.Move)
        {
            await ProblemAnswer.NotFoundAsync(context, "/action", $"There is no action '{verb}' on items.");
            return;
        }
        await Acting.AskAsync(
            context, customers, found, (id, fields) => new Input.ActOnItem(id, RouteText.Of(context, "item"), action, Acting.By(context, fields), fields.Text("reason")));
    }

    private static Task MoveAsync(HttpContext context, ICustomers customers) => Acting.AskAsync(
        context, customers, (id, fields) => new Input.ActOnItem(id, fields.Name("to"), ItemAction.Move, Acting.By(context, fields), fields.Text("reason")) { EndOthers = fields.OptionalFlag("endOthers") });
}
