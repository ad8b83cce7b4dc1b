using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Named states, and transitions that their triggers take (Elsa 3.8's state machine). It completes in a state that no transition leaves.</summary>
/// <param name="InitialState">Where it begins; a name that no state has: it completes at once.</param>
public sealed record StateMachineNode(string Id, string Type, string InitialState, ImmutableArray<StatePlan> States, ImmutableArray<TransitionPlan> Transitions) : PlanNode(Id, Type)
{
    public override ImmutableArray<PlanNode> Children { get; } =
        [.. States.SelectMany(s => new[] { s.Entry, s.Exit }).Concat(Transitions.SelectMany(t => new[] { t.Trigger, t.Action })).OfType<PlanNode>()];

    private readonly FrozenDictionary<string, StatePlan> byName = States.DistinctBy(s => s.Name).ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, ImmutableArray<TransitionPlan>> leaving = Leaving(States, Transitions);

    /// <summary>Of several states of a name the first counts.</summary>
    public StatePlan? State(string name) => byName.GetValueOrDefault(name);

    /// <summary>The transitions that may be taken from a state: those with a trigger and a target that exists.</summary>
    public ImmutableArray<TransitionPlan> From(string state) => leaving.TryGetValue(state, out var found) ? found : [];

    /// <summary>The transition for which an item came, by its mark; null: for none.</summary>
    internal TransitionPlan? Marked(string? mark)
    {
        if (mark is null || !mark.StartsWith(TransitionPlan.MarkPrefix, StringComparison.Ordinal)) return null;
        return int.TryParse(mark.AsSpan(TransitionPlan.MarkPrefix.Length), CultureInfo.InvariantCulture, out var ordinal) && ordinal >= 0 && ordinal < Transitions.Length
            ? Transitions[ordinal] : null;
    }

    private static FrozenDictionary<string, ImmutableArray<TransitionPlan>> Leaving(ImmutableArray<StatePlan> states, ImmutableArray<TransitionPlan> transitions)
    {
        var names = states.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return transitions.Where(t => t.Trigger is not null && names.Contains(t.To)).GroupBy(t => t.From).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
    }
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
    internal string Mark { get; } = $"{MarkPrefix}{Ordinal}";

    internal const string MarkPrefix = "transition:";
}
