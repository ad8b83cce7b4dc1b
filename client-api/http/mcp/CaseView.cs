using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using ModelContextProtocol.Protocol;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>A case as an assistant sees it: what is known, what runs, and what may come. The many small items that are behind it are left out.</summary>
internal static class CaseView
{
    private const int RootOrdinal = 1;

    /// <summary>Things that an item would do, as many as are told of it.</summary>
    private const int DoesMax = 60;

    public static CallToolResult Answer(string customer, CaseState state, JourneyCatalog journeys, IReadOnlyList<PlannableItem> plannable) => ToolAnswer.Of(
        $"Case {state.Id} of the journey '{state.Journey}' is {FactNames.Of(state.Status)}.",
        (customer, state, plan: journeys.Find(state.Journey, state.Version), plannable), static (json, x) => Write(json, x.customer, x.state, x.plan, x.plannable));

    private static void Write(Utf8JsonWriter json, string customer, CaseState state, JourneyPlan? plan, IReadOnlyList<PlannableItem> plannable)
    {
        json.WriteStartObject();
        CaseJson.WriteSummary(json, customer, state);
        json.WriteString("customer", customer);
        json.WriteString("name", state.Name);
        json.WriteStartArray("topics");
        foreach (var topic in state.Topics) json.WriteStringValue(topic);
        json.WriteEndArray();
        json.WritePropertyName("variables");
        ValueJson.Write(json, Value.OfMap(state.Item(RootOrdinal)?.Variables ?? ValueMap.Empty));
        WriteRunning(json, state);
        if (plan is not null && state.Running) WriteOutlook(json, state, plan);
        CaseFileJson.WritePlannable(json, plannable);
        CaseFileJson.Write(json, state);
        json.WriteEndObject();
    }

    private static void WriteRunning(Utf8JsonWriter json, CaseState state)
    {
        json.WriteStartArray("running");
        foreach (var item in state.Items.Values.Where(i => i is { Ended: false, State: not ItemState.Available, Parent: not 0 }))
        {
            json.WriteStartObject();
            json.WriteNumber("id", item.Ordinal);
            json.WriteString("node", item.Node);
            json.WriteString("name", item.Name);
            json.WriteString("state", FactNames.Of(item.State));
            if (item.Due is { } due) json.WriteInstant("due", due);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteOutlook(Utf8JsonWriter json, CaseState state, JourneyPlan plan)
    {
        json.WriteStartArray("outlook");
        foreach (var item in state.Items.Values.Where(i => i.State == ItemState.Available))
        {
            if (!plan.Nodes.TryGetValue(item.Node, out var node)) continue;
            json.WriteStartObject();
            json.WriteString("node", item.Node);
            json.WriteString("name", item.Name);
            WriteLines(json, "when", NodeWords.When(node));
            WriteLines(json, "does", NodeWords.Does(node).Distinct().Take(DoesMax));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteLines(Utf8JsonWriter json, string name, IEnumerable<string> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines) json.WriteStringValue(line);
        json.WriteEndArray();
    }
}
