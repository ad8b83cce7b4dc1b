using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>Who has which role in a case (docs/actors.md).</summary>
internal static class CaseRoles
{
    public static void Map(RouteGroupBuilder cases, int[] errors)
    {
        cases.MapPut("/{id}/roles/{role}", (HttpContext context, ICustomers customers) => AssignAsync(context, customers, static fields => fields.Name("who")))
            .Described("assignRole", "Gives a role in the case to somebody.")
            .WithBody("RoleAssignment").WithAnswer("Case").WithErrors(errors).Needs(Scopes.Act, BoundKeys.OwnOnly);
        cases.MapDelete("/{id}/roles/{role}", (HttpContext context, ICustomers customers) => AssignAsync(context, customers, static _ => null))
            .Described("withdrawRole", "Takes a role in the case from whoever has it.")
            .WithBody("PersonalAct").WithAnswer("Case").WithErrors(errors).Needs(Scopes.Act, BoundKeys.OwnOnly);
    }

    private static Task AssignAsync(HttpContext context, ICustomers customers, Func<Fields, string?> who) => Acting.AskAsync(
        context, customers, (id, fields) => new Input.AssignRole(id, RouteText.Of(context, "role"), who(fields), Acting.By(context, fields), fields.Text("reason")));
}
