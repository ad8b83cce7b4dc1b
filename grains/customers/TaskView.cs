using System.Collections.Immutable;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>A human task as the doors show it (CONTRACT.md, tasks). <paramref name="Status"/>: open, claimed or done.</summary>
public sealed record TaskView(
    string Id, string CaseId, string Customer, string Title, string Role, string Status, string? Assignee, DateTimeOffset? Due,
    ImmutableArray<string> Outcomes);
