using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using ModelContextProtocol.Protocol;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>Why a case did what it did, in pages: its messages, or all of its steps.</summary>
internal static class CaseReasons
{
    public static CallToolResult MessagesAnswer(string id, List<CaseStep> steps, JourneyPlan? plan, int after, int limit)
    {
        var ends = new Dictionary<int, EffectEnded>();
        foreach (var end in steps.Select(s => s.Fact).OfType<EffectEnded>()) ends[end.Effect] = end;
        return Answer(id, "messages", [.. steps.Where(s => s.Fact is MessageQueued or MessageSuppressed)], after, limit, (json, step) => WriteMessage(json, step, ends, plan));
    }

    public static CallToolResult StepsAnswer(string id, List<CaseStep> steps, int after, int limit) =>
        Answer(id, "steps", steps, after, limit, CaseExplanation.WriteStep);

    private static CallToolResult Answer(string id, string what, List<CaseStep> all, int after, int limit, Action<Utf8JsonWriter, CaseStep> write)
    {
        var page = all.Skip(after).Take(limit).ToList();
        return ToolAnswer.Of($"{all.Count} {what} of case {id}, {page.Count} shown.", page, (json, page) =>
        {
            json.WriteStartObject();
            json.WriteString("case", id);
            json.WriteStartArray(what);
            foreach (var step in page) write(json, step);
            json.WriteEndArray();
            if (after + page.Count < all.Count) json.WriteNumber("nextPage", after + page.Count);
            json.WriteEndObject();
        });
    }

    private static void WriteMessage(Utf8JsonWriter json, CaseStep step, Dictionary<int, EffectEnded> ends, JourneyPlan? plan)
    {
        json.WriteStartObject();
        json.WriteInstant("at", step.Entry.At);
        json.WriteString("name", step.Item?.Name);
        FactJson.Write(json, step.Fact);
        if (step.Fact is MessageQueued queued)
        {
            // What became of it outside; an effect that is still on its way has no end yet.
            json.WriteString("end", ends.TryGetValue(queued.Effect, out var end) ? end.End : "on-its-way");
            if (end?.Detail is { } detail) json.WriteString("detail", detail);
        }
        json.WritePropertyName("input");
        EntryJson.WriteInput(json, step.Entry.Input, withData: false);
        if (step.Cause is { } cause) WriteCause(json, cause, plan);
        json.WriteEndObject();
    }

    private static void WriteCause(Utf8JsonWriter json, StartedItem cause, JourneyPlan? plan)
    {
        json.WriteStartObject("because");
        json.WriteString("node", cause.Item.Node);
        json.WriteString("name", cause.Item.Name);
        FactJson.WriteRule(json, cause.Rule);
        if (plan is not null && NodeWords.Condition(plan, cause) is { } condition) json.WriteString("condition", condition);
        json.WriteEndObject();
    }
}
