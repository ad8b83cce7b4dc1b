using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>State machines: names that lead nowhere, and what can never be taken or reached.</summary>
internal sealed class StateMachineChecks(StateMachineNode machine, Diagnostics diagnostics)
{
    public void Run()
    {
        foreach (var name in machine.States.GroupBy(s => s.Name).Where(g => g.Key.Length == 0 || g.Count() > 1).Select(g => g.Key))
            diagnostics.Error("J313", machine.Id, name.Length == 0 ? "A state has no name." : $"Several states are called '{TypeReader.Short(name)}'.", "Give each state a name of its own.");
        if (machine.State(machine.InitialState) is null) Unknown(machine.InitialState, machine.InitialState.Length == 0 ? "The state machine has no initial state." : $"The initial state '{TypeReader.Short(machine.InitialState)}' does not exist.");
        foreach (var transition in machine.Transitions) Check(transition);
        CheckReach();
    }

    private void Unknown(string name, string message) =>
        diagnostics.Error("J314", machine.Id, message, diagnostics.Suggest(name, machine.States.Select(s => s.Name), "Name one of its states."));

    private void Check(TransitionPlan transition)
    {
        foreach (var end in (string[])[transition.From, transition.To])
            if (machine.State(end) is null) Unknown(end, $"The transition '{TypeReader.Short(transition.Name)}' leads from or to '{TypeReader.Short(end)}', which is no state.");
        if (transition.Trigger is null)
            diagnostics.Warning("J315", machine.Id, $"The transition '{TypeReader.Short(transition.Name)}' from '{TypeReader.Short(transition.From)}' has no trigger: it is never taken.", "Give it a trigger, such as an Elsa.Event.");
    }

    private void CheckReach()
    {
        if (machine.State(machine.InitialState) is null) return; // told already; nothing is reached from nowhere
        var reached = new HashSet<string>(StringComparer.Ordinal) { machine.InitialState };
        var open = new Queue<string>(reached);
        var onward = machine.Transitions.Where(t => t.Trigger is not null).ToLookup(t => t.From, t => t.To, StringComparer.Ordinal);
        while (open.TryDequeue(out var at))
            foreach (var next in onward[at])
                if (reached.Add(next)) open.Enqueue(next);
        foreach (var state in machine.States.Where(s => s.Name.Length > 0 && !reached.Contains(s.Name)))
            diagnostics.Warning("J316", machine.Id, $"The state '{TypeReader.Short(state.Name)}' is never reached.", "Lead a transition to it, or remove it.");
    }
}
