using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace JourneyOrchestrator.ClientApi.Http.Description;

/// <summary>The described schemas, parameters and error answers: OpenAPI components, written by hand in <c>components/*.json</c>.</summary>
internal static class Components
{
    private static readonly string[] Kinds = ["schemas", "parameters", "responses"];

    /// <summary>Reads them anew: a document may change what it is given.</summary>
    public static OpenApiComponents Read()
    {
        var text = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = "components", ["version"] = "v1" },
            ["paths"] = new JsonObject(),
            ["components"] = Join(),
        }.ToJsonString();
        var (document, diagnostic) = OpenApiDocument.Parse(text, OpenApiConstants.Json);
        if (diagnostic?.Errors is [var error, ..]) throw new InvalidOperationException($"{error.Pointer}: {error.Message}");
        return document!.Components!;
    }

    private static JsonObject Join()
    {
        var joined = new JsonObject(Kinds.Select(kind => KeyValuePair.Create<string, JsonNode?>(kind, new JsonObject())));
        var assembly = typeof(Components).Assembly;
        foreach (var file in assembly.GetManifestResourceNames().Where(name => name.StartsWith("components/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(file)!;
            foreach (var (kind, members) in JsonNode.Parse(stream)!.AsObject())
                foreach (var (name, component) in members!.AsObject()) joined[kind]!.AsObject().Add(name, component!.DeepClone());
        }
        return joined;
    }
}
