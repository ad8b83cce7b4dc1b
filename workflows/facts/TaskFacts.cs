using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>A human task is offered to a role.</summary>
public sealed record TaskOffered(
    CaseId Case, int Item, string Role, string Title, DateTimeOffset? Due, ImmutableArray<string> Outcomes) : ItemFact(Case, Item)
{
    public override string Type => "task.offered";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("role", Role);
        writer.PersonalText("title", Title);
        writer.Time("due", Due);
        writer.Texts("outcomes", Outcomes);
    }

    internal static TaskOffered Read(IFactReader r) => new(
        r.Case(), (int)r.Number("item"), r.Text("role"), r.PersonalText("title") ?? "", r.Time("due"), r.Texts("outcomes"));
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
