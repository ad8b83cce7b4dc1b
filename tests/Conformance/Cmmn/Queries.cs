using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>Answers the queries of converted scenarios.</summary>
internal sealed class Queries(World world, Func<string, Row?> row)
{
    public List<Row> Ask(JsonElement query)
    {
        var rows = All(query).Where(r => Fits(r, query)).ToList();
        if (!query.TryGetProperty("order", out var order)) return rows;
        var sorted = order[0].GetString() switch
        {
            "Name" or "TaskName" or "VariableName" => rows.OrderBy(r => r.Name, StringComparer.Ordinal).ToList(),
            var other => throw new ScenarioException($"Rows can't be ordered by '{other}'."),
        };
        if (order.GetArrayLength() > 1 && order[1].GetString() == "desc") sorted.Reverse();
        return sorted;
    }

    private IEnumerable<Row> All(JsonElement query)
    {
        var history = Flag(query, "history");
        var within = query.TryGetProperty("in", out var given) ? row(given.GetString()!) ?? throw new ScenarioException($"{given} is nothing.") : null;
        var cases = world.Cases.Where(c => within is null || c == within.Case).ToList();
        return query.GetProperty("kind").GetString() switch
        {
            "item" => cases.SelectMany(c => Items(c, history, Flag(query, "ended"))),
            "task" => cases.SelectMany(c => c.Items.Values.Where(i => i.Offered && (history || IsOpen(c, i)))
                .Select(i => Rows.OfItem(c, i, "task"))),
            "case" => cases.Where(c => history ? !query.TryGetProperty("finished", out var finished) || finished.GetBoolean() != c.State.Running : IsThere(c)).Select(Rows.OfCase),
            "variable" => cases.Where(c => history || IsThere(c)).SelectMany(c => Rows.Variables(c, within?.Item ?? Verbs.Root)),
            "timer" => cases.Where(c => c.State.Running).SelectMany(Rows.Timers),
            "milestone" => cases.Where(c => history || c.State.Running).SelectMany(c => c.Items.Values.Where(i => i is { Node: MilestoneNode, State: "completed" }).Select(i => Rows.OfItem(c, i))),
            "caseDefinition" => world.Plans.Values.Select(p => new Row("caseDefinition", null, 0, p.Id, p.Name, null) { Definition = p.Id }),
            var other => throw new ScenarioException($"'{other}' can't be asked for."),
        };
    }

    private static bool Flag(JsonElement query, string name) => query.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static bool IsCamunda(RunCase on) => on.Plan.Dialect == PlanDialect.Camunda;

    private static bool IsOpen(RunCase on, RunCase.Item item) => IsThere(on) && !item.Ended && item.State is "active" or "suspended";

    /// <summary>Camunda keeps an ended case until it is closed, Flowable does not.</summary>
    public static bool IsThere(RunCase on) => IsCamunda(on) ? on.State.Status != CaseStatus.Closed : on.State.Running;

    /// <summary>A disabled item stays so when its stage ends.</summary>
    private static bool IsOver(RunCase on, RunCase.Item item) => item.Ended || (item.Parent > 0 && IsOver(on, on.Items[item.Parent]));

    private static IEnumerable<Row> Items(RunCase on, bool history, bool ended)
    {
        if (!history && !IsThere(on)) yield break;
        foreach (var item in on.Items.Values)
        {
            if (item.Ordinal == Verbs.Root ? !IsCamunda(on) : IsOver(on, item) && !history && !ended) continue;
            yield return Rows.OfItem(on, item);
        }
    }

    /// <summary>The id of a row, or of what it says it belongs to: <c>$3.getSuperCaseExecutionId</c>.</summary>
    private string? IdOf(string reference) => reference.Split('.') is [var name, var property] ? row(name)?.Of(property) : row(reference)?.Id;

    private bool Fits(Row r, JsonElement query)
    {
        foreach (var condition in query.EnumerateObject())
        {
            var fits = condition.Name switch
            {
                "kind" or "in" or "order" or "history" or "ended" or "finished" => true,
                "planItem" => r.PlanItem == condition.Value.GetString(),
                "def" => r.Definition == condition.Value.GetString(),
                "parent" => r.Case?.State.Caller is { } caller && r.Case.CallerOf(caller) == row(condition.Value.GetString()!)?.Case,
                "case" => r.Case?.Plan.Id == condition.Value.GetString() || (r.Case is null && r.Id == condition.Value.GetString()),
                "name" => r.Name == condition.Value.GetString() || (r.Name is null && r.PlanItem == condition.Value.GetString()),
                "state" => r.State == condition.Value.GetString(),
                "type" => r.Type == condition.Value.GetString(),
                "id" => IdOf(condition.Value.GetString()!) == r.Id,
                var unknown => throw new ScenarioException($"Rows can't be asked for by '{unknown}'."),
            };
            if (!fits) return false;
        }
        return true;
    }
}
