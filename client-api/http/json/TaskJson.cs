using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>A human task on the wire (CONTRACT: tasks).</summary>
internal static class TaskJson
{
    public static void Write(Utf8JsonWriter json, TaskView task)
    {
        json.WriteStartObject();
        json.WriteString("id", task.Id);
        json.WriteString("caseId", task.CaseId);
        json.WriteString("customer", task.Customer);
        json.WriteString("title", task.Title);
        json.WriteString("role", task.Role);
        json.WriteString("status", task.Status);
        json.WriteString("assignee", task.Assignee);
        json.WriteInstantOrNull("due", task.Due);
        json.WriteStartArray("outcomes");
        foreach (var outcome in task.Outcomes) json.WriteStringValue(outcome);
        json.WriteEndArray();
        if (task.Marks is { } marks) Write(json, marks);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TaskMarks marks)
    {
        if (marks.Priority != 0) json.WriteNumber("priority", marks.Priority);
        if (marks.EscalatedAt is { } at)
        {
            json.WriteNumber("escalations", marks.Escalations);
            json.WriteInstant("escalatedAt", at);
        }
        if (marks.Signers.IsDefaultOrEmpty) return;
        json.WriteStartArray("completedBy");
        foreach (var signer in marks.Signers) json.WriteStringValue(signer);
        json.WriteEndArray();
    }
}
