using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>A case as JSON for snapshots: whole, lossless, canonical (equal states give equal bytes).</summary>
public static class CaseStateJson
{
    public static void Write(Utf8JsonWriter json, CaseState state, ItemNames? names = null)
    {
        json.WriteStartObject();
        json.WriteString("id", state.Id.ToString());
        json.WriteString("journey", state.Journey);
        json.WriteNumber("version", state.Version);
        json.WriteString("key", state.Key);
        if (state.Caller is { } caller)
        {
            json.WriteString("caller", caller.Case.ToString());
            json.WriteNumber("callerItem", caller.Item);
        }
        json.WriteString("startedAt", state.StartedAt);
        json.WriteString("status", FactNames.Of(state.Status));
        Time(json, "endedAt", state.EndedAt);
        json.WriteString("name", state.Name);
        json.WriteString("correlationId", state.CorrelationId);
        json.WriteNumber("lastItem", state.LastItem);
        json.WriteNumber("lastEffect", state.LastEffect);
        json.WriteNumber("lastIncident", state.LastIncident);
        json.WriteNumber("messages", state.Messages);
        json.WritePropertyName("inputs");
        ValueJson.WriteTyped(json, Value.OfMap(state.Inputs));
        if (state.Outputs.Count > 0)
        {
            json.WritePropertyName("outputs");
            ValueJson.WriteTyped(json, Value.OfMap(state.Outputs));
        }
        json.WriteStartArray("items");
        foreach (var item in state.Items.Values) PlanItemJson.Write(json, item, names);
        json.WriteEndArray();
        json.WriteStartArray("incidents");
        foreach (var incident in state.Incidents) Write(json, incident);
        json.WriteEndArray();
        Texts(json, "topics", state.Topics);
        if (state.Goal is { } goal) Write(json, goal);
        if (!state.Roles.IsEmpty) WriteRoles(json, state);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IncidentState incident)
    {
        json.WriteStartObject();
        json.WriteNumber("ordinal", incident.Ordinal);
        json.WriteNumber("item", incident.Item);
        json.WriteString("message", incident.Message);
        json.WriteString("at", incident.At);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GoalState goal)
    {
        json.WriteStartObject("goal");
        json.WriteString("name", goal.Goal);
        Texts(json, "reached", goal.Reached);
        Texts(json, "missed", goal.Missed);
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
            Texts(json, "hears", holder.Hears);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    internal static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value) json.WriteString(name, value);
    }

    internal static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <exception cref="FormatException">It is no case.</exception>
    public static CaseState Read(JsonElement json, ItemNames? names = null)
    {
        if (!CaseId.TryParse(json.GetProperty("id").GetString(), out var id)) throw new FormatException("A snapshot holds a case without an id.");
        var items = json.GetProperty("items").EnumerateArray().Select(item => PlanItemJson.Read(item, names));
        return CaseState.Restore(new CaseState
        {
            Id = id, Journey = json.GetProperty("journey").GetString()!, Version = json.GetProperty("version").GetInt32(),
            Key = json.GetProperty("key").GetString(), Caller = Caller(json), StartedAt = json.GetProperty("startedAt").GetDateTimeOffset(),
        }, json, items);
    }

    private static CaseCaller? Caller(JsonElement json) =>
        json.TryGetProperty("caller", out var caller) && CaseId.TryParse(caller.GetString(), out var id) ? new CaseCaller(id, json.GetProperty("callerItem").GetInt32()) : null;

    internal static ImmutableArray<string> Texts(JsonElement json) => [.. json.EnumerateArray().Select(t => t.GetString()!)];

    internal static DateTimeOffset? Time(JsonElement json, string name) => json.TryGetProperty(name, out var time) ? time.GetDateTimeOffset() : null;

    internal static ValueMap Map(JsonElement json) => Typed(json) is { Kind: ValueKind.Map } map ? map.AsMap() : ValueMap.Empty;

    internal static Value Typed(JsonElement json)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(json), ValueJson.TypedOptions);
        reader.Read();
        return ValueJson.ReadTyped(ref reader);
    }
}
