using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>An answer, read to its end.</summary>
public sealed record Answer(int Status, string? MediaType, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text, new JsonDocumentOptions { MaxDepth = 128 }).RootElement;

    /// <summary>Codes of the errors, with their fields.</summary>
    public IEnumerable<(string Field, string Code)> Errors => Json.GetProperty("errors").EnumerateArray()
        .Select(e => (e.GetProperty("field").GetString()!, e.GetProperty("code").GetString()!));
}
