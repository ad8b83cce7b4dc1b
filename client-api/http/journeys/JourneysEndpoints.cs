using System.Globalization;
using System.Text.Json;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Operations;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Writers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace JourneyOrchestrator.ClientApi.Http.Journeys;

/// <summary>Journeys: save, publish, list, read (CONTRACT: journeys). A stored definition is given back byte for byte.</summary>
internal static class JourneysEndpoints
{
    public const string Xml = "application/xml";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/journeys").WithTags("Journeys");
        group.MapPost("", SaveAsync).Described("saveJourney", "Saves a definition (Elsa JSON, or CMMN XML) as a draft, or publishes it.").WithParameters("publish")
            .WithBody((JsonAnswer.MediaType, "WorkflowDefinition"), (Xml, "CmmnDocument"))
            .WithAnswer("SavedJourney", StatusCodes.Status201Created).WithAnswer("JourneyRefusal", StatusCodes.Status400BadRequest, ProblemAnswer.MediaType)
            .Needs(Scopes.Design);
        group.MapPost("/{id}/publish", PublishAsync).Described("publishJourney", "Publishes the newest draft.")
            .WithAnswer("SavedJourney", StatusCodes.Status201Created).WithAnswer("JourneyRefusal", StatusCodes.Status400BadRequest, ProblemAnswer.MediaType).Needs(Scopes.Design);
        group.MapGet("", ListAsync).Described("listJourneys", "All journeys.").WithAnswer("JourneyPage").Needs(Scopes.Read);
        group.MapGet("/{id}", ShowAsync).Described("getJourney", "A journey and its versions.").WithAnswer("Journey").Needs(Scopes.Read);
        group.MapGet("/{id}/versions/{version}", VersionAsync).Described("getJourneyVersion", "One version as it was saved, or in the other format.").WithParameters("format").WithAnswer("WorkflowDefinition").WithAnswer("CmmnDocument", mediaType: Xml)
            .WithAnswer("JourneyRefusal", StatusCodes.Status400BadRequest, ProblemAnswer.MediaType).Needs(Scopes.Read);
    }

    private static async Task SaveAsync(HttpContext context, ICustomers customers)
    {
        var query = new Query(context);
        var publish = query.Flag("publish");
        if (query.Problems.Count > 0) await ProblemAnswer.BadRequestAsync(context, query.Problems);
        else if (!RequestBody.IsPlain(context.Request) || !(IsXml(context.Request.ContentType) || RequestBody.IsJson(context.Request)))
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "A journey comes as JSON or XML.",
                new Problem("", "media-type", "The content type is neither JSON nor XML, or the body is packed.", "Send Elsa workflow JSON as application/json, or CMMN as application/xml, without Content-Encoding."));
        else if (await RequestBody.ReadAsync(context) is { } body)
        {
            if (Flaw(context, body.Span) is { } flaw) await ProblemAnswer.BadRequestAsync(context, flaw);
            else await AnswerAsync(context, await customers.SaveJourneyAsync(body.ToArray(), publish, context.RequestAborted));
        }
    }

    /// <summary>What kind it is said to be, it is.</summary>
    private static Problem? Flaw(HttpContext context, ReadOnlySpan<byte> body)
    {
        if (!IsXml(context.Request.ContentType)) return JsonObjectCheck.Flaw(body);
        return DefinitionReader.IsXml(body) ? null : new Problem("", "malformed-xml", "The body is no XML.", "Send CMMN XML, or JSON as application/json.");
    }

    private static bool IsXml(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.SubType.Equals("xml", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("xml", StringComparison.OrdinalIgnoreCase));

    private static async Task PublishAsync(HttpContext context, ICustomers customers)
    {
        var id = RouteText.Of(context, "id");
        if (await customers.PublishJourneyAsync(id, context.RequestAborted) is { } saved) await AnswerAsync(context, saved);
        else await NotFoundAsync(context, id);
    }

    private static Task AnswerAsync(HttpContext context, SavedJourney saved)
    {
        if (!saved.Saved)
            return JsonAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, ProblemAnswer.MediaType, saved, JourneyJson.WriteRefusal);
        context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/v1/journeys/{Uri.EscapeDataString(saved.Id)}/versions/{saved.Version}");
        return JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, JsonAnswer.MediaType, saved, JourneyJson.WriteSaved);
    }

    private static async Task ListAsync(HttpContext context, ICustomers customers)
    {
        var rows = await customers.StoredJourneysAsync(context.RequestAborted);
        await JsonAnswer.OkAsync(context, (rows, customers.Journeys), static (json, all) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var versions in all.rows.GroupBy(r => r.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
                JourneyJson.WriteJourney(json, (versions, all.Journeys));
            json.WriteEndArray();
            json.WriteNull("next");
            json.WriteEndObject();
        });
    }

    private static async Task ShowAsync(HttpContext context, ICustomers customers)
    {
        var id = RouteText.Of(context, "id");
        var versions = (await customers.StoredJourneysAsync(context.RequestAborted)).Where(r => r.Id == id).ToList();
        if (versions.Count == 0) await NotFoundAsync(context, id);
        else await JsonAnswer.OkAsync(context, ((IEnumerable<JourneyRow>)versions, customers.Journeys), JourneyJson.WriteJourney);
    }

    private static async Task VersionAsync(HttpContext context, ICustomers customers)
    {
        var (id, text) = (RouteText.Of(context, "id"), RouteText.Of(context, "version"));
        var all = await customers.StoredJourneysAsync(context.RequestAborted);
        var row = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? all.FirstOrDefault(r => r.Id == id && r.Version == version) : null;
        if (row is null) await ProblemAnswer.NotFoundAsync(context, "/version", $"There is no version '{text}' of the journey '{id}'.");
        else await WriteAsync(context, row, JourneyRow.Library(all));
    }

    /// <summary>As it was saved, or, where the other format has words for all of it, in that.</summary>
    private static Task WriteAsync(HttpContext context, JourneyRow row, DefinitionLibrary library)
    {
        var format = DefinitionWriter.FormatOf(row.Json);
        if (new Query(context).Text("format") is { } wanted && !FactNames.Names<DefinitionFormat>.TryParse(wanted, out format))
            return ProblemAnswer.BadRequestAsync(context, new Problem("?format", "unknown", $"'{wanted}' is no format of journeys.", "Send elsa or cmmn, or leave it out: as it was saved."));
        var written = DefinitionWriter.Convert(row.Json, format, row.Version, library, row.At);
        return written.Document is { } document
            ? JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, format == DefinitionFormat.Cmmn ? Xml : JsonAnswer.MediaType, document)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, ProblemAnswer.MediaType, (row, format, written.Diagnostics), static (json, x) =>
                JourneyJson.WriteRefusal(json, new SavedJourney(x.row.Id, x.row.Version, x.row.Published, false, x.Diagnostics), $"The journey can't be written as {FactNames.Names<DefinitionFormat>.Of(x.format)}."));
    }

    private static Task NotFoundAsync(HttpContext context, string id) => ProblemAnswer.NotFoundAsync(context, "/id", $"There is no journey '{id}'.");
}
