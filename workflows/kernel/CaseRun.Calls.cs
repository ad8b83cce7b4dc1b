using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Case tasks: they ask for a case of another journey, and hear of its end (R57 to R60).</summary>
internal sealed partial class CaseRun
{
    private void ExecuteCaseTask(PlanItem item, CaseTaskNode node)
    {
        if (item.Called || !TryText(item, node.CaseRef, "CaseRef", true, out var journey)) return;
        if (host.WhyNotCall(journey, 1) is { } problem)
        {
            Fault(item, problem);
            return;
        }
        var key = "";
        if (node.Key is { } given && !TryText(item, given, "Key", false, out key)) return;
        if (!TryInputs(item, node.Inputs, out var values)) return;
        Raise(new CaseCalled(Case, item.Ordinal, journey, key.Length > 0 ? key : null, Value.OfMap(values), Because(item)));
        if (!node.Blocking) Complete(item);
    }

    private bool TryInputs(PlanItem item, ImmutableArray<ParameterMapping> inputs, out ValueMap values)
    {
        values = ValueMap.Empty;
        foreach (var mapping in inputs)
        {
            if (mapping.Source is not { } source) values = All(item, mapping, values);
            else if (TryEvaluate(item, source, mapping.Target, out var value)) values = values.With(mapping.Target, value);
            else return false;
        }
        return true;
    }

    /// <summary>All variables that are seen from the item, the nearest of a name.</summary>
    private ValueMap All(PlanItem item, ParameterMapping mapping, ValueMap values)
    {
        for (PlanItem? scope = item; scope is not null; scope = mapping.Local ? null : ParentOf(scope))
            foreach (var (name, value) in scope.Variables)
                if (!values.TryGetValue(name, out _)) values = values.With(name.AsString(), value);
        return values;
    }

    /// <summary>A person can't start what has nothing to call.</summary>
    /// <param name="place">Where its inputs are looked up: the item itself, or what it will be in.</param>
    private string? MissingCase(PlanNode task, PlanItem place) =>
        task is CaseTaskNode node && Evaluate(node.CaseRef, place) is { Kind: ValueKind.String } name ? host.WhyNotCall(name.AsString(), 1) : null;

    /// <summary>Outputs are mapped before anything hears that the task is complete (R58). A called case that was terminated ends its task (D11); in Camunda's choice it does not.</summary>
    public bool CalledCaseEnded(Stimulus.CalledCaseEnded ended)
    {
        if (state.Item(ended.Item) is not { State: ItemState.Active } item || NodeOf(item) is not CaseTaskNode node) return false;
        if (ended.Variables is { } results)
        {
            TakeResults(item, node.Results, results);
            Complete(item, Done, Rule.Input);
            return true;
        }
        if (plan.Dialect == PlanDialect.Camunda) return false;
        Terminate(item, Rule.Input);
        return true;
    }

    private void TakeResult(PlanItem item, ParameterMapping mapping, ValueMap results)
    {
        if (mapping.Source is null)
            foreach (var (name, value) in results) SetWhereSeen(item, name.AsString(), value);
        else if (mapping.Source is PlanInput.Variable variable) SetWhereSeen(item, mapping.Target, results[variable.Name]);
        else if (mapping.Source is PlanInput.Expression { Cel: var cel }) SetWhereSeen(item, mapping.Target, cel.Evaluate(new CelFrame(new CalledVariables(results)), ref spent));
    }

    /// <summary>Where a variable of this name is seen from the item, else with the case.</summary>
    private void SetWhereSeen(PlanItem item, string name, in Value value)
    {
        var scope = item;
        while (ParentOf(scope) is { } around && !scope.TryGetVariable(name, out _)) scope = around;
        Raise(new VariableSet(Case, scope.Ordinal, name, value));
        conditionsMayHaveChanged = true;
    }
}
