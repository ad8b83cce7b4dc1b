using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Writers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>Writes plans whose root is a stage as Elsa 3 workflow definition JSON (docs/journey-format.md).</summary>
public static class ElsaWriter
{
    /// <summary>Writes a plan. Never throws for what it holds: what has no words comes back as diagnostics.</summary>
    /// <param name="original">The document that the plan was read from: what is drawn in CMMN is carried over. Null: there is none.</param>
    /// <param name="library">Workflows that it uses as activities: it is read with them, to see whether it is the same. Null: none.</param>
    /// <param name="at">Its place in the order of publishing.</param>
    public static WriteResult Write(JourneyPlan plan, byte[]? original = null, DefinitionLibrary? library = null, long at = long.MaxValue)
    {
        var diagnostics = new Diagnostics();
        if (plan.Root is not StageNode root)
        {
            diagnostics.Error("J721", plan.Root.Id, $"The root is a {plan.Root.Type}; only journeys whose root is a Journey.Stage can be written.", "Keep it in the format in which it was saved.");
            return new WriteResult(null, diagnostics.All);
        }
        var json = new JsonObject { ["definitionId"] = plan.Id, ["name"] = plan.Name, ["version"] = plan.Version };
        JourneyEnvelope.Write(json, plan, file: true, roles: !plan.Roles.IsEmpty, diagnostics);
        if (CmmnDrawing.Of(original, diagnostics) is { } drawing) drawing.Keep(json);
        json["root"] = new ActivityWriter(diagnostics).Stage(root);
        if (diagnostics.All.Any(d => d.Severity == Severity.Error)) return new WriteResult(null, diagnostics.All);
        return WrittenCheck.Judge(Bytes(json), plan, diagnostics, library, at);
    }

    /// <summary>However deep it nests: whether that is too deep, the reader says.</summary>
    internal static byte[] Bytes(JsonObject json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) json.WriteTo(writer);
        return bytes.ToArray();
    }
}
