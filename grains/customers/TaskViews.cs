using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>Human tasks of a customer as the doors show them.</summary>
public static class TaskViews
{
    /// <summary>The task of an item; null when it has none.</summary>
    public static TaskView? Of(string customerId, CaseId id, PlanItem item) => item.Task is not { } task ? null : new TaskView(
        CaseParts.TaskId(id, item.Ordinal), id.ToString(), customerId, task.Title, task.Role, task.Status, task.Assignee, task.Due, task.Outcomes) { Marks = task.Marks };
}
