using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel.Migrations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace JourneyOrchestrator.ClientApi.Http.Migrations;

/// <summary>What a migration did, would do, or why it is refused.</summary>
internal static class MigrationJson
{
    public static void Write(Utf8JsonWriter json, MigrationReport report)
    {
        json.WriteStartObject();
        WriteMembers(json, report);
        json.WriteEndObject();
    }

    /// <summary>A refusal: the problem, with the same members beside it.</summary>
    public static void WriteRefusal(Utf8JsonWriter json, MigrationReport report)
    {
        var first = report.Conflicts[0];
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(StatusCodes.Status409Conflict));
        json.WriteNumber("status", StatusCodes.Status409Conflict);
        json.WriteString("detail", report.Conflicts.Length == 1 ? first.Message : $"{first.Message} And {report.Conflicts.Length - 1} more.");
        ProblemAnswer.WriteErrors(json, [.. report.Conflicts.Select(c => new Problem("/version", c.Code, c.Message, c.Fix))]);
        WriteMembers(json, report);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, MigrationReport report)
    {
        json.WriteString("case", report.Case.ToString());
        json.WriteString("journey", report.Journey);
        json.WriteNumber("from", report.From);
        json.WriteNumber("to", report.To);
        json.WriteBoolean("moved", report.Moved);
        json.WriteString("state", FactNames.Of(report.Status));
        WriteItems(json, "kept", report.Kept);
        WriteItems(json, "added", report.Added);
        WriteItems(json, "dropped", report.Dropped);
        WriteNotes(json, "conflicts", report.Conflicts);
        WriteNotes(json, "told", report.Told);
        json.WriteStartArray("evaluated");
        foreach (var move in report.Evaluated) Write(json, move);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MigrationMove move)
    {
        json.WriteStartObject();
        json.WriteNumber("itemId", move.Item);
        json.WriteString("node", move.Node);
        json.WriteString("name", move.Name);
        json.WriteString("transition", FactNames.Of(move.Transition));
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, string name, IEnumerable<MigratedItem> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteNumber("itemId", item.Item);
            json.WriteString("node", item.Node);
            json.WriteString("type", item.Type);
            json.WriteString("name", item.Name);
            json.WriteString("state", FactNames.Of(item.State));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteNotes(Utf8JsonWriter json, string name, IEnumerable<MigrationNote> notes)
    {
        json.WriteStartArray(name);
        foreach (var note in notes)
        {
            json.WriteStartObject();
            json.WriteString("code", note.Code);
            json.WriteNumber("itemId", note.Item);
            json.WriteString("node", note.Node);
            json.WriteString("message", note.Message);
            json.WriteString("fix", note.Fix);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
