using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>The short summary of one customer. <paramref name="Seq"/>: the entry up to which it tells; <paramref name="Traits"/>: an object.</summary>
public sealed record Card(
    string Id, long Seq, DateTimeOffset At, JsonElement Traits, IReadOnlyList<Consent> Consents, IReadOnlyList<CustomerCase> Cases);

/// <summary>An answer to whether a purpose may use a channel, with its proof.</summary>
public sealed record Consent(string Purpose, string Channel, bool Granted, DateTimeOffset Since, string Wording, string Source);

/// <summary>One run of a journey. <paramref name="State"/>: CMMN's, in lower case.</summary>
public sealed record CustomerCase(
    string Id, string Journey, int Version, string? Key, string State, string? Stage,
    IReadOnlyList<Milestone> Milestones, IReadOnlyList<JourneyTask> Tasks, IReadOnlyList<NextStep> Next, IReadOnlyList<Incident> Incidents)
{
    /// <summary>Who has which part in it, besides the customer; only of a whole case.</summary>
    public IReadOnlyList<RoleHolder> Roles { get; init; } = [];
}

/// <summary>Who has a role in a case: a member of staff, or a customer.</summary>
public sealed record RoleHolder(string Role, string Who, bool Customer);

/// <summary>A milestone that was reached.</summary>
public sealed record Milestone(string Id, string Name, DateTimeOffset At);

/// <summary>What happens by itself, and when.</summary>
public sealed record NextStep(string What, DateTimeOffset Due);

/// <summary>A failed activity that waits for a person: retry or skip <paramref name="ItemId"/>.</summary>
public sealed record Incident(int Id, int ItemId, string? Item, string Message, DateTimeOffset At);

/// <summary>A human task. <paramref name="Status"/>: open, claimed or done.</summary>
public sealed record JourneyTask(
    string Id, string CaseId, string Customer, string Title, string Role, string Status, string? Assignee, DateTimeOffset? Due, IReadOnlyList<string> Outcomes)
{
    /// <summary>The higher, the more urgent.</summary>
    public int Priority { get; init; }

    /// <summary>How many steps of its escalation have come, and when the last of them did.</summary>
    public int Escalations { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>Who has completed it, of tasks that more than one pair of eyes must see.</summary>
    public IReadOnlyList<string> CompletedBy { get; init; } = [];
}

/// <summary>A customer in a list.</summary>
public sealed record CustomerLine(string Id, string? Name, DateTimeOffset UpdatedAt);

/// <summary>What one turn recorded. Input, facts and effects are as the API shows them.</summary>
public sealed record JournalEntry(long Seq, DateTimeOffset At, DateTimeOffset Time, string? Subject, JsonElement Input, IReadOnlyList<JsonElement> Facts, IReadOnlyList<JsonElement> Effects);

/// <summary>An entry of a live stream. <paramref name="Position"/>: what to resume after.</summary>
public sealed record LiveEntry(long Position, string Customer, JournalEntry Entry);

/// <summary>A page of a list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items);

/// <summary>A page that says where the next one begins. <paramref name="Next"/>: null: it is the last.</summary>
internal sealed record LinkedPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Proof of an erasure. <paramref name="Removed"/>: rows by table.</summary>
public sealed record ErasureReceipt(string Receipt, DateTimeOffset At, IReadOnlyDictionary<string, long> Removed);
