using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>A human task is offered to a role.</summary>
public sealed record TaskOffered(
    CaseId Case, int Item, string Role, string Title, DateTimeOffset? Due, ImmutableArray<string> Outcomes) : ItemFact(Case, Item)
{
    /// <summary>The higher, the more urgent.</summary>
    public int Priority { get; init; }

    public override string Type => "task.offered";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("role", Role);
        writer.PersonalText("title", Title);
        writer.Time("due", Due);
        writer.Texts("outcomes", Outcomes);
        if (Priority != 0) writer.Number("priority", Priority);
    }

    internal static TaskOffered Read(IFactReader r) => new(
        r.Case(), (int)r.Number("item"), r.Text("role"), r.PersonalText("title") ?? "", r.Time("due"), r.Texts("outcomes")) { Priority = (int)r.Number("priority") };
}

/// <summary>Somebody took a task, gave it back or handed it on. <paramref name="Assignee"/>: who has it now; null: nobody.</summary>
public sealed record TaskAssigned(CaseId Case, int Item, string? Assignee, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "task.assigned";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.PersonalText("assignee", Assignee);
        writer.Rule(Rule);
    }

    internal static TaskAssigned Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.PersonalText("assignee"), r.Rule());
}

/// <summary>A person finished a task with an outcome.</summary>
public sealed record TaskCompleted(CaseId Case, int Item, string Outcome, Value Data, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "task.completed";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("outcome", Outcome);
        writer.Personal("data", Data);
        writer.Rule(Rule);
    }

    internal static TaskCompleted Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), r.Text("outcome"), r.Personal("data"), r.Rule());
}

/// <summary>Nobody did a task in time. What is null stays as it is.</summary>
/// <param name="Step">Which escalation of the task; the first is 1.</param>
/// <param name="Role">For whom it is now: open again, unless somebody is given.</param>
/// <param name="Priority">What it is from now on.</param>
public sealed record TaskEscalated(CaseId Case, int Item, int Step, string? Role, string? Assignee, int Priority, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "task.escalated";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("step", Step);
        if (Role is not null) writer.Text("role", Role);
        if (Assignee is not null) writer.PersonalText("assignee", Assignee);
        if (Priority != 0) writer.Number("priority", Priority);
        writer.Rule(Rule);
    }

    internal static TaskEscalated Read(IFactReader r) => new(
        r.Case(), (int)r.Number("item"), (int)r.Number("step"), r.OptionalText("role"), r.PersonalText("assignee"),
        (int)r.Number("priority"), r.Rule());
}

/// <summary>A person answers for a task that more than one pair of eyes must see, or for one that others are compared with. Who: the rule says it.</summary>
/// <param name="Last">Enough have; else the task is open for the next one.</param>
public sealed record TaskSigned(CaseId Case, int Item, string Outcome, Value Data, bool Last, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "task.signed";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("outcome", Outcome);
        writer.Personal("data", Data);
        if (Last) writer.Flag("last", Last);
        writer.Rule(Rule);
    }

    internal static TaskSigned Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Text("outcome"), r.Personal("data"), r.Flag("last"), r.Rule());
}
