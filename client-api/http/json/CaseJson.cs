using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>A case on the wire: short, as the card has it, or whole, with its plan items.</summary>
internal static class CaseJson
{
    private const int RootOrdinal = 1;
    private const string StageType = "Journey.Stage";
    private const string MilestoneType = "Journey.Milestone";

    public static void WriteShort(Utf8JsonWriter json, string customer, CaseState state)
    {
        json.WriteStartObject();
        WriteSummary(json, customer, state);
        json.WriteEndObject();
    }

    public static void WriteWhole(Utf8JsonWriter json, string customer, CaseState state)
    {
        json.WriteStartObject();
        WriteSummary(json, customer, state);
        json.WriteString("customer", customer);
        json.WriteString("name", state.Name);
        json.WriteString("correlationId", state.CorrelationId);
        json.WriteStartArray("topics");
        foreach (var topic in state.Topics) json.WriteStringValue(topic);
        json.WriteEndArray();
        if (!state.Roles.IsEmpty) WriteRoles(json, state);
        json.WriteStartArray("items");
        foreach (var item in state.Items.Values) WriteItem(json, item);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What the card and the case have in common, as members of the object that is open.</summary>
    public static void WriteSummary(Utf8JsonWriter json, string customer, CaseState state)
    {
        json.WriteString("id", state.Id.ToString());
        json.WriteString("journey", state.Journey);
        json.WriteNumber("version", state.Version);
        json.WriteString("key", state.Key);
        json.WriteString("state", FactNames.Of(state.Status));
        json.WriteString("stage", Stage(state));
        json.WriteInstant("startedAt", state.StartedAt);
        json.WriteInstantOrNull("endedAt", state.EndedAt);
        WriteMilestones(json, state);
        json.WriteStartArray("tasks");
        foreach (var item in state.Items.Values)
            if (state.Status != CaseStatus.Closed && item is { Task: { Status: not "done" }, Ended: false }) TaskJson.Write(json, TaskViews.Of(customer, state.Id, item)!);
        json.WriteEndArray();
        WriteNext(json, state);
        WriteIncidents(json, state);
        if (state.Goal is { } goal) WriteGoal(json, goal);
    }

    // What people would name: of the phases of the journey (stages right below its root) that are active, the one that comes last.
    private static string? Stage(CaseState state)
    {
        string? stage = null;
        foreach (var item in state.Items.Values)
            if (item is { NodeType: StageType, State: ItemState.Active, Parent: RootOrdinal }) stage = item.Name;
        return stage;
    }

    private static void WriteMilestones(Utf8JsonWriter json, CaseState state)
    {
        json.WriteStartArray("milestones");
        foreach (var item in state.Items.Values.Where(i => i is { NodeType: MilestoneType, State: ItemState.Completed }).OrderBy(i => i.EndedAt))
        {
            json.WriteStartObject();
            json.WriteString("id", item.Node);
            json.WriteString("name", item.Name);
            json.WriteInstantOrNull("at", item.EndedAt);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteNext(Utf8JsonWriter json, CaseState state)
    {
        json.WriteStartArray("next");
        foreach (var item in state.Items.Values.Where(i => !i.Ended && i.Due is not null).OrderBy(i => i.Due))
        {
            json.WriteStartObject();
            json.WriteString("what", item.Name);
            json.WriteInstantOrNull("due", item.Due);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteIncidents(Utf8JsonWriter json, CaseState state)
    {
        json.WriteStartArray("incidents");
        foreach (var incident in state.Incidents)
        {
            json.WriteStartObject();
            json.WriteNumber("id", incident.Ordinal);
            json.WriteNumber("itemId", incident.Item);
            json.WriteString("item", state.Item(incident.Item)?.Name);
            json.WriteString("message", incident.Message);
            json.WriteInstant("at", incident.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteGoal(Utf8JsonWriter json, GoalState goal)
    {
        json.WriteStartObject("goal");
        json.WriteString("name", goal.Goal);
        json.WriteStartArray("reached");
        foreach (var part in goal.Reached) json.WriteStringValue(part);
        json.WriteEndArray();
        json.WriteStartArray("missed");
        foreach (var part in goal.Missed) json.WriteStringValue(part);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRoles(Utf8JsonWriter json, CaseState state)
    {
        json.WriteStartArray("roles");
        foreach (var holder in state.Roles)
        {
            json.WriteStartObject();
            json.WriteString("role", holder.Role);
            json.WriteString("who", holder.Who);
            json.WriteBoolean("customer", holder.Customer);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, PlanItem item)
    {
        json.WriteStartObject();
        json.WriteNumber("id", item.Ordinal);
        json.WriteString("node", item.Node);
        json.WriteString("type", item.NodeType);
        json.WriteString("name", item.Name);
        json.WriteNumber("parent", item.Parent);
        json.WriteBoolean("required", item.Required);
        json.WriteString("state", FactNames.Of(item.State));
        json.WriteInstantOrNull("due", item.Due);
        // An item that was reopened has an end behind it, but is not at it.
        json.WriteInstantOrNull("endedAt", item.Ended ? item.EndedAt : null);
        if (item.Variables.Count > 0)
        {
            json.WritePropertyName("variables");
            ValueJson.Write(json, Value.OfMap(item.Variables));
        }
        json.WriteEndObject();
    }
}
