using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace JourneyOrchestrator.ClientApi.Tests.Description;

/// <summary>The OpenAPI document of a host, and whether a body or an answer is what it says. Members that are not described are errors here.</summary>
internal sealed partial class ApiContract
{
    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly ConcurrentDictionary<string, JsonSchema> schemas = new(StringComparer.Ordinal);
    private readonly string definitions;

    public ApiContract(string document)
    {
        Document = JsonNode.Parse(document)!.AsObject();
        Operations = [.. Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(call => new Operation(call.Key.ToUpperInvariant(), path.Key, call.Value!.AsObject())))];
        var closed = Document["components"]!["schemas"]!.DeepClone();
        Close(closed);
        definitions = closed.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
    }

    public JsonObject Document { get; }

    public IReadOnlyList<Operation> Operations { get; }

    public Operation? Find(string method, string path) => Operations
        .Where(operation => operation.Method == (method == "HEAD" ? "GET" : method) && operation.Fits(path))
        .OrderBy(operation => operation.Path.Count(c => c == '{')).FirstOrDefault();

    /// <summary>What an answer has that the document does not say of it; null: nothing.</summary>
    public string? Flaw(Operation operation, int status, string? mediaType, string? body)
    {
        if (Resolve(operation.Json["responses"]![status.ToString(CultureInfo.InvariantCulture)]) is not { } response) return $"{operation} does not say that it answers {status}: {body}";
        if (body is null or "") return null;
        if (response["content"]?[mediaType ?? ""] is not { } content) return $"{operation} does not say that it answers {status} with {mediaType}.";
        return mediaType!.EndsWith("json", StringComparison.Ordinal) && Flaw(content["schema"]!, body) is { } flaw ? $"{operation}, {status}: {flaw}\n{body}" : null;
    }

    /// <summary>Why a JSON text is not what a schema says; null: it is.</summary>
    public string? Flaw(JsonNode schema, string json)
    {
        var asked = schema.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        var built = schemas.GetOrAdd(asked, text => JsonSchema.FromText($$"""{"allOf":[{{text}}],"$defs":{{definitions}}}"""));
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
        var result = built.Evaluate(document.RootElement, Strict);
        return result.IsValid ? null : string.Join("; ", result.Details!.Where(detail => detail.Errors is { Count: > 0 }).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).Take(5));
    }

    /// <summary>Follows a reference.</summary>
    public JsonNode? Resolve(JsonNode? node)
    {
        if (node?["$ref"]?.ToString() is not { } reference) return node;
        JsonNode? at = Document;
        foreach (var part in reference.TrimStart('#', '/').Split('/')) at = at?[part];
        return at ?? throw new InvalidOperationException($"Nothing is at {reference}.");
    }

    private static void Close(JsonNode? node)
    {
        if (node is JsonArray list)
            foreach (var element in list) Close(element);
        if (node is not JsonObject schema) return;
        if (schema["type"] is JsonValue && schema["properties"] is JsonObject) schema.TryAdd("additionalProperties", false);
        foreach (var (name, member) in schema.ToList())
            if (name is not ("examples" or "enum")) Close(member);
    }

    /// <summary>A call that the document has.</summary>
    internal sealed record Operation(string Method, string Path, JsonObject Json)
    {
        private readonly Regex fits = new("^" + PathParameter().Replace(Regex.Escape(Path).Replace(@"\{", "{", StringComparison.Ordinal), "[^/]+") + "$");

        public string Id => Json["operationId"]?.ToString() ?? "";

        public bool Fits(string path) => fits.IsMatch(path);

        public override string ToString() => $"{Method} {Path}";
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex PathParameter();
}
