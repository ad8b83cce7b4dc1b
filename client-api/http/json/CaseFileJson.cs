using System.Text.Json;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>What can be planned in a case, its case file, and its outputs.</summary>
internal static class CaseFileJson
{
    public static void WritePlannable(Utf8JsonWriter json, IReadOnlyList<PlannableItem> plannable)
    {
        json.WriteStartArray("plannable");
        foreach (var item in plannable)
        {
            json.WriteStartObject();
            json.WriteString("item", item.Node.Id);
            json.WriteString("name", item.Node.Name);
            json.WriteString("type", item.Node.Type);
            json.WriteNumber("stage", item.Stage);
            json.WriteStartArray("roles");
            foreach (var role in item.Roles) json.WriteStringValue(role);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Members only of cases that have them.</summary>
    public static void Write(Utf8JsonWriter json, CaseState state)
    {
        if (state.File is { } file) WriteFile(json, file);
        if (state.Outputs.Count == 0) return;
        json.WritePropertyName("outputs");
        ValueJson.Write(json, Value.OfMap(state.Outputs));
    }

    private static void WriteFile(Utf8JsonWriter json, CaseFileState file)
    {
        json.WriteStartArray("file");
        foreach (var (item, count) in file.Counts)
        {
            json.WriteStartObject();
            json.WriteString("item", item);
            json.WriteString("state", FactNames.Names<CaseFileItemState>.Of(file.Of(item)!.Value));
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
