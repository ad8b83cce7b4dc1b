using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace JourneyOrchestrator.ClientApi.Http.Description;

/// <summary>The OpenAPI document of all calls.</summary>
internal static class ApiDescription
{
    public const string KeyScheme = "key";

    private static readonly (string Name, string Meaning)[] Tags =
    [
        ("Events", "What happens to customers, and on topics that they follow."),
        ("Tracking", "The same from tracking SDKs (Segment's HTTP tracking API)."),
        ("Customers", "What is known of a person, and their rights over it."),
        ("Cases", "Running journeys: start, show, explain, act."),
        ("Tasks", "What people have to do."),
        ("Journeys", "Definitions that designers publish."),
        ("Streams", "Entries as they are committed."),
        ("Subscriptions", "State changes as signed webhooks."),
        ("Feeds", "Data of other systems."),
        ("Topics", "Topic events on their way to their followers."),
        ("Assistants", "The Model Context Protocol."),
        ("Operations", "Health, and effects that could not be delivered."),
    ];

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Journey Orchestrator",
                Version = "v1",
                Description = "Real-time customer journeys. docs/api.md has the calls as commands to paste, docs/events.md the event types, docs/access.md the keys.",
            };
            document.Components = Components.Read();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, where the host has any (docs/access.md)." },
            };
            document.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Meaning }).ToHashSet();
            // HEAD is GET without the body; telling it twice helps nobody.
            foreach (var path in document.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
            return Task.CompletedTask;
        });
        var operations = new OperationDescription(Components.Read());
        options.AddOperationTransformer((operation, context, _) =>
        {
            operations.Apply(operation, context.Description.RelativePath ?? "", context.Description.ActionDescriptor.EndpointMetadata, context.Document!);
            return Task.CompletedTask;
        });
    }
}
