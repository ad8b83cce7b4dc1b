using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>State machines.</summary>
internal sealed partial class ActivityReader
{
    private StateMachineNode StateMachine(JsonElement json, string id, string type)
    {
        ImmutableArray<StatePlan> states = [.. members.List(json, "states", id, JsonValueKind.Object).Select(s => new StatePlan(s.Text("name") ?? "", Port(s, id, "entry"), Port(s, id, "exit")))];
        ImmutableArray<TransitionPlan> transitions = [.. members.List(json, "transitions", id, JsonValueKind.Object).Select((t, ordinal) => Transition(t, ordinal, id))];
        return new StateMachineNode(id, type, json.Text("currentState") ?? json.Text("initialState") ?? "", states, transitions);
    }

    private TransitionPlan Transition(JsonElement json, int ordinal, string id)
    {
        var (from, to) = (json.Text("from") ?? "", json.Text("to") ?? "");
        return new TransitionPlan(ordinal, json.Text("name") ?? json.Text("displayName") ?? $"{ordinal + 1}", from, to, Port(json, id, "trigger"), ConditionOf(json, id), Port(json, id, "action"));
    }

    /// <summary>Wrapped, as Elsa writes it, or the expression alone, as Studio does.</summary>
    private PlanInput? ConditionOf(JsonElement json, string id) => json.Member("condition") switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Object } alone when !alone.Has("expression") && alone.Has("type") => inputs.Expression(alone, id, "condition", PlanType.Boolean),
        _ => inputs.Read(json, id, "condition", PlanType.Boolean),
    };
}
