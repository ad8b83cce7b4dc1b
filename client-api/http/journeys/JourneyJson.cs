using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.ClientApi.Http.Journeys;

/// <summary>Journeys and their diagnostics on the wire.</summary>
internal static class JourneyJson
{
    public static void WriteSaved(Utf8JsonWriter json, SavedJourney saved)
    {
        json.WriteStartObject();
        json.WriteString("id", saved.Id);
        json.WriteNumber("version", saved.Version);
        json.WriteBoolean("published", saved.Published);
        WriteDiagnostics(json, saved.Diagnostics);
        json.WriteEndObject();
    }

    /// <summary>A problem answer that carries the diagnostics as well.</summary>
    public static void WriteRefusal(Utf8JsonWriter json, SavedJourney saved) =>
        WriteRefusal(json, saved, $"The journey has {saved.Diagnostics.Count(d => d.Severity == Severity.Error)} error(s) and was refused.");

    public static void WriteRefusal(Utf8JsonWriter json, SavedJourney saved, string detail)
    {
        var errors = saved.Diagnostics.Where(d => d.Severity == Severity.Error).ToList();
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", "Bad Request");
        json.WriteNumber("status", 400);
        json.WriteString("detail", detail);
        ProblemAnswer.WriteErrors(json, [.. errors.Select(d => new Problem(d.Node, d.Code, d.Message, d.Fix))]);
        json.WriteString("id", saved.Id);
        json.WriteNumber("version", saved.Version);
        WriteDiagnostics(json, saved.Diagnostics);
        json.WriteEndObject();
    }

    /// <param name="journey">Its versions, and what is published: which versions of other workflows they use.</param>
    public static void WriteJourney(Utf8JsonWriter json, (IEnumerable<JourneyRow> Versions, JourneyCatalog Published) journey)
    {
        var ordered = journey.Versions.OrderBy(v => v.Version).ToList();
        json.WriteStartObject();
        json.WriteString("id", ordered[0].Id);
        json.WriteString("name", Name(ordered[^1]));
        if (ordered.FindLast(v => v.Published) is { } published) json.WriteNumber("publishedVersion", published.Version);
        else json.WriteNull("publishedVersion");
        json.WriteStartArray("versions");
        foreach (var row in ordered)
        {
            json.WriteStartObject();
            json.WriteNumber("version", row.Version);
            json.WriteBoolean("published", row.Published);
            json.WriteInstant("at", DateTimeOffset.UnixEpoch.AddMicroseconds(row.At));
            if (row.Published && journey.Published.Find(row.Id, row.Version)?.Uses is { IsEmpty: false } uses) WriteUses(json, uses);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUses(Utf8JsonWriter json, IEnumerable<WorkflowVersion> uses)
    {
        json.WriteStartArray("uses");
        foreach (var use in uses)
        {
            json.WriteStartObject();
            json.WriteString("journey", use.Id);
            json.WriteNumber("version", use.Version);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code);
            json.WriteString("severity", FactNames.Names<Severity>.Of(diagnostic.Severity));
            json.WriteString("node", diagnostic.Node);
            json.WriteString("message", diagnostic.Message);
            json.WriteString("fix", diagnostic.Fix);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string? Name(JourneyRow row)
    {
        if (DefinitionReader.IsXml(row.Json)) return DefinitionReader.Read(row.Json).Plan?.Name ?? row.Id;
        using var definition = JsonDocument.Parse(row.Json);
        return definition.RootElement.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : row.Id;
    }
}
