using System.Globalization;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Http.Customers;

/// <summary>Customers: list, card, history, consents, export, erasure (CONTRACT: customers).</summary>
internal static class CustomersEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, TimeProvider clock)
    {
        var group = routes.MapGroup("/v1/customers").WithTags("Customers");
        group.MapGet("", ListAsync).Described("listCustomers", "Customers in order of first appearance.").WithParameters("search", "limit", "after").WithAnswer("CustomerPage").Needs(Scopes.Read);
        group.MapGet("/{id}", CardAsync).Described("getCustomerCard", "The card, now or as it was known at a recorded time.").WithParameters("at").WithAnswer("Card")
            .WithErrors(StatusCodes.Status410Gone).Needs(Scopes.Read, BoundKeys.OwnPath);
        group.MapGet("/{id}/history", HistoryAsync).Described("getCustomerHistory", "Journal entries, ascending.").WithParameters("limit", "afterSeq").WithAnswer("EntryPage")
            .WithErrors(StatusCodes.Status410Gone).Needs(Scopes.Read, BoundKeys.OwnPath);
        group.MapGet("/{id}/reads", ReadsAsync).Described("getCustomerReads", "Who read the person's data, oldest first.").WithParameters("limit", "after").WithAnswer("ReadPage")
            .WithErrors(StatusCodes.Status410Gone).Needs(Scopes.Read, BoundKeys.OwnPath);
        group.MapPut("/{id}/consents", ConsentAsync).Described("setConsent", "Gives or withdraws consent for a purpose on a channel.").WithBody("ConsentChange").WithAnswer("Consents")
            .WithErrors(StatusCodes.Status409Conflict, StatusCodes.Status410Gone, StatusCodes.Status503ServiceUnavailable).Needs(Scopes.Act, BoundKeys.OwnPath);
        group.MapDelete("/{id}", EraseAsync).Described("eraseCustomer", "Erases the person.").WithParameters("purpose").WithAnswer("Erasure")
            .WithErrors(StatusCodes.Status410Gone).Needs(Scopes.Admin);
        group.MapGet("/{id}/export", (HttpContext context, ICustomers customers) => CustomerExport.WriteAsync(context, customers, clock))
            .Described("exportCustomer", "Everything about the person.").WithAnswer("Export").WithErrors(StatusCodes.Status410Gone).Needs(Scopes.Read, BoundKeys.OwnPath);
    }

    private static async Task ListAsync(HttpContext context, ICustomers customers)
    {
        var query = new Query(context);
        var (limit, after) = (query.Limit(), query.After());
        if (query.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, query.Problems);
            return;
        }
        var page = await customers.ListAsync(query.Text("search"), limit, after.ToString(CultureInfo.InvariantCulture), context.RequestAborted);
        await JsonAnswer.OkAsync(context, page, static (json, page) => PageJson.Write(json, page, static (json, customer) =>
        {
            json.WriteStartObject();
            json.WriteString("id", customer.Id);
            json.WriteString("name", customer.Name is { Length: > 0 } name ? name : null);
            json.WriteInstant("updatedAt", customer.UpdatedAt);
            json.WriteEndObject();
        }));
    }

    private static async Task CardAsync(HttpContext context, ICustomers customers)
    {
        var query = new Query(context);
        var at = query.Instant("at");
        if (query.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, query.Problems);
            return;
        }
        var id = RouteText.Of(context, "id");
        var card = await customers.ReadAsync(id, static state => JsonAnswer.Render(state, CardJson.Write), at, context.RequestAborted);
        if (card.Status != ReadStatus.Found)
        {
            await Missing.AnswerAsync(context, card.Status, id);
            return;
        }
        ReadAudit.Note(context, customers, id, ReadAudit.Card);
        await JsonAnswer.OkAsync(context, card.Value);
    }

    private static async Task HistoryAsync(HttpContext context, ICustomers customers)
    {
        var query = new Query(context);
        var (after, limit) = (query.After(), query.Limit());
        if (query.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, query.Problems);
            return;
        }
        var id = RouteText.Of(context, "id");
        var history = await customers.HistoryAsync(id, after, limit, context.RequestAborted);
        if (history.Status != ReadStatus.Found)
        {
            await Missing.AnswerAsync(context, history.Status, id);
            return;
        }
        ReadAudit.Note(context, customers, id, ReadAudit.History);
        await AnswerAsync(context, history.Value!, limit);
    }

    private static async Task ReadsAsync(HttpContext context, ICustomers customers)
    {
        var query = new Query(context);
        var (after, limit) = (query.After(), query.Limit());
        if (query.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, query.Problems);
            return;
        }
        var id = RouteText.Of(context, "id");
        var reads = await customers.ReadsAsync(id, after, limit, context.RequestAborted);
        if (reads.Status == ReadStatus.Found) await JsonAnswer.OkAsync(context, reads.Value!, static (json, page) => PageJson.Write(json, page, ReadJson.Write));
        else await Missing.AnswerAsync(context, reads.Status, id);
    }

    private static Task AnswerAsync(HttpContext context, IReadOnlyList<Entry> entries, int limit) =>
        JsonAnswer.OkAsync(context, (entries, limit), static (json, page) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var entry in page.entries) EntryJson.Write(json, entry);
            json.WriteEndArray();
            if (page.entries.Count < page.limit) json.WriteNull("next");
            else json.WriteNumber("next", page.entries[^1].Seq);
            json.WriteEndObject();
        });

    private static async Task ConsentAsync(HttpContext context, ICustomers customers)
    {
        if (await Fields.ReadAsync(context) is not { } fields) return;
        var consent = new Input.SetConsent(
            fields.Name("purpose"), fields.Name("channel"), fields.Flag("granted"), fields.Name("wording"), fields.Name("source"), fields.Name("by"));
        if (fields.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, fields.Problems);
            return;
        }
        var id = RouteText.Of(context, "id");
        var receipt = await customers.CommandAsync(id, consent, context.RequestAborted);
        if (receipt.Kind is not (ReceiptKind.Accepted or ReceiptKind.Duplicate))
        {
            await ProblemAnswer.WriteAsync(context, receipt);
            return;
        }
        var answer = await customers.ReadAsync(id, static state => JsonAnswer.Render(state, static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteNumber("seq", state.Seq);
            CardJson.WriteConsents(json, state);
            json.WriteEndObject();
        }), null, context.RequestAborted);
        if (answer.Status == ReadStatus.Found) await JsonAnswer.OkAsync(context, answer.Value);
        else await Missing.AnswerAsync(context, answer.Status, id);
    }

    private static async Task EraseAsync(HttpContext context, ICustomers customers)
    {
        var id = RouteText.Of(context, "id");
        var purpose = new Query(context).Text("purpose") ?? "request of the person";
        var erased = await customers.EraseAsync(id, purpose, context.RequestAborted);
        if (erased.Status != ReadStatus.Found)
        {
            await Missing.AnswerAsync(context, erased.Status, id);
            return;
        }
        await JsonAnswer.OkAsync(context, erased.Value!, static (json, receipt) =>
        {
            json.WriteStartObject();
            json.WriteString("receipt", receipt.Receipt);
            json.WriteInstant("at", receipt.At);
            json.WriteStartObject("removed");
            foreach (var (table, count) in receipt.Removed) json.WriteNumber(table, count);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
