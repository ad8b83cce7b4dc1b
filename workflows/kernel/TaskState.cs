using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>A human task. <paramref name="Status"/>: open, claimed or done.</summary>
public sealed record TaskState(
    string Role, string Title, DateTimeOffset? Due, ImmutableArray<string> Outcomes, string Status, string? Assignee)
{
    /// <summary>What few tasks have; null for most.</summary>
    public TaskMarks? Marks { get; init; }

    internal TaskState Escalated(TaskEscalated fact, DateTimeOffset at)
    {
        var task = this with { Marks = (Marks ?? TaskMarks.None) with { Escalations = fact.Step, EscalatedAt = at, Priority = fact.Priority } };
        if (fact.Role is not null) task = task with { Role = fact.Role, Assignee = null, Status = "open" };
        return fact.Assignee is null ? task : task with { Assignee = fact.Assignee, Status = "claimed" };
    }

    /// <summary>Another outcome than the one before begins anew: the two persons must agree.</summary>
    internal TaskState Signed(TaskSigned fact)
    {
        var marks = Marks ?? TaskMarks.None;
        var signers = marks.Outcome == fact.Outcome ? marks.Signers : [];
        var task = this with { Marks = marks with { Outcome = fact.Outcome, Signers = signers.Add(fact.Rule.By ?? "") } };
        return fact.Last ? task : task with { Assignee = null, Status = "open" };
    }
}

/// <summary>What few human tasks have.</summary>
/// <param name="Priority">The higher, the more urgent.</param>
/// <param name="Escalations">How many steps of its escalation have come.</param>
/// <param name="EscalatedAt">When the last of them came.</param>
/// <param name="Outcome">What those who answer for it have said.</param>
public sealed record TaskMarks(int Priority, int Escalations = 0, DateTimeOffset? EscalatedAt = null, string? Outcome = null)
{
    internal static TaskMarks None { get; } = new(0);

    /// <summary>Who answers for it, of tasks that more than one pair of eyes must see.</summary>
    public ImmutableArray<string> Signers { get; init; } = [];

    /// <summary>One of them is this person. A name is the same however it is written: four eyes are not to be had by a capital letter.</summary>
    internal bool IsSignedBy(string person)
    {
        foreach (var signer in Signers)
            if (signer.Trim().Equals(person.Trim(), StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
