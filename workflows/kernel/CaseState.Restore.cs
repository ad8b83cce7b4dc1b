using System.Text.Json;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

public sealed partial class CaseState
{
    /// <summary>Fills a new state from its snapshot.</summary>
    internal static CaseState Restore(CaseState state, JsonElement json, IEnumerable<PlanItem> items)
    {
        state.Status = FactNames.Names<CaseStatus>.Parse(json.GetProperty("status").GetString()!);
        state.EndedAt = CaseStateJson.Time(json, "endedAt");
        state.Name = json.GetProperty("name").GetString();
        state.CorrelationId = json.GetProperty("correlationId").GetString();
        state.LastItem = json.GetProperty("lastItem").GetInt32();
        state.LastEffect = json.GetProperty("lastEffect").GetInt32();
        state.LastIncident = json.GetProperty("lastIncident").GetInt32();
        state.Messages = json.GetProperty("messages").GetInt32();
        state.Inputs = CaseStateJson.Map(json.GetProperty("inputs"));
        if (json.TryGetProperty("outputs", out var outputs)) state.Outputs = CaseStateJson.Map(outputs);
        foreach (var item in items) state.items.Add(item);
        state.Incidents = [.. json.GetProperty("incidents").EnumerateArray().Select(i => new IncidentState(
            i.GetProperty("ordinal").GetInt32(), i.GetProperty("item").GetInt32(), i.GetProperty("message").GetString()!, i.GetProperty("at").GetDateTimeOffset()))];
        state.Topics = CaseStateJson.Texts(json.GetProperty("topics"));
        if (json.TryGetProperty("goal", out var goal))
            state.Goal = new GoalState(goal.GetProperty("name").GetString()!, CaseStateJson.Texts(goal.GetProperty("reached")), CaseStateJson.Texts(goal.GetProperty("missed")));
        if (json.TryGetProperty("roles", out var roles)) state.RestoreRoles(roles.EnumerateArray().Select(r => new RoleHolder(
            r.GetProperty("role").GetString()!, r.GetProperty("who").GetString()!, r.GetProperty("customer").GetBoolean(), CaseStateJson.Texts(r.GetProperty("hears")))));
        return state;
    }
}
