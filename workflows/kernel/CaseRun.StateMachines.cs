using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>
/// Elsa 3.8's state machine: the entry of a state runs, then the triggers of all transitions that leave it; the first that ends, and whose condition holds,
/// ends the others; its action, the exit of the state and the entry of the next follow.
/// </summary>
internal sealed partial class CaseRun
{
    private void ExecuteStateMachine(PlanItem item, StateMachineNode node)
    {
        if (item.MachineState is not { } current)
        {
            EnterState(item, node, node.InitialState, Rule.Structure);
            return;
        }
        // Somebody retries it after its condition failed: the state was entered long ago.
        EndChildren(item, Rule.Cascade);
        AwaitTransition(item, node, current);
    }

    private void EnterState(PlanItem machine, StateMachineNode node, string name, Rule rule)
    {
        if (node.State(name) is not { } state)
        {
            Complete(machine);
            return;
        }
        Raise(new StateEntered(Case, machine.Ordinal, state.Name, rule));
        conditionsMayHaveChanged = true;
        if (state.Entry is { } entry) Schedule(entry, machine, rule);
        else AwaitTransition(machine, node, state.Name);
    }

    private void AwaitTransition(PlanItem machine, StateMachineNode node, string state)
    {
        var leaving = node.From(state);
        steps += Math.Max(0, leaving.Length - 1); // all but one may end before they run
        foreach (var transition in leaving) Schedule(transition.Trigger!, machine, Rule.Structure, transition.Mark);
        if (leaving.Length == 0) Complete(machine);
    }

    private void StateChildEnded(PlanItem machine, StateMachineNode node, PlanItem child)
    {
        var current = machine.MachineState ?? "";
        if (node.Marked(child.Mark) is not { } transition)
        {
            if (node.State(current)?.Entry?.Id == child.Node) AwaitTransition(machine, node, current);
        }
        else if (transition.From != current) return; // the machine has gone on since
        else if (transition.Trigger?.Id != child.Node) Proceed(machine, node, transition, child);
        else if (child.State == ItemState.Completed) Triggered(machine, node, transition);
        else if (!HasOpenChildren(machine)) Complete(machine); // a person ended the last trigger: nothing can come any more
    }

    private void Triggered(PlanItem machine, StateMachineNode node, TransitionPlan transition)
    {
        var rule = transition.Rule;
        if (transition.Condition is { } condition)
        {
            if (!TryBool(machine, condition, "Condition", out var holds)) return;
            rule = transition.Rule with { Reads = ConditionRule(machine, condition).Reads };
            if (!holds)
            {
                Schedule(transition.Trigger!, machine, rule, transition.Mark);
                return;
            }
        }
        EndChildren(machine, Rule.Cascade);
        if (transition.Action is { } action) Schedule(action, machine, rule, transition.Mark);
        else LeaveState(machine, node, transition, rule);
    }

    /// <summary>The action of a transition, or the exit of its state, is done.</summary>
    private void Proceed(PlanItem machine, StateMachineNode node, TransitionPlan transition, PlanItem child)
    {
        if (transition.Action?.Id == child.Node) LeaveState(machine, node, transition, transition.Rule);
        else EnterState(machine, node, transition.To, transition.Rule);
    }

    private void LeaveState(PlanItem machine, StateMachineNode node, TransitionPlan transition, Rule rule)
    {
        if (node.State(transition.From)?.Exit is { } exit) Schedule(exit, machine, rule, transition.Mark);
        else EnterState(machine, node, transition.To, rule);
    }
}
