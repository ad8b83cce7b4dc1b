using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>What makes a child discretionary, and the planning tables that the children of a stage stand in.</summary>
internal static class PlanningWriter
{
    public static JsonNode Discretionary(DiscretionaryPlan plan)
    {
        var json = Demands(plan.Rules, plan.Roles);
        if (!plan.Tables.IsEmpty) json["table"] = plan.Tables[^1].Id;
        if (!plan.HumanTasks.IsEmpty) json["humanTasks"] = Texts(plan.HumanTasks);
        return json.Count == 0 ? true : json;
    }

    /// <summary>The tables of a stage, each once, those around it first; null: it has none.</summary>
    public static JsonArray? Tables(StageNode stage)
    {
        var tables = new JsonArray();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in stage.Activities.Select(a => a.Control.Discretionary?.Tables ?? []))
            for (var depth = 0; depth < path.Length; depth++)
                if (written.Add(path[depth].Id)) tables.Add((JsonNode)Table(path, depth));
        return tables.Count == 0 ? null : tables;
    }

    private static JsonObject Table(ImmutableArray<PlanningTablePlan> path, int depth)
    {
        var json = new JsonObject { ["id"] = path[depth].Id };
        if (depth > 0) json["in"] = path[depth - 1].Id;
        foreach (var (name, value) in Demands(path[depth].Rules, path[depth].Roles)) json[name] = value?.DeepClone();
        return json;
    }

    private static JsonObject Demands(ImmutableArray<ApplicabilityRulePlan> rules, ImmutableArray<string> roles)
    {
        var json = new JsonObject();
        if (!rules.IsEmpty) json["applicability"] = new JsonArray([.. rules.Select(Rule)]);
        if (!roles.IsEmpty) json["roles"] = Texts(roles);
        return json;
    }

    private static JsonNode Rule(ApplicabilityRulePlan rule)
    {
        var json = new JsonObject { ["id"] = rule.Id };
        if (rule.Condition is { } condition) json["condition"] = condition.Text;
        return json;
    }

    private static JsonArray Texts(ImmutableArray<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
