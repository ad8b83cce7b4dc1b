using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Named states, and transitions that their triggers take (Elsa 3.8's state machine). It completes in a state that no transition leaves.</summary>
/// <param name="InitialState">Where it begins; a name that no state has: it completes at once.</param>
public sealed record StateMachineNode(string Id, string Type, string InitialState, ImmutableArray<StatePlan> States, ImmutableArray<TransitionPlan> Transitions) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children { get; } =
        [.. States.SelectMany(s => new[] { s.Entry, s.Exit }).Concat(Transitions.SelectMany(t => new[] { t.Trigger, t.Action })).OfType<PlanNode>()];

    public StatePlan? State(string name) => States.FirstOrDefault(s => s.Name == name);

    /// <summary>The transitions that may be taken from a state: those with a trigger and a target that exists.</summary>
    public IEnumerable<TransitionPlan> From(string state) => Transitions.Where(t => t.From == state && t.Trigger is not null && State(t.To) is not null);
}

/// <summary>A state.</summary>
/// <param name="Entry">Run when it is entered, before its triggers; <paramref name="Exit"/>: when it is left.</param>
public sealed record StatePlan(string Name, PlanNode? Entry, PlanNode? Exit);

/// <summary>A way from a state to another.</summary>
/// <param name="Ordinal">Its place among the transitions.</param>
/// <param name="Trigger">Runs while the state is active; when it ends, the transition is taken.</param>
/// <param name="Condition">Where it is false the trigger starts again; null: always.</param>
/// <param name="Action">Run on the way, before the exit of the state.</param>
public sealed record TransitionPlan(int Ordinal, string Name, string From, string To, PlanNode? Trigger, PlanInput? Condition, PlanNode? Action)
{
    /// <summary>That it was taken, as an explanation says it.</summary>
    internal Rule Rule { get; } = new(RuleKind.Edge, $"{From}:{Name}->{To}");

    /// <summary>How items that belong to it came: <see cref="Kernel.PlanItem.Mark"/>.</summary>
    internal string Mark { get; } = $"transition:{Ordinal}";
}
