using System.Collections.Immutable;

using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>A human task as the doors show it (CONTRACT.md, tasks). <paramref name="Status"/>: open, claimed or done.</summary>
public sealed record TaskView(
    string Id, string CaseId, string Customer, string Title, string Role, string Status, string? Assignee, DateTimeOffset? Due,
    ImmutableArray<string> Outcomes)
{
    /// <summary>What few tasks have: priority, escalations, who answers for it; null for most.</summary>
    public TaskMarks? Marks { get; init; }
}
