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
        MapTransition(group, "suspend", CaseTransition.Suspend, from: null);
        // CMMN has one transition for both ways back; which of them is meant depends on the state (table 8.1).
        MapTransition(group, "resume", CaseTransition.Reactivate, from: status => status == CaseStatus.Suspended);
        MapTransition(group, "reopen", CaseTransition.Reactivate, from: status => status is CaseStatus.Completed or CaseStatus.Terminated or CaseStatus.Failed);
        MapTransition(group, "cancel", CaseTransition.Terminate, from: null);
        MapTransition(group, "close", CaseTransition.Close, from: null);
        group.MapPost("/{id}/items/{item}/{action}", ActOnItemAsync)
            .Described("actOnItem", "Acts on a plan item: start, complete, disable, reenable, terminate, retry, skip or repeat.")
            .WithBody("PersonalAct").WithAnswer("Case").WithErrors(CommandErrors).Needs(Scopes.Act, BoundKeys.OwnOnly);
        PlanningEndpoints.Map(group, CommandErrors);
    }

    private static void MapTransition(RouteGroupBuilder group, string verb, CaseTransition transition, Func<CaseStatus, bool>? from) =>
        group.MapPost($"/{{id}}/{verb}", (HttpContext context, ICustomers customers) => TransitAsync(context, customers, verb, transition, from))
            .Described(verb + "Case", $"Acts on the whole case: {verb}.")
            .WithBody("PersonalAct").WithAnswer("Case").WithErrors(CommandErrors).Needs(Scopes.Act, BoundKeys.OwnOnly);

    private static async Task StartAsync(HttpContext context, ICustomers customers)
    {
        if (await Fields.ReadAsync(context) is not { } fields) return;
        var customer = fields.Name("customer");
        var start = new Input.StartCase(fields.Name("journey"), fields.Version("version"), fields.OptionalName("key"), fields.Map("input"), fields.OptionalName("by"));
        if (fields.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, fields.Problems);
            return;
        }
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

    private static async Task TransitAsync(HttpContext context, ICustomers customers, string verb, CaseTransition transition, Func<CaseStatus, bool>? from)
    {
        if (await CaseAccess.FindAsync(context, customers) is not { } found || await Fields.ReadAsync(context) is not { } fields) return;
        var (by, reason) = (fields.Name("by"), fields.Text("reason"));
        if (fields.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, fields.Problems);
            return;
        }
        if (from is not null && await StatusAsync(context, customers, found) is { } status && !from(status))
        {
            await ProblemAnswer.WriteAsync(context, Receipt.Refused(new Problem(
                "/id", "wrong-state", $"The case is {FactNames.Of(status)}, so it can't {verb}.", "Read the case again.")));
            return;
        }
        await CaseAccess.ActAsync(context, customers, found.Customer, found.Case, new Input.ActOnCase(found.Case, transition, by, reason));
    }

    private static async ValueTask<CaseStatus?> StatusAsync(HttpContext context, ICustomers customers, (string Customer, CaseId Case) found)
    {
        var read = await customers.ReadAsync<CaseStatus?>(
            found.Customer, state => state.Cases.TryGetValue(found.Case, out var owned) ? owned.Status : null, null, context.RequestAborted);
        return read.Value;
    }

    private static async Task ActOnItemAsync(HttpContext context, ICustomers customers)
    {
        if (await CaseAccess.FindAsync(context, customers) is not { } found) return;
        var verb = RouteText.Of(context, "action");
        if (!FactNames.Names<ItemAction>.TryParse(verb, out var action))
        {
            await ProblemAnswer.NotFoundAsync(context, "/action", $"There is no action '{verb}' on items.");
            return;
        }
        if (await Fields.ReadAsync(context) is not { } fields) return;
        var command = new Input.ActOnItem(found.Case, RouteText.Of(context, "item"), action, fields.Name("by"), fields.Text("reason"));
        if (fields.Problems.Count > 0) await ProblemAnswer.BadRequestAsync(context, fields.Problems);
        else await CaseAccess.ActAsync(context, customers, found.Customer, found.Case, command);
    }
}
