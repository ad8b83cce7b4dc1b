using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>A row of a query, as it was when it was asked for.</summary>
/// <param name="Item">The item it is about; 1 with a case.</param>
internal sealed record Row(string Kind, RunCase? Case, int Item, string Id, string? Name, string? State)
{
    public string? PlanItem { get; init; }
    public string? Definition { get; init; }
    public string? Type { get; init; }
    public bool Required { get; init; }
    public bool Ended { get; init; }
    public string? Entry { get; init; }
    public string? Exit { get; init; }
    public string? Description { get; init; }
    public string? Assignee { get; init; }
    public string? Category { get; init; }
    public Value Value { get; init; }

    /// <summary>Of a variable: the item, or case, that holds it.</summary>
    public string? Holder { get; init; }

    /// <summary>What another row can be the same as.</summary>
    public string? Of(string property) => property switch
    {
        "id" => Id,
        "item" => Holder ?? Rows.IdOf(Case!, Item),
        "case" => Case!.Id,
        "getSuperCaseExecutionId" => Case!.State.Caller is { } caller ? Rows.IdOf(Case.CallerOf(caller), caller.Item) : null,
        "parent" => Rows.IdOf(Case!, Case!.Items[Item].Parent),
        _ => null,
    };
}

/// <summary>Makes the rows of each kind.</summary>
internal static class Rows
{
    public static string IdOf(RunCase on, int item) => item <= Verbs.Root ? on.Id : $"{on.Id} item {item}";

    public static Row OfCase(RunCase on) => new("case", on, Verbs.Root, on.Id, on.State.Name ?? on.Plan.Name, FactNames.Of(on.State.Status)) { PlanItem = on.Plan.Root.Id, Definition = on.Plan.Id };

    public static Row OfItem(RunCase on, RunCase.Item item, string kind = "item") => new(kind, on, item.Ordinal, IdOf(on, item.Ordinal), kind == "task" ? item.Title ?? NameOf(item.Node) : NameOf(item.Node), StateOf(on, item))
    {
        PlanItem = item.Node.Id, Definition = item.Node.Definition ?? item.Node.Id, Type = TypeOf(item.Node), Required = item.Required, Ended = item.Ended, Description = item.Node.Description, Assignee = item.Assignee,
        Entry = item.Fired.FirstOrDefault(s => item.Node.Control.Entry.Any(e => e.Id == s)), Exit = item.Fired.FirstOrDefault(s => item.Node.Control.Exit.Any(e => e.Id == s)),
    };

    private static string? StateOf(RunCase on, RunCase.Item item) => item.Ordinal == Verbs.Root ? FactNames.Of(on.State.Status) : item.State;

    private static string? NameOf(PlanNode node) => node.Name == node.Id ? null : node.Name;

    private static string TypeOf(PlanNode node) => node switch
    {
        HumanTaskNode => "human",
        StageNode => "stage",
        PlainTaskNode => "task",
        UserListenerNode { Type: "Journey.UserEventListener" } => "user",
        UserListenerNode => "generic",
        TimerListenerNode => "timer",
        MilestoneNode => "milestone",
        _ => node.Type,
    };

    /// <summary>Variables that are set: of a case with those of its live items, of an item its own.</summary>
    public static IEnumerable<Row> Variables(RunCase on, int item) => on.State.Items
        .Where(holder => item == Verbs.Root ? !holder.Ended || holder.Ordinal == Verbs.Root : holder.Ordinal == item)
        .SelectMany(holder => holder.Variables.Where(v => !v.Value.IsNull).Select(v => new Row("variable", on, holder.Ordinal, $"{IdOf(on, holder.Ordinal)} {v.Key}", v.Key.AsString(), null)
        {
            Value = v.Value, Holder = IdOf(on, holder.Ordinal),
        }));

    public static IEnumerable<Row> Timers(RunCase on) => on.State.Items.Where(item => item.Due is not null)
        .Select(item => new Row("timer", on, item.Ordinal, IdOf(on, item.Ordinal), item.Name, null));
}
