using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Tasks and listeners that came from CMMN (CMMN 1.1, 5.4.10 and 5.4.9).</summary>
internal sealed partial class ActivityReader
{
    private PlanNode? Case(JsonElement json, string id, string type) => type switch
    {
        "Journey.Task" => PlainTask(json, id, type),
        "Journey.CaseTask" or "Journey.ProcessTask" => CaseTask(json, id, type),
        "Journey.UserEventListener" or "Journey.EventListener" => new UserListenerNode(id, type),
        "Journey.TimerEventListener" => new TimerListenerNode(id, type, Needed(json, id, "timer")),
        _ => null,
    };

    private HumanTaskNode HumanTask(JsonElement json, string id, string type) =>
        new(id, type, Needed(json, id, "role"), Needed(json, id, "title"), inputs.Read(json, id, "due", PlanType.DateTime), OutcomesOf(json, id))
        {
            Blocking = members.Flag(json, "isBlocking", id, otherwise: true), Assignee = Optional(json, id, "assignee", PlanType.String), Results = Results(json, id),
        };

    private PlainTaskNode PlainTask(JsonElement json, string id, string type)
    {
        var blocking = members.Flag(json, "isBlocking", id, otherwise: true);
        var value = Optional(json, id, "value", PlanType.Any);
        var result = members.Text(json, "resultVariable", id);
        if (blocking && value is not null) diagnostics.Error("J720", id, "A task that blocks waits to be completed from outside, and computes nothing.", "Set 'isBlocking' to false, or leave 'value' out.");
        if (result is not null && value is null) diagnostics.Error("J720", id, "'resultVariable' is to hold what the task computes, but it computes nothing.", "Give it a 'value', or leave 'resultVariable' out.");
        return new PlainTaskNode(id, type, blocking, value, result) { Transient = members.Flag(json, "transient", id) };
    }

    private CaseTaskNode CaseTask(JsonElement json, string id, string type) =>
        new(id, type, Needed(json, id, "caseRef"), members.Flag(json, "isBlocking", id, otherwise: true))
        {
            Key = Optional(json, id, "businessKey", PlanType.String), Inputs = Mappings(json, id, "in", inputs), Results = Results(json, id),
        };

    /// <summary>An input that may be left out; null: it is, or holds nothing.</summary>
    private PlanInput? Optional(JsonElement json, string id, string name, PlanType type) => inputs.Read(json, id, name, type) is var input && input is PlanInput.Literal { Value.IsNull: true } ? null : input;

    private DecisionNode Decision(JsonElement json, string id, string type) =>
        new(id, type, decisions.Read(json, id)) { Blocking = members.Flag(json, "isBlocking", id, otherwise: true), Inputs = Mappings(json, id, "in", inputs), Results = Results(json, id) };

    /// <summary>Seen from the other side: what those expressions name is not declared here.</summary>
    private ImmutableArray<ParameterMapping> Results(JsonElement json, string id) => Mappings(json, id, "out", new InputReader(scopes, new VariableUses(), diagnostics));

    private ImmutableArray<ParameterMapping> Mappings(JsonElement json, string id, string name, InputReader sources) =>
        [.. members.List(json, name, id, JsonValueKind.Object).Select(mapping => Mapping(mapping, id, name, sources)).OfType<ParameterMapping>()];

    private ParameterMapping? Mapping(JsonElement json, string id, string name, InputReader sources)
    {
        members.Only(json, $"a mapping of '{name}'", id, "source", "target", "variables", "local");
        var local = members.Flag(json, "local", id);
        if (members.Text(json, "variables", id) is { } all && !json.Has("source") && !json.Has("target") && all == "all") return new ParameterMapping(null, "", local);
        if (!json.Has("variables") && json.Has("source") && members.Text(json, "target", id) is { } target) return new ParameterMapping(sources.Read(json, id, "source", PlanType.Any), target, local);
        diagnostics.Error("J727", id, $"A mapping of '{name}' says neither from where to where, nor that it takes all variables.", "Write {\"source\": …, \"target\": \"name\"}, or {\"variables\": \"all\"}.");
        return null;
    }
}
