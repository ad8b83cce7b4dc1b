using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    /// <summary>The case begins: inputs, the root with the journey's variables, and the trigger that has already happened.</summary>
    public void Begin(Stimulus.Start start)
    {
        trigger = start.Trigger;
        if (start.Inputs.Count > 0) Raise(new VariablesSet(Case, 0, Value.OfMap(start.Inputs)));
        if (start.CorrelationId is { } correlation) Raise(new CaseLabelled(Case, 0, "correlationId", correlation));
        var root = Create(plan.Root, null, Rule.Input);
        OpenScope(root, plan.Root);
        if (start.Variables is { Count: > 0 } variables) Raise(new VariablesSet(Case, root.Ordinal, Value.OfMap(variables)));
        if (!plan.Roles.IsEmpty) AssignRoles(root);
        Start(root, ItemTransition.Start, Rule.Input);
    }
}
