using System.Text.Json;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>What a converted scenario sees: one fact a step.</summary>
internal sealed class Sight(Queries queries, Func<string, IReadOnlyList<Row>> all, Func<string, Row?> one)
{
    public string? See(JsonElement see)
    {
        if (see.TryGetProperty("q", out var query)) return Count(queries.Ask(query).Count, see.GetProperty("count").GetInt32());
        if (see.TryGetProperty("case", out var which) && !see.TryGetProperty("ref", out _)) return SeeCase(one(which.GetString()!)!.Case!, see);
        if (see.TryGetProperty("on", out var on)) return SeeVariable(one(on.GetString()!)!, see);
        return SeeRows(see.GetProperty("ref").GetString()!, see);
    }

    public static bool Fits(Row row, JsonElement where) => where.EnumerateObject().All(w => Text(row, w.Name) == w.Value.GetString());

    private static string? Count(int found, int wanted) => found == wanted ? null : $"there are {found}";

    private static string? SeeCase(RunCase on, JsonElement see)
    {
        var there = Queries.IsThere(on);
        return see.GetProperty("state").GetString() switch
        {
            "ended" => !on.State.Running ? null : $"the case is {on.State.Status}",
            "gone" => there ? $"the case is still there, {on.State.Status}" : null,
            _ => on.State.Running && on.Items.Values.Any(i => i.Ordinal != Verbs.Root && !i.Ended) ? null : $"the case is {on.State.Status}",
        };
    }

    private string? SeeVariable(Row on, JsonElement see)
    {
        var rows = Rows.Variables(on.Case!, on.Item).ToList();
        if (see.TryGetProperty("vars", out _) || see.TryGetProperty("vars-count", out _)) return rows.Count == 0 ? null : $"there are variables: {string.Join(", ", rows.Select(r => r.Name))}";
        var local = see.TryGetProperty("local", out var name);
        if (!local) name = see.GetProperty("var");
        var found = rows.FirstOrDefault(r => r.Name == name.GetString() && (r.Item == on.Item || on.Item == Verbs.Root))?.Value ?? Value.Null;
        if (see.TryGetProperty("not-value", out var not)) return Same(found, not) ? $"it is {found.ToText()}" : null;
        return Same(found, see.GetProperty("value")) ? null : $"it is {found.ToText()}";
    }

    private string? SeeRows(string reference, JsonElement see)
    {
        var rows = all(reference);
        foreach (var asked in see.EnumerateObject())
        {
            var problem = asked.Name switch
            {
                "ref" or "where" or "props" => null,
                "exists" => rows.Count > 0 ? null : "it is nothing",
                "none" => rows.Count == 0 ? null : "it is there",
                "size" => Count(rows.Count, asked.Value.GetInt32()),
                "min" => rows.Count >= asked.Value.GetInt32() ? null : $"there are {rows.Count}",
                "states" => States(rows.Where(r => Fits(r, see.GetProperty("where"))).ToList(), asked.Value),
                "rows" or "bag" or "includes" => Columns(rows, see.GetProperty("props"), asked),
                _ => rows.Count == 0 ? "it is nothing" : rows.Select(row => Property(row, asked)).FirstOrDefault(p => p is not null),
            };
            if (problem is not null) return $"{asked.Name}: {problem}";
        }
        return null;
    }

    private static string? States(List<Row> rows, JsonElement wanted)
    {
        var found = rows.Select(r => r.State!).Order().ToList();
        return found.Count > 0 && found.SequenceEqual(wanted.EnumerateArray().Select(w => w.GetString()!).Order()) ? null : $"they are {string.Join(", ", found)}";
    }

    private static string? Columns(IReadOnlyList<Row> rows, JsonElement props, JsonProperty asked)
    {
        string[] names = [.. props.EnumerateArray().Select(p => p.GetString()!)];
        var found = rows.Select(r => string.Join('|', names.Select(n => Text(r, n)))).ToList();
        var wanted = asked.Value.EnumerateArray().Select(w => w.ValueKind == JsonValueKind.Array ? string.Join('|', w.EnumerateArray().Select(x => x.GetString())) : w.GetString() ?? "").ToList();
        var holds = asked.Name switch
        {
            "rows" => found.SequenceEqual(wanted),
            "bag" => found.Order().SequenceEqual(wanted.Order()),
            _ => wanted.All(found.Contains),
        };
        return holds ? null : $"they are {string.Join(", ", found)}";
    }

    private string? Property(Row row, JsonProperty asked)
    {
        if (asked.Name == "same") return row.Of(asked.Value[0].GetString()!) == one(asked.Value[1].GetString()!)?.Id ? null : $"it is {row.Of(asked.Value[0].GetString()!)}";
        if (asked.Name == "value") return Same(row.Value, asked.Value) ? null : $"it is {row.Value.ToText()}";
        if (asked.Name == "required") return row.Required == asked.Value.GetBoolean() ? null : $"it is {row.Required}";
        if (asked.Name is "present" or "absent")
        {
            var there = asked.Value.GetString() == "StartTime" || row.Ended || (row.Kind == "case" && !row.Case!.State.Running);
            return there == (asked.Name == "present") ? null : "it is not so";
        }
        if (asked.Name == "not-state") return row.State != asked.Value.GetString() ? null : $"it is {row.State}";
        return Text(row, asked.Name) == asked.Value.GetString() ? null : $"it is {Text(row, asked.Name)}";
    }

    private static string? Text(Row row, string name) => name switch
    {
        "name" => row.Name,
        "state" => row.State,
        "def" => row.Definition,
        "planItem" => row.PlanItem,
        "entryCriterion" => row.Entry,
        "exitCriterion" => row.Exit,
        "category" => row.Category,
        "businessKey" => row.Case?.State.Key,
        "description" => row.Description,
        "assignee" => row.Assignee,
        _ => throw new ScenarioException($"Rows have no '{name}'."),
    };

    public static bool Same(Value found, JsonElement wanted) => wanted.ValueKind == JsonValueKind.Number
        ? found.Kind is ValueKind.Int or ValueKind.UInt or ValueKind.Double && found.AsDouble() == wanted.GetDouble()
        : found.ToText() == ValueJson.FromElement(wanted).ToText();
}
