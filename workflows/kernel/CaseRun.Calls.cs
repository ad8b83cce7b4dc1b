using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Case tasks: they ask for a case of another journey, and hear of its end (R57 to R60).</summary>
internal sealed partial class CaseRun
{
    private void ExecuteCaseTask(PlanItem item, CaseTaskNode node)
    {
        if (item.Called || !TryText(item, node.CaseRef, "CaseRef", true, out var journey)) return;
        if (!host.MayCall(journey))
        {
            Fault(item, $"The journey '{journey}' can't be called: it is not published, or calls go round without end.");
            return;
        }
        var key = "";
        if (node.Key is { } given && !TryText(item, given, "Key", false, out key)) return;
        if (!TryInputs(item, node, out var values)) return;
        Raise(new CaseCalled(Case, item.Ordinal, journey, key.Length > 0 ? key : null, Value.OfMap(values), Because(item)));
        if (!node.Blocking) Complete(item);
    }

    private bool TryInputs(PlanItem item, CaseTaskNode node, out ValueMap values)
    {
        values = ValueMap.Empty;
        foreach (var mapping in node.Inputs)
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
    private string? MissingCase(PlanNode task, PlanItem place) => task is CaseTaskNode node && Evaluate(node.CaseRef, place) is { Kind: ValueKind.String } name && !host.MayCall(name.AsString())
        ? $"The journey '{name.AsString()}' is not published." : null;

    /// <summary>Outputs are mapped before anything hears that the task is complete (R58). A called case that was terminated ends its task (D11); in Camunda's choice it does not.</summary>
    public bool CalledCaseEnded(Stimulus.CalledCaseEnded ended)
    {
        if (state.Item(ended.Item) is not { State: ItemState.Active } item || NodeOf(item) is not CaseTaskNode node) return false;
        if (ended.Variables is { } results)
        {
            foreach (var mapping in node.Results) TakeResult(item, mapping, results);
            Complete(item, Done, Rule.Input);
            return true;
        }
        if (plan.Dialect == PlanDialect.Camunda) return false;
        Exit(item, ItemTransition.Terminate, Rule.Input);
        Ended(item, []);
        return true;
    }

    private void TakeResult(PlanItem item, ParameterMapping mapping, ValueMap results)
    {
        if (mapping.Source is null)
            foreach (var (name, value) in results) SetWhereSeen(item, name.AsString(), value);
        else if (mapping.Source is PlanInput.Variable variable) SetWhereSeen(item, mapping.Target, results[variable.Name]);
        else if (mapping.Source is PlanInput.Expression { Cel: var cel }) SetWhereSeen(item, mapping.Target, cel.Evaluate(new CalledVariables(results), ref spent));
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
