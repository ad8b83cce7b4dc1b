using System.Collections.Immutable;
using System.Globalization;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>The case goes on under another version of its journey. The facts after it say what that means for its items.</summary>
public sealed record CaseMigrated(CaseId Case, int From, int To, Rule Rule) : CaseFact(Case)
{
    public override string Type => "case.migrated";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("from", From);
        writer.Number("to", To);
        writer.Rule(Rule);
    }

    internal static CaseMigrated Read(IFactReader r) => new(r.Case(), (int)r.Number("from"), (int)r.Number("to"), r.Rule());
}

/// <summary>What the other version says of an item that goes on: all of it, whether or not it differs.</summary>
/// <param name="Mark">How it came, in the numbers of that version (see <see cref="ItemCreated"/>).</param>
public sealed record ItemMigrated(CaseId Case, int Item, string NodeType, string Name, bool Required, string? Mark, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "item.migrated";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("nodeType", NodeType);
        writer.Text("name", Name);
        if (Required) writer.Flag("required", Required);
        writer.Text("mark", Mark);
        writer.Rule(Rule);
    }

    internal static ItemMigrated Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), r.Text("nodeType"), r.Text("name"), r.Flag("required"), r.OptionalText("mark"), r.Rule());
}

/// <summary>Where a flowchart stands, in the places of the other version: it replaces what was there.</summary>
/// <param name="Activities">Visits by activity.</param>
/// <param name="Connections">Visits by connection; negative: the last was not followed.</param>
/// <param name="Tokens">Connection, waiting, blocks; again for each connection on which something lies.</param>
public sealed record FlowMigrated(CaseId Case, int Item, ImmutableArray<int> Activities, ImmutableArray<int> Connections, ImmutableArray<int> Tokens) : ItemFact(Case, Item)
{
    public override string Type => "flow.migrated";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("activities", Text(Activities));
        writer.Text("connections", Text(Connections));
        writer.Text("tokens", Text(Tokens));
    }

    internal static FlowMigrated Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), Numbers(r.OptionalText("activities")), Numbers(r.OptionalText("connections")), Numbers(r.OptionalText("tokens")));

    private static string? Text(ImmutableArray<int> numbers) =>
        numbers.IsEmpty ? null : string.Join(' ', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    private static ImmutableArray<int> Numbers(string? text) => text is null ? [] : [.. text.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
}

/// <summary>An open task is asked for in other words; whoever has it keeps it.</summary>
public sealed record TaskUpdated(
    CaseId Case, int Item, string Role, string Title, DateTimeOffset? Due, ImmutableArray<string> Outcomes, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "task.updated";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("role", Role);
        writer.PersonalText("title", Title);
        writer.Time("due", Due);
        writer.Texts("outcomes", Outcomes);
        writer.Rule(Rule);
    }

    internal static TaskUpdated Read(IFactReader r) => new(
        r.Case(), (int)r.Number("item"), r.Text("role"), r.PersonalText("title") ?? "", r.Time("due"), r.Texts("outcomes"), r.Rule());
}
