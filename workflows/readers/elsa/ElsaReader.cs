using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Reads Elsa 3 workflow definition JSON with our additions (docs/journey-format.md): parse, check, plan.</summary>
public static class ElsaReader
{
    /// <summary>Largest definition, in bytes.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>Deepest nesting of JSON.</summary>
    public const int NestingMax = 64;

    /// <summary>Reads a definition. Never throws for what it holds: what is wrong comes back as diagnostics (docs/diagnostics.md).</summary>
    /// <param name="version">Version to give to the plan; null: that of the document.</param>
    /// <param name="library">Workflows that it may use as activities; null: none.</param>
    /// <param name="at">Its place in the order of publishing.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> json, int? version = null, DefinitionLibrary? library = null, long at = long.MaxValue)
    {
        var diagnostics = new Diagnostics();
        if (json.Length > BytesMax)
        {
            diagnostics.Error("J101", "", $"The definition has {json.Length} bytes; at most {BytesMax} are taken.", "Split the journey in two that signal each other.");
            return new ReadResult(null, diagnostics.All, "", 0);
        }
        try
        {
            // Refuses what can't be a value (a name twice, half a character), with its place.
            ValueJson.Parse(json.Span);
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = NestingMax });
            return Read(document.RootElement, version, library ?? DefinitionLibrary.Empty, at, diagnostics);
        }
        catch (Exception error) when (error is JsonException or ValueJsonException)
        {
            var place = error is ValueJsonException { Path.Length: > 0 } value ? $" at {value.Path}" : "";
            diagnostics.Error("J101", "", $"The definition is no JSON that can be read{place}: {error.Message}", "Correct the text; names may come once, nesting goes to 64.");
            return new ReadResult(null, diagnostics.All, "", 0);
        }
    }

    private static ReadResult Read(JsonElement json, int? version, DefinitionLibrary library, long at, Diagnostics diagnostics)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            diagnostics.Error("J101", "", "The definition is no JSON object.", "Send one definition, as Elsa exports it.");
            return new ReadResult(null, diagnostics.All, "", 0);
        }
        var id = json.Text("definitionId") ?? "";
        var number = version ?? (json.Member("version") is { ValueKind: JsonValueKind.Number } v && v.TryGetInt32(out var given) && given > 0 ? given : 1);
        if (id.Length is 0 or > 200) diagnostics.Error("J102", "", "The definition has no definitionId, or one longer than 200 characters.", "Give it a short, stable one.");
        if (json.Member("root") is not { ValueKind: JsonValueKind.Object } root)
        {
            diagnostics.Error("J103", "", "The definition has no root activity.", "Add 'root', for instance a Journey.Stage or an Elsa.Flowchart.");
            return new ReadResult(null, diagnostics.All, id, number);
        }
        var uses = new VariableUses();
        var plan = new DefinitionPlanner(json, uses, diagnostics, new WorkflowActivities(library, id, at)).Plan(id, number, root);
        PlanChecks.Run(plan, uses, diagnostics);
        return new ReadResult(plan, diagnostics.All, id, number);
    }
}

/// <summary>What came of reading. <paramref name="Plan"/>: null when there is nothing that could be run, even as a draft.</summary>
public sealed record ReadResult(JourneyPlan? Plan, IReadOnlyList<Diagnostic> Diagnostics, string DefinitionId, int Version)
{
    /// <summary>Errors keep it from being published.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}
