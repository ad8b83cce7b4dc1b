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

    private static async Task PlanAsync(HttpContext context, ICustomers customers)
    {
        if (await CaseAccess.FindAsync(context, customers) is not { } found || await Fields.ReadAsync(context) is not { } fields) return;
        // Until roles of people in a case are known to the doors, whoever is named has none: only items that are open to all can be planned.
        var command = new Input.Plan(found.Case, fields.RequiredText("item"), [], fields.Name("by"), fields.Text("reason"));
        if (fields.Problems.Count > 0) await ProblemAnswer.BadRequestAsync(context, fields.Problems);
        else await CaseAccess.ActAsync(context, customers, found.Customer, found.Case, command);
    }

    private static async Task WriteAsync(HttpContext context, ICustomers customers)
    {
        if (await CaseAccess.FindAsync(context, customers) is not { } found || await Fields.ReadAsync(context) is not { } fields) return;
        var command = new Input.WriteFile(found.Case, RouteText.Of(context, "fileItem"), fields.Given("value"), fields.Name("by"), fields.Text("reason"));
        if (fields.Problems.Count > 0) await ProblemAnswer.BadRequestAsync(context, fields.Problems);
        else await CaseAccess.ActAsync(context, customers, found.Customer, found.Case, command);
    }
}
