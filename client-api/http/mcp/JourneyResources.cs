using System.Globalization;
using System.Text;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.ClientApi.Http.Journeys;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>Journeys as resources: the newest published version in words, and each version as it was saved.</summary>
internal sealed class JourneyResources(ICustomers customers, Caller caller)
{
    private const string Scheme = "journey://", Versions = "/versions/", Words = "text/plain";

    private const int PageSize = 100;

    public static ListResourceTemplatesResult Templates { get; } = new()
    {
        ResourceTemplates =
        [
            new ResourceTemplate
            {
                UriTemplate = Scheme + "{id}", Name = "journey", Title = "A journey in words", MimeType = Words,
                Description = "What the newest published version of a journey does: stages, what they wait for, messages, tasks. The id is percent-encoded.",
            },
            new ResourceTemplate
            {
                UriTemplate = Scheme + "{id}" + Versions + "{version}", Name = "journey-version", Title = "A version of a journey", MimeType = JsonAnswer.MediaType,
                Description = "One version as its designer saved it (Elsa workflow JSON, or CMMN XML).",
            },
        ],
    };

    /// <param name="cursor">Id of the last journey of the page before.</param>
    public ListResourcesResult List(string? cursor)
    {
        if (!caller.May(Scopes.Read)) return new ListResourcesResult();
        var rest = Newest().Where(p => cursor is null || string.CompareOrdinal(p.Id, cursor) > 0).Take(PageSize + 1).ToList();
        return new ListResourcesResult
        {
            Resources = [.. rest.Take(PageSize).Select(Described)],
            NextCursor = rest.Count > PageSize ? rest[PageSize - 1].Id : null,
        };
    }

    private IEnumerable<JourneyPlan> Newest() => customers.Journeys.All.GroupBy(p => p.Id, StringComparer.Ordinal)
        .Select(versions => versions.MaxBy(p => p.Version)!).OrderBy(p => p.Id, StringComparer.Ordinal);

    private static Resource Described(JourneyPlan plan) => new()
    {
        Uri = Scheme + Uri.EscapeDataString(plan.Id), Name = plan.Id, Title = plan.Name, MimeType = Words,
        Description = string.Create(CultureInfo.InvariantCulture, $"The journey '{plan.Name}', version {plan.Version}, in words."),
    };

    public async ValueTask<ReadResourceResult> ReadAsync(string? uri, CancellationToken cancel)
    {
        if (!caller.May(Scopes.Read)) throw new McpProtocolException("This key may not read journeys. Use a key with the scope 'read'.", McpErrorCode.InvalidRequest);
        if (uri is null || !uri.StartsWith(Scheme, StringComparison.Ordinal)) throw Unknown(uri);
        var path = uri[Scheme.Length..];
        var at = path.IndexOf(Versions, StringComparison.Ordinal);
        if (!RequestPath.TryDecode(at < 0 ? path : path[..at], out var id)) throw Unknown(uri);
        var (type, text) = at < 0
            ? (Words, customers.Journeys.Newest(id) is { } plan ? JourneyOutline.Of(plan) : null)
            : await VersionAsync(id, path[(at + Versions.Length)..], cancel);
        return new ReadResourceResult { Contents = [new TextResourceContents { Uri = uri, MimeType = type, Text = text ?? throw Unknown(uri) }] };
    }

    private async ValueTask<(string Type, string? Text)> VersionAsync(string id, string text, CancellationToken cancel)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return (Words, null);
        var row = (await customers.StoredJourneysAsync(cancel)).FirstOrDefault(r => r.Id == id && r.Version == version);
        return row is null ? (Words, null) : (DefinitionReader.IsXml(row.Json) ? JourneysEndpoints.Xml : JsonAnswer.MediaType, Encoding.UTF8.GetString(row.Json));
    }

    private static McpProtocolException Unknown(string? uri) =>
        new($"There is no resource '{uri}'. Read {Scheme}ID or {Scheme}ID{Versions}N; resources/list has the ids.", McpErrorCode.ResourceNotFound);
}
