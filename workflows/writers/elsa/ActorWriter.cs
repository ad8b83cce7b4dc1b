using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>Roles and rights, and what a human task says of the people who work on it (docs/journey-format.md, People).</summary>
internal sealed class ActorWriter(InputWriter inputs)
{
    public static JsonObject Rights(RightsPlan rights)
    {
        var json = new JsonObject();
        foreach (var (operation, roles) in rights.Roles.OrderBy(r => r.Key, StringComparer.Ordinal)) json[operation] = Texts(roles);
        return json;
    }

    public JsonArray Roles(IEnumerable<RolePlan> roles) => new([.. roles.Select(Role)]);

    private JsonNode Role(RolePlan role)
    {
        var json = new JsonObject { ["id"] = role.Id };
        if (role.Name != role.Id) json["name"] = role.Name;
        if (role.Customer) json["customer"] = true;
        inputs.SetGiven(json, "", "assigned", role.Assigned);
        if (!role.Hears.IsEmpty) json["hears"] = Texts(role.Hears);
        return json;
    }

    /// <summary>Priority, escalation and four eyes of a task.</summary>
    public void Help(JsonObject json, HumanTaskNode task)
    {
        if (task.Priority != 0) json["priority"] = task.Priority;
        if (!task.Escalation.IsEmpty) json["escalation"] = new JsonArray([.. task.Escalation.Select(step => Step(step, task.Id))]);
        if (task.FourEyes is { } eyes) json["fourEyes"] = FourEyes(eyes);
    }

    private JsonNode Step(EscalationPlan step, string task)
    {
        var json = new JsonObject();
        inputs.Set(json, task, "after", step.After, PlanType.TimeSpan);
        inputs.SetGiven(json, task, "role", step.Role);
        inputs.SetGiven(json, task, "assignee", step.Assignee);
        if (step.Priority is { } priority) json["priority"] = priority;
        if (step.Starts is { } item) json["start"] = item;
        return json;
    }

    private static JsonObject FourEyes(FourEyesPlan eyes)
    {
        var json = new JsonObject();
        if (!eyes.DiffersFrom.IsEmpty) json["differsFrom"] = Texts(eyes.DiffersFrom);
        if (eyes.Completions != 1) json["completions"] = eyes.Completions;
        return json;
    }

    private static JsonArray Texts(ImmutableArray<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
