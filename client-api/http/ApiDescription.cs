using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>What the OpenAPI document says beyond the routes.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "Journey Orchestrator",
            Version = "v1",
            Description = "Real-time customer journeys. Errors are application/problem+json with the fields concerned; examples are in docs/api.md.",
        };
        return Task.CompletedTask;
    });
}
