using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Who may do what: roles of the case, rights of items, and what a task says of the people who work on it (docs/actors.md).</summary>
internal sealed class ActorReader(InputReader inputs, CheckedMembers members, Diagnostics diagnostics)
{
    /// <summary>What people do to items, as their rights name it.</summary>
    public static readonly ImmutableArray<string> ItemOperations =
    [
        "start", "complete", "disable", "reenable", "terminate", "suspend", "resume", "retry", "skip", "repeat", "move", "claim", "release", "delegate", RightsPlan.Others,
    ];

    /// <summary>What people do to a case as a whole.</summary>
    public static readonly ImmutableArray<string> CaseOperations = ["suspend", "resume", "cancel", "reopen", "close", "move", "plan", "migrate", "assignRole", RightsPlan.Others];

    private const int CompletionsMax = 5;

    public ImmutableArray<RolePlan> Roles(JsonElement journey)
    {
        var roles = ImmutableArray.CreateBuilder<RolePlan>();
        foreach (var json in members.List(journey, "roles", "", JsonValueKind.Object))
        {
            members.Only(json, "a role", "", "id", "name", "customer", "assigned", "hears");
            var id = members.Text(json, "id", "");
            if (id is null or RolePlan.Owner || roles.Any(r => r.Id == id))
            {
                diagnostics.Error("J810", "", id is null ? "A role has no id." : id == RolePlan.Owner ? $"'{id}' is the role of the customer whose case it is, and needs no declaration." : $"The role '{id}' is declared twice.",
                    "Give each role an id of its own.");
                continue;
            }
            var assigned = json.Has("assigned") ? inputs.Read(json, "", "assigned", PlanType.String) : null;
            roles.Add(new RolePlan(id, members.Flag(json, "customer", ""), assigned, Hears(json, id)) { Name = json.Text("name") ?? id });
        }
        return roles.ToImmutable();
    }

    private ImmutableArray<string> Hears(JsonElement json, string role)
    {
        ImmutableArray<string> types = [.. members.List(json, "hears", "", JsonValueKind.String).Select(t => t.GetString()!).Distinct()];
        if (types.IsEmpty) return types;
        if (!json.Flag("customer"))
            diagnostics.Error("J810", "", $"The role '{role}' hears events, but its holder is no customer.", "Add \"customer\": true, or leave 'hears' out.");
        if (types.FirstOrDefault(t => t.Length == 0 || t.StartsWith("case.", StringComparison.Ordinal)) is { } wrong)
            diagnostics.Error("J810", "", $"The role '{role}' can't hear events of the type '{TypeReader.Short(wrong)}'.", "Name types of events that a front-line system sends; those that begin with 'case.' are ours.");
        return types;
    }

    public RightsPlan? Rights(JsonElement owner, string node, ImmutableArray<string> operations)
    {
        if (members.Object(owner, "rights", node) is not { ValueKind: JsonValueKind.Object } json) return null;
        var rights = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var right in json.EnumerateObject())
        {
            if (!operations.Contains(right.Name))
                diagnostics.Error("J811", node, $"'{TypeReader.Short(right.Name)}' is nothing that could be done here.", diagnostics.Suggest(right.Name, operations, $"Use one of {string.Join(", ", operations)}."));
            ImmutableArray<string> roles = [.. members.List(json, right.Name, node, JsonValueKind.String).Select(r => r.GetString()!)];
            if (roles.IsEmpty)
                diagnostics.Error("J811", node, $"The right '{TypeReader.Short(right.Name)}' names no role: nobody could ever do it.", "Name roles, such as [\"adviser\"], or leave it out.");
            rights[right.Name] = roles;
        }
        return new RightsPlan(rights.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The task with its priority, escalation and four eyes.</summary>
    public HumanTaskNode WithHelp(HumanTaskNode task, JsonElement json) => task with
    {
        Priority = members.Number(json, "priority", task.Id),
        Escalation = [.. Steps(json, task.Id).Select(step => Escalation(step, task))],
        FourEyes = FourEyes(json, task.Id),
    };

    /// <summary>One object, or a list of them.</summary>
    private IEnumerable<JsonElement> Steps(JsonElement json, string id) =>
        json.Member("escalation") is { ValueKind: JsonValueKind.Object } one ? [one] : members.List(json, "escalation", id, JsonValueKind.Object);

    private EscalationPlan Escalation(JsonElement json, HumanTaskNode task)
    {
        members.Only(json, "an escalation", task.Id, "after", "role", "assignee", "priority", "start");
        var step = new EscalationPlan(
            inputs.Read(json, task.Id, "after", PlanType.TimeSpan), Optional(json, "role", task.Id), Optional(json, "assignee", task.Id),
            json.Has("priority") ? members.Number(json, "priority", task.Id) : null, members.Text(json, "start", task.Id));
        if (!json.Has("after") && task.Due is PlanInput.Literal { Value.IsNull: true })
            diagnostics.Error("J812", task.Id, "The escalation never comes: the task has no due time, and the escalation says no 'after'.", "Give the task a 'due', or the escalation an 'after' such as 04:00:00.");
        if (step is { Role: null, Assignee: null, Priority: null, Starts: null })
            diagnostics.Error("J812", task.Id, "The escalation changes nothing.", "Give it a role, an assignee, a priority, or an item to start.");
        return step;
    }

    private PlanInput? Optional(JsonElement json, string name, string id) => json.Has(name) ? inputs.Read(json, id, name, PlanType.String) : null;

    private FourEyesPlan? FourEyes(JsonElement json, string id)
    {
        if (json.Member("fourEyes") is { ValueKind: JsonValueKind.True }) return new FourEyesPlan([], 2);
        if (json.Member("fourEyes") is null or { ValueKind: JsonValueKind.False or JsonValueKind.Null } || members.Object(json, "fourEyes", id) is not { ValueKind: JsonValueKind.Object } eyes) return null;
        members.Only(eyes, "'fourEyes'", id, "differsFrom", "completions");
        ImmutableArray<string> others = [.. members.List(eyes, "differsFrom", id, JsonValueKind.String).Select(o => o.GetString()!)];
        var completions = eyes.Has("completions") ? members.Number(eyes, "completions", id) : 1;
        if (completions is < 1 or > CompletionsMax)
            diagnostics.Error("J814", id, $"'completions' is no number from 1 to {CompletionsMax}.", "Write 2 for two different persons.");
        else if (completions == 1 && others.IsEmpty)
            diagnostics.Error("J814", id, "'fourEyes' says neither from whom the person must differ, nor that it takes several.", "Name tasks in 'differsFrom', or write \"completions\": 2.");
        return new FourEyesPlan(others, completions);
    }
}
