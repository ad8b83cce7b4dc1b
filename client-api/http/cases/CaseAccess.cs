using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>Finds a case, or a task in it, by its id, and shows it.</summary>
internal static class CaseAccess
{
    /// <returns>Null when there is none, and 404 is answered.</returns>
    public static async ValueTask<(string Customer, CaseId Case)?> FindAsync(HttpContext context, ICustomers customers)
    {
        var text = RouteText.Of(context, "id");
        if (await FindAsync(customers, text, context.RequestAborted) is { } found) return found;
        await ProblemAnswer.NotFoundAsync(context, "/id", $"There is no case '{text}'.");
        return null;
    }

    /// <returns>The owner and the id; null where there is no such customer. Whether the case is there shows when it is read.</returns>
    public static async ValueTask<(string Customer, CaseId Case)?> FindAsync(ICustomers customers, string text, CancellationToken cancel) =>
        CaseId.TryParse(text, out var id) && await customers.OwnerAsync(id.Customer, cancel) is { } owner ? (owner, id) : null;

    /// <summary>Answers with the whole case.</summary>
    public static async Task ShowAsync(HttpContext context, ICustomers customers, string customer, CaseId id, int status = StatusCodes.Status200OK)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var read = await customers.ReadAsync<ReadOnlyMemory<byte>?>(
            customer,
            state => state.Cases.TryGetValue(id, out var found)
                ? JsonAnswer.Render((state.Id, found, Plannable: PlannableItems.Of(state, found, customers.Journeys, now)), static (json, x) => CaseJson.WriteWhole(json, x.Id, x.found, x.Plannable))
                : (ReadOnlyMemory<byte>?)null,
            null, context.RequestAborted);
        if (read.Value is { } body)
        {
            ReadAudit.Note(context, customers, customer, ReadAudit.Case);
            await JsonAnswer.WriteAsync(context, status, JsonAnswer.MediaType, body);
        }
        else if (read.Status == ReadStatus.Found) await MissingAsync(context, customers, customer, id);
        else await Missing.AnswerAsync(context, read.Status, customer);
    }

    /// <summary>There is no such case, or it ended and newer ones took its place.</summary>
    private static async Task MissingAsync(HttpContext context, ICustomers customers, string customer, CaseId id)
    {
        var history = await customers.HistoryAsync(customer, id.Seq - 1, 1, context.RequestAborted);
        if (history.Value is not [var entry] || !entry.Facts.Any(fact => fact is CaseStarted started && started.Case == id))
        {
            await ProblemAnswer.NotFoundAsync(context, "/id", $"There is no case '{id}'.");
            return;
        }
        var problem = new Problem("/id", "past-retention", $"Case '{id}' ended, and newer ones took its place.",
            $"Read the history of its customer from entry {id.Seq} on, or the customer as it was then, with ?at=.");
        await ProblemAnswer.WriteAsync(context, StatusCodes.Status410Gone, problem.Message, problem);
    }

    /// <summary>Runs a command on a case and shows the case as it is then.</summary>
    public static async Task ActAsync(HttpContext context, ICustomers customers, string customer, CaseId id, Input command)
    {
        var receipt = await customers.CommandAsync(customer, command, context.RequestAborted);
        if (receipt.Kind is ReceiptKind.Accepted or ReceiptKind.Duplicate) await ShowAsync(context, customers, customer, id);
        else await ProblemAnswer.WriteAsync(context, receipt);
    }
}
