using System.Globalization;
using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Customers;

/// <summary>Everything about one person as JSON: the card, the followed topics, the cases whole, the history, and who read it, streamed page by page.</summary>
internal static class CustomerExport
{
    private const int PageSize = 500;

    public static async Task WriteAsync(HttpContext context, ICustomers customers, TimeProvider clock)
    {
        var id = RouteText.Of(context, "id");
        var state = await customers.ReadAsync(id, static state => JsonAnswer.Render(state, WriteState), null, context.RequestAborted);
        if (state.Status != ReadStatus.Found)
        {
            await Missing.AnswerAsync(context, state.Status, id);
            return;
        }
        ReadAudit.Note(context, customers, id, ReadAudit.Export);
        context.Response.ContentType = JsonAnswer.MediaType;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteInstant("exportedAt", clock.GetUtcNow());
        json.WritePropertyName("state");
        json.WriteRawValue(state.Value.Span, skipInputValidation: true);
        json.WriteStartArray("history");
        await WriteHistoryAsync(context, customers, id, json);
        json.WriteEndArray();
        json.WriteStartArray("reads");
        await WriteReadsAsync(context, customers, id, json);
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void WriteState(Utf8JsonWriter json, Grains.Customers.CustomerState state)
    {
        json.WriteStartObject();
        json.WritePropertyName("card");
        CardJson.Write(json, state);
        json.WriteStartArray("topics");
        foreach (var topic in state.Topics.Keys.Order(StringComparer.Ordinal)) json.WriteStringValue(topic);
        json.WriteEndArray();
        json.WriteStartArray("cases");
        foreach (var owned in state.Cases.Values.OrderBy(c => c.Id.Seq).ThenBy(c => c.Id.Ordinal)) CaseJson.WriteWhole(json, state.Id, owned);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static async Task WriteHistoryAsync(HttpContext context, ICustomers customers, string id, Utf8JsonWriter json)
    {
        long after = 0;
        while (true)
        {
            var page = await customers.HistoryAsync(id, after, PageSize, context.RequestAborted);
            if (page.Status != ReadStatus.Found) throw Erased();
            foreach (var entry in page.Value!) EntryJson.Write(json, entry);
            if (page.Value!.Count < PageSize) return;
            after = page.Value[^1].Seq;
            await json.FlushAsync(context.RequestAborted);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task WriteReadsAsync(HttpContext context, ICustomers customers, string id, Utf8JsonWriter json)
    {
        long after = 0;
        while (true)
        {
            var reads = await customers.ReadsAsync(id, after, PageSize, context.RequestAborted);
            if (reads.Status != ReadStatus.Found) throw Erased();
            foreach (var read in reads.Value!.Items) ReadJson.Write(json, read);
            if (reads.Value.Next is not { } next) return;
            after = long.Parse(next, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>While it was being exported: what was written so far must not pass for the whole.</summary>
    private static InvalidOperationException Erased() => new("The customer was erased during the export.");
}
