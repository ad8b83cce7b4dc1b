using System.Text.Json;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>A plan item as JSON for snapshots; what is at its default is left out.</summary>
internal static class PlanItemJson
{
    /// <param name="names">Where given, the item's names are written as their number.</param>
    public static void Write(Utf8JsonWriter json, PlanItem item, ItemNames? names)
    {
        json.WriteStartObject();
        json.WriteNumber("ordinal", item.Ordinal);
        if (names is not null) json.WriteNumber("names", names.NumberOf(item.Names));
        else
        {
            json.WriteString("node", item.Node);
            json.WriteString("nodeType", item.NodeType);
            if (item.Name != item.Node) json.WriteString("name", item.Name);
        }
        json.WriteNumber("parent", item.Parent);
        if (item.Mark is not null) json.WriteString("mark", item.Mark);
        json.WriteString("state", FactNames.Of(item.State));
        if (item.Before != ItemState.Available) json.WriteString("before", FactNames.Of(item.Before));
        Flag(json, "required", item.Required);
        Flag(json, "entered", item.Entered);
        Flag(json, "called", item.Called);
        Flag(json, "overdue", item.Overdue);
        Flag(json, "byParent", item.ByParent);
        Flag(json, "interrupted", item.Interrupted);
        CaseStateJson.Time(json, "due", item.Due);
        CaseStateJson.Time(json, "endedAt", item.EndedAt);
        if (item.HasVariables)
        {
            json.WritePropertyName("variables");
            ValueJson.WriteTyped(json, Value.OfMap(item.Variables));
        }
        if (!item.OnParts.IsEmpty) WriteOnParts(json, item);
        if (item.Flow is { } flow) Write(json, flow);
        if (item.Tokens is { Places.Count: > 0 } tokens) Write(json, tokens);
        if (item.MachineState is { } machineState) json.WriteString("machineState", machineState);
        if (item.Task is { } task) Write(json, task);
        json.WriteEndObject();
    }

    private static void Flag(Utf8JsonWriter json, string name, bool value)
    {
        if (value) json.WriteBoolean(name, true);
    }

    private static void WriteOnParts(Utf8JsonWriter json, PlanItem item)
    {
        json.WriteStartArray("onParts");
        foreach (var (sentry, part) in item.OnParts)
        {
            json.WriteStartArray();
            json.WriteStringValue(sentry);
            json.WriteNumberValue(part);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, FlowCounts flow)
    {
        json.WriteStartObject("flow");
        json.WriteStartArray("activities");
        for (var i = 0; i < flow.Activities; i++) json.WriteNumberValue(flow.ActivityVisits(i));
        json.WriteEndArray();
        json.WriteStartArray("connections");
        for (var i = 0; i < flow.Connections; i++) json.WriteNumberValue(flow.Followed(i) ? flow.ConnectionVisits(i) : -flow.ConnectionVisits(i)); // negative: not followed
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FlowTokens tokens)
    {
        json.WriteStartArray("tokens");
        foreach (var place in tokens.Places)
        {
            json.WriteStartArray();
            json.WriteNumberValue(place.Connection);
            json.WriteNumberValue(place.Waiting);
            json.WriteNumberValue(place.Blocks);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, TaskState task)
    {
        json.WriteStartObject("task");
        json.WriteString("role", task.Role);
        json.WriteString("title", task.Title);
        CaseStateJson.Time(json, "due", task.Due);
        CaseStateJson.Texts(json, "outcomes", task.Outcomes);
        json.WriteString("status", task.Status);
        json.WriteString("assignee", task.Assignee);
        if (task.Marks is { } marks) Write(json, marks);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TaskMarks marks)
    {
        json.WriteStartObject("marks");
        json.WriteNumber("priority", marks.Priority);
        json.WriteNumber("escalations", marks.Escalations);
        CaseStateJson.Time(json, "escalatedAt", marks.EscalatedAt);
        json.WriteString("outcome", marks.Outcome);
        CaseStateJson.Texts(json, "signers", marks.Signers);
        json.WriteEndObject();
    }

    public static PlanItem Read(JsonElement json, ItemNames? names)
    {
        return new PlanItem
        {
            Ordinal = json.GetProperty("ordinal").GetInt32(), Names = names is null ? NamesOf(json) : names.Of(json.GetProperty("names").GetInt32()), Parent = json.GetProperty("parent").GetInt32(), Mark = Text(json, "mark"),
            Required = Flag(json, "required"), Entered = Flag(json, "entered"), Called = Flag(json, "called"), Overdue = Flag(json, "overdue"),
            SuspendedBy = Flag(json, "byParent") ? Suspender.Container : Flag(json, "interrupted") ? Suspender.Interruption : Suspender.Person,
            State = FactNames.Names<ItemState>.Parse(json.GetProperty("state").GetString()!),
            Before = Text(json, "before") is { } before ? FactNames.Names<ItemState>.Parse(before) : ItemState.Available,
            Due = CaseStateJson.Time(json, "due"), EndedAt = CaseStateJson.Time(json, "endedAt"),
            Variables = json.TryGetProperty("variables", out var variables) ? CaseStateJson.Map(variables) : ValueMap.Empty,
            OnParts = json.TryGetProperty("onParts", out var parts) ? [.. parts.EnumerateArray().Select(p => (p[0].GetString()!, p[1].GetInt32()))] : [],
            Flow = json.TryGetProperty("flow", out var flow) ? ReadFlow(flow) : null,
            Tokens = json.TryGetProperty("tokens", out var tokens) ? ReadTokens(tokens) : null,
            MachineState = Text(json, "machineState"),
            Task = json.TryGetProperty("task", out var task) ? ReadTask(task) : null,
        };
    }

    private static ItemName NamesOf(JsonElement json)
    {
        var node = Shared(json.GetProperty("node").GetString()!);
        return new(node, Shared(json.GetProperty("nodeType").GetString()!), Text(json, "name") is { } name ? Shared(name) : node);
    }

    /// <summary>Names of a definition are few, and the items that bear them many: one text for all.</summary>
    private static string Shared(string name) => string.Intern(name);

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static FlowCounts ReadFlow(JsonElement json)
    {
        var flow = new FlowCounts();
        foreach (var (place, visits) in json.GetProperty("activities").EnumerateArray().Index()) flow.SetActivity(place, visits.GetInt32());
        foreach (var (place, visits) in json.GetProperty("connections").EnumerateArray().Index()) flow.SetConnection(place, Math.Abs(visits.GetInt32()), visits.GetInt32() > 0);
        return flow;
    }

    private static FlowTokens ReadTokens(JsonElement json)
    {
        var tokens = new FlowTokens();
        foreach (var place in json.EnumerateArray()) tokens.Set(new FlowTokens.Place(place[0].GetInt32(), place[1].GetInt32(), place[2].GetInt32()));
        return tokens;
    }

    private static TaskState ReadTask(JsonElement json) => new(
        json.GetProperty("role").GetString()!, json.GetProperty("title").GetString()!, CaseStateJson.Time(json, "due"),
        CaseStateJson.Texts(json.GetProperty("outcomes")), json.GetProperty("status").GetString()!, json.GetProperty("assignee").GetString())
    {
        Marks = json.TryGetProperty("marks", out var marks) ? ReadMarks(marks) : null,
    };

    private static TaskMarks ReadMarks(JsonElement json) =>
        new(json.GetProperty("priority").GetInt32(), json.GetProperty("escalations").GetInt32(), CaseStateJson.Time(json, "escalatedAt"), json.GetProperty("outcome").GetString())
        {
            Signers = CaseStateJson.Texts(json.GetProperty("signers")),
        };
}
