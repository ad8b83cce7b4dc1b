using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>Explains a case: its facts in order, each with the input of its turn, its rule with the values read, and, of a message,
/// the consent or basis.</summary>
internal static class CaseExplanation
{
    private const int PageSize = 500;

    public static async Task AnswerAsync(HttpContext context, ICustomers customers)
    {
        if (await CaseAccess.FindAsync(context, customers) is not var (customer, id)) return;
        var entries = new List<Entry>();
        var after = id.Seq - 1;
        while (true)
        {
            var page = await customers.HistoryAsync(customer, after, PageSize, context.RequestAborted);
            if (page.Status != ReadStatus.Found)
            {
                await Missing.AnswerAsync(context, page.Status, customer);
                return;
            }
            entries.AddRange(page.Value!.Where(entry => entry.Facts.Any(fact => IsOf(fact, id))));
            if (page.Value!.Count < PageSize) break;
            after = page.Value[^1].Seq;
        }
        if (entries.Count == 0) await ProblemAnswer.NotFoundAsync(context, "/id", $"There is no case '{id}'.");
        else await JsonAnswer.OkAsync(context, (id, customer, entries), static (json, x) => Write(json, x.id, x.customer, x.entries));
    }

    private static bool IsOf(Fact fact, CaseId id) => fact is CaseFact of && of.Case == id;

    private static void Write(Utf8JsonWriter json, CaseId id, string customer, List<Entry> entries)
    {
        var created = new Dictionary<int, ItemCreated>();
        json.WriteStartObject();
        json.WriteString("id", id.ToString());
        json.WriteString("customer", customer);
        json.WriteStartArray("steps");
        foreach (var entry in entries)
            foreach (var fact in entry.Facts)
            {
                if (!IsOf(fact, id)) continue;
                if (fact is ItemCreated item) created[item.Item] = item;
                WriteStep(json, entry, fact, fact is ItemFact about ? created.GetValueOrDefault(about.Item) : null);
            }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, Entry entry, Fact fact, ItemCreated? item)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", entry.Seq);
        json.WriteInstant("at", entry.At);
        json.WritePropertyName("input");
        EntryJson.WriteInput(json, entry.Input, withData: false);
        if (item is not null && fact is not ItemCreated)
        {
            json.WriteString("node", item.Node);
            json.WriteString("name", item.Name);
        }
        FactJson.Write(json, fact);
        json.WriteEndObject();
    }
}
