using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>What makes a child of a stage discretionary, and the planning tables of stages (CMMN 1.1, 5.4.9; docs/journey-format.md).</summary>
internal sealed class DiscretionaryReader(InputReader inputs, CheckedMembers members, Diagnostics diagnostics)
{
    /// <summary>The member <c>discretionary</c> of an item control: true, or who may plan it and when. Tables are known by name only until <see cref="Resolve"/>.</summary>
    public DiscretionaryPlan? Read(JsonElement control, string id)
    {
        switch (control.Member("discretionary"))
        {
            case null or { ValueKind: JsonValueKind.Null or JsonValueKind.False }: return null;
            case { ValueKind: JsonValueKind.True }: return DiscretionaryPlan.Open;
            case { ValueKind: JsonValueKind.Object } json: return Read(json, id, "'discretionary'");
            default:
                diagnostics.Error("J108", id, "'discretionary' is neither true nor false nor an object.", "Write true, or {\"applicability\": \"…\", \"roles\": [\"…\"]}.");
                return null;
        }
    }

    private DiscretionaryPlan Read(JsonElement json, string id, string what)
    {
        members.Only(json, what, id, "applicability", "roles", "table", "humanTasks");
        return new DiscretionaryPlan(Rules(json, id, id), Texts(json, "roles", id))
        {
            Tables = members.Text(json, "table", id) is { } table ? [new PlanningTablePlan(table, [], [])] : [], HumanTasks = Texts(json, "humanTasks", id),
        };
    }

    private ImmutableArray<string> Texts(JsonElement json, string name, string id) => [.. members.List(json, name, id, JsonValueKind.String).Select(t => t.GetString()!)];

    /// <summary>One condition as text, or a list of rules with ids.</summary>
    private ImmutableArray<ApplicabilityRulePlan> Rules(JsonElement json, string id, string owner)
    {
        if (json.Member("applicability") is not { ValueKind: JsonValueKind.Array }) return inputs.Condition(json, "applicability", id) is { } only ? [new ApplicabilityRulePlan(owner + ".applicability", only)] : [];
        var rules = ImmutableArray.CreateBuilder<ApplicabilityRulePlan>();
        foreach (var (index, rule) in members.List(json, "applicability", id, JsonValueKind.Object).Index())
        {
            members.Only(rule, "an applicability rule", id, "id", "condition");
            rules.Add(new ApplicabilityRulePlan(members.Text(rule, "id", id) ?? $"{owner}.applicability{index + 1}", inputs.Condition(rule, "condition", id)));
        }
        return rules.ToImmutable();
    }

    /// <summary>Children of a stage with the planning tables that they name, and those around these.</summary>
    public ImmutableArray<PlanNode> Resolve(JsonElement stage, string id, ImmutableArray<PlanNode> children)
    {
        var tables = Tables(stage, id);
        return children.Any(c => c.Control.Discretionary is { Tables.IsEmpty: false }) ? [.. children.Select(child => Resolve(child, tables))] : children;
    }

    private Dictionary<string, (PlanningTablePlan Table, string? Around)> Tables(JsonElement stage, string id)
    {
        var tables = new Dictionary<string, (PlanningTablePlan, string?)>(StringComparer.Ordinal);
        foreach (var json in members.List(stage, "planningTables", id, JsonValueKind.Object))
        {
            members.Only(json, "a planning table", id, "id", "applicability", "roles", "in");
            var name = members.Text(json, "id", id) ?? "";
            if (name.Length == 0 || !tables.TryAdd(name, (new PlanningTablePlan(name, Rules(json, id, name), Texts(json, "roles", id)), members.Text(json, "in", id))))
                diagnostics.Error("J730", id, name.Length == 0 ? "A planning table has no id." : $"Several planning tables have the id '{name}'.", "Give each an id of its own.");
        }
        foreach (var (name, (_, around)) in tables)
            if (around is not null && !tables.ContainsKey(around)) Unknown(id, around, tables.Keys);
        if (Cycles.NodesOn(tables.ToDictionary(t => t.Key, t => t.Value.Item2 is { } around ? new HashSet<string>([around], StringComparer.Ordinal) : [], StringComparer.Ordinal)) is { Count: > 0 } ring)
            diagnostics.Error("J731", id, $"Planning tables are in each other: {TypeReader.Short(string.Join(", ", ring))}.", "Let one of them be in none.");
        return tables;
    }

    private void Unknown(string id, string table, IEnumerable<string> known) =>
        diagnostics.Error("J730", id, $"There is no planning table '{TypeReader.Short(table)}' here.", diagnostics.Suggest(table, known, "Declare it in the 'planningTables' of the stage."));

    private PlanNode Resolve(PlanNode child, Dictionary<string, (PlanningTablePlan Table, string? Around)> tables)
    {
        if (child.Control.Discretionary is not { Tables: [{ Id: var name }] } discretionary) return child;
        if (!tables.ContainsKey(name)) Unknown(child.Id, name, tables.Keys);
        var path = new List<PlanningTablePlan>();
        for (string? at = name; at is not null && tables.TryGetValue(at, out var table) && path.Count < tables.Count; at = table.Around) path.Insert(0, table.Table);
        return child with { Control = child.Control with { Discretionary = discretionary with { Tables = [.. path] } } };
    }
}
