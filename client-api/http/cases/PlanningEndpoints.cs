using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>Plans discretionary items, and writes the case file (CMMN 1.1, 5.4.9 and 5.3).</summary>
internal static class PlanningEndpoints
{
    public static void Map(RouteGroupBuilder cases, int[] errors)
    {
        cases.MapPost("/{id}/plan", PlanAsync).Described("planItem", "Plans a discretionary item: one of 'plannable' of the case.")
            .WithBody("PlanAct").WithAnswer("Case").WithErrors(errors).Needs(Scopes.Act, BoundKeys.OwnOnly);
        cases.MapPut("/{id}/file/{fileItem}", WriteAsync).Described("writeCaseFileItem", "Creates, replaces or, with null, discards an item of the case file.")
            .WithBody("CaseFileWrite").WithAnswer("Case").WithErrors(errors).Needs(Scopes.Act, BoundKeys.OwnOnly);
    }

    private static Task PlanAsync(HttpContext context, ICustomers customers) => Acting.AskAsync(
        context, customers, (id, fields) => new Input.Plan(id, fields.RequiredText("item"), Acting.By(context, fields), fields.Text("reason")));

    private static Task WriteAsync(HttpContext context, ICustomers customers) => Acting.AskAsync(
        context, customers, (id, fields) => new Input.WriteFile(id, RouteText.Of(context, "fileItem"), fields.Given("value"), Acting.By(context, fields), fields.Text("reason")));
}
