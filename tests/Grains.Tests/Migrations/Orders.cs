using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;

namespace JourneyOrchestrator.Grains.Tests.Migrations;

/// <summary>A journey in versions: an event, a timer and a task, a message for each, and a milestone for all three.</summary>
internal static class Orders
{
    public static JourneyPlan First { get; } = Plan(1, "01:00:00", [Waits("all", "go.occur", "late.occur", "ask.complete"), Journeys.Task("old")]);

    /// <summary>The same waits under other criteria, one task gone, one new.</summary>
    public static JourneyPlan Second { get; } = Plan(2, "01:00:00", [Journeys.Task("new"), Entering(Milestone("all"), "other", "ask.complete", "go.occur", "late.occur")], "'Please call ' + customer.id");

    /// <summary>As the second, with a timer that falls due earlier.</summary>
    public static JourneyPlan Third { get; } = Plan(3, "00:30:00", [Journeys.Task("new"), Waits("all", "late.occur", "ask.complete", "go.occur")]);

    /// <summary>What was a task is a milestone.</summary>
    public static JourneyPlan Wrong { get; } = Plan(9, "01:00:00", [Milestone("old")]);

    public static JourneyPlan Plan(int version, string delay, IEnumerable<JsonObject> further, string title = "'Call back'") => Read("order", version, [
        Journeys.Event("go", "go"), Entering(Journeys.Message("saidGo", "contract"), null, "go.occur"),
        Journeys.Delay("late", delay), Entering(Journeys.Message("saidLate", "contract"), null, "late.occur"),
        Journeys.Task("ask", title), Entering(Journeys.Message("saidAsk", "contract"), null, "ask.complete"),
        Journeys.Task("open"), .. further]);

    public static JourneyPlan Read(string id, int version, IEnumerable<JsonObject> items)
    {
        var definition = new JsonObject
        {
            ["definitionId"] = id, ["name"] = id, ["version"] = version, ["isPublished"] = true,
            ["variables"] = new JsonArray(new JsonObject { ["id"] = "got", ["name"] = "got", ["typeName"] = "Object" }),
            ["root"] = new JsonObject { ["id"] = "main", ["type"] = "Journey.Stage", ["version"] = 1, ["activities"] = new JsonArray([.. items]) },
        };
        var result = ElsaReader.Read(Encoding.UTF8.GetBytes(definition.ToJsonString()));
        Assert.True(result.Plan is not null && !result.HasErrors, string.Join('\n', result.Diagnostics));
        return result.Plan;
    }

    public static JsonObject Waits(string id, params string[] parts) => Entering(Milestone(id), null, parts);

    public static JsonObject Milestone(string id) => new() { ["id"] = id, ["name"] = id, ["type"] = "Journey.Milestone", ["version"] = 1 };

    public static JsonObject Entering(JsonObject item, string? id, params string[] parts)
    {
        var criterion = new JsonObject { ["onParts"] = new JsonArray([.. parts.Select(p => p.Split('.')).Select(p => (JsonNode)new JsonObject { ["source"] = p[0], ["standardEvent"] = p[1] })]) };
        if (id is not null) criterion["id"] = id;
        item["entryCriteria"] = new JsonArray(criterion);
        return item;
    }
}
