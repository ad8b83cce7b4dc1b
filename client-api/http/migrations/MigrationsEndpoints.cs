using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Migrations;

/// <summary>Moves running cases to another version of their journey: one, or page by page all of a version (docs/migration.md).</summary>
internal static class MigrationsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/cases/{id}/migrate", MigrateAsync).WithTags("Cases")
            .Described("migrateCase", "Moves a running case to another version of its journey, or only says what that would do.").WithParameters("dryRun").WithBody("MigrationWish")
            .WithAnswer("Migration").WithAnswer("MigrationRefusal", StatusCodes.Status409Conflict, ProblemAnswer.MediaType)
            .WithErrors(StatusCodes.Status410Gone, StatusCodes.Status503ServiceUnavailable).Needs(Scopes.Act);
        routes.MapPost("/v1/journeys/{id}/migrate", MigrateManyAsync).WithTags("Journeys")
            .Described("migrateCases", "Moves the running cases of a version to another one, customer by customer, a page at a time.").WithParameters("dryRun").WithBody("MigrationsWish")
            .WithAnswer("Migrations").WithErrors(StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable).Needs(Scopes.Act | Scopes.Design);
    }

    private static async Task MigrateAsync(HttpContext context, ICustomers customers)
    {
        if (await DryRunAsync(context) is not { } dryRun) return;
        if (await CaseAccess.FindAsync(context, customers) is not { } found || await Fields.ReadAsync(context) is not { } fields) return;
        var command = new Input.MigrateCase(found.Case, fields.RequiredVersion("version"), dryRun, Acting.By(context, fields), fields.Text("reason")) { Actor = Caller.Of(context).Actor };
        if (await Acting.IsRefusedAsync(context, fields, command.By)) return;
        var receipt = await customers.CommandAsync(found.Customer, command, context.RequestAborted);
        if (receipt is { Kind: ReceiptKind.Accepted, Migration: { } report }) await JsonAnswer.OkAsync(context, report, MigrationJson.Write);
        else if (receipt.Migration is { } refused) await JsonAnswer.WriteAsync(context, StatusCodes.Status409Conflict, ProblemAnswer.MediaType, refused, MigrationJson.WriteRefusal);
        else await ProblemAnswer.WriteAsync(context, receipt);
    }

    private static async Task MigrateManyAsync(HttpContext context, ICustomers customers)
    {
        if (await DryRunAsync(context) is not { } dryRun) return;
        if (await Fields.ReadAsync(context) is not { } fields) return;
        var wish = new MigrationsWish(RouteText.Of(context, "id"), fields.RequiredVersion("from"), fields.RequiredVersion("to"), dryRun, Acting.By(context, fields), fields.Text("reason"),
            fields.Number("limit", MigrationsWish.LimitDefault, 1, MigrationsWish.LimitMax), fields.OptionalName("after")) { Actor = Caller.Of(context).Actor };
        if (await Acting.IsRefusedAsync(context, fields, wish.By)) return;
        if (Missing(customers, wish) is var (field, version)) await ProblemAnswer.WriteAsync(context, Receipt.Unknown(field, version == 0
            ? $"There is no published journey '{wish.Journey}'." : $"The journey '{wish.Journey}' has no published version {version}."));
        else if (wish.From == wish.To)
            await ProblemAnswer.WriteAsync(context, Receipt.Refused(new Problem("/to", "migration-same-version", $"'from' and 'to' are both {wish.To}.", "Name two versions of the journey.")));
        else await JsonAnswer.OkAsync(context, await ManyMigrations.RunAsync(customers, wish, context.RequestAborted), ManyMigrations.Write);
    }

    /// <returns>Null when it is neither true nor false, and that is answered.</returns>
    private static async ValueTask<bool?> DryRunAsync(HttpContext context)
    {
        var query = new Query(context);
        var dryRun = query.Flag("dryRun");
        if (query.Problems.Count == 0) return dryRun;
        await ProblemAnswer.BadRequestAsync(context, query.Problems);
        return null;
    }

    /// <summary>The field that names what is not published, and the version; 0: the whole journey.</summary>
    private static (string Field, int Version)? Missing(ICustomers customers, MigrationsWish wish)
    {
        if (customers.Journeys.Newest(wish.Journey) is null) return ("/id", 0);
        if (customers.Journeys.Find(wish.Journey, wish.From) is null) return ("/from", wish.From);
        return customers.Journeys.Find(wish.Journey, wish.To) is null ? ("/to", wish.To) : null;
    }
}
