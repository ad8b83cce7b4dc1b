using System.Globalization;
using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>A human task on the wire (CONTRACT: tasks), and its id: case id, <c>-t</c>, ordinal of its item.</summary>
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
        json.WriteEndObject();
    }

    public static TaskView View(string customer, CaseState owner, PlanItem item)
    {
        var task = item.Task!;
        return new(Id(owner.Id, item.Ordinal), owner.Id.ToString(), customer, task.Title, task.Role, task.Status, task.Assignee, task.Due,
            task.Outcomes.IsDefault ? [] : task.Outcomes);
    }

    public static string Id(CaseId caseId, int item) => string.Create(CultureInfo.InvariantCulture, $"{caseId}-t{item}");

    public static bool TryParse(string id, out CaseId caseId, out int item)
    {
        (caseId, item) = (default, 0);
        var mark = id.LastIndexOf("-t", StringComparison.Ordinal);
        return mark > 0
            && CaseId.TryParse(id.AsSpan(0, mark), out caseId)
            && int.TryParse(id.AsSpan(mark + 2), NumberStyles.None, CultureInfo.InvariantCulture, out item);
    }
}
