using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    private readonly CaseActivation activation = new(state, host);

    private Value Evaluate(CelExpression cel, PlanItem item) => activation.Evaluate(cel, item, ref spent);

    private Value Evaluate(PlanInput input, PlanItem item)
    {
        if (input is PlanInput.Expression expression) return Evaluate(expression.Cel, item);
        var value = Given(input, item);
        spent += CelFrame.CostOf(value); // it goes into facts, as what expressions give
        return value;
    }

    private Value Given(PlanInput input, PlanItem item) => input switch
    {
        PlanInput.Literal literal => literal.Value,
        PlanInput.Variable variable => FindVariable(item, variable.Id) is { } found ? found.Scope.Variable(found.Plan.Name) : Value.Error($"Variable '{variable.Id}' not found."),
        PlanInput.JourneyInput journeyInput => activation.InputsSeenFrom(item)[journeyInput.Name],
        PlanInput.Unsupported unsupported => Value.Error(unsupported.Message),
        _ => throw new InvalidOperationException($"Unknown input {input.GetType()}."),
    };

    /// <summary>False when it failed: the item has an incident then.</summary>
    private bool TryEvaluate(PlanItem item, PlanInput input, string name, out Value value)
    {
        value = Evaluate(input, item);
        if (!value.IsError) return true;
        Fault(item, $"Failed to evaluate activity input '{name}': {value.AsString()}");
        return false;
    }

    private bool TryBool(PlanItem item, PlanInput input, string name, out bool truth, bool otherwise = false)
    {
        truth = otherwise;
        if (!TryEvaluate(item, input, name, out var value)) return false;
        if (value.IsNull) return true;
        if (Coerce.TryBool(value, out truth)) return true;
        Fault(item, $"Failed to evaluate activity input '{name}': '{value.ToText()}' is no truth value.");
        return false;
    }

    private bool TryInteger(PlanItem item, PlanInput input, string name, long otherwise, out long number)
    {
        number = otherwise;
        if (!TryEvaluate(item, input, name, out var value)) return false;
        if (value.IsNull) return true;
        if (Coerce.TryNumber(value, out var real) && double.IsInteger(real) && Math.Abs(real) < 1e15)
        {
            number = (long)real;
            return true;
        }
        Fault(item, $"Failed to evaluate activity input '{name}': '{value.ToText()}' is no whole number.");
        return false;
    }

    /// <summary>A text; false, with an incident, when it failed or, where it is needed, is empty.</summary>
    private bool TryText(PlanItem item, PlanInput input, string name, bool needed, out string text)
    {
        text = "";
        if (!TryEvaluate(item, input, name, out var value)) return false;
        text = value.ToText();
        if (!needed || text.Length > 0) return true;
        Fault(item, $"Failed to evaluate activity input '{name}': it is empty.");
        return false;
    }

    private Rule ConditionRule(PlanItem item, PlanInput input) => input is PlanInput.Expression expression
        ? new Rule(RuleKind.Condition, item.Node, ReadsOf(expression.Cel, item))
        : new Rule(RuleKind.Condition, item.Node);

    /// <summary>What a condition read, for the explanation; lists and maps by their size only.</summary>
    private ImmutableArray<RuleRead> ReadsOf(CelExpression cel, PlanItem item)
    {
        var reads = ImmutableArray.CreateBuilder<RuleRead>(cel.Reads.Length);
        var names = activation.At(item);
        for (var i = 0; i < cel.Reads.Length; i++) reads.Add(new RuleRead(cel.Reads[i], Brief(Walk(names, cel.ReadParts[i]))));
        return reads.MoveToImmutable();
    }

    private static Value Walk(CaseActivation names, string[] parts)
    {
        var value = Value.Null;
        var known = parts.Length > 1 && names.TryResolve(parts[0], parts[1], out value) ? 2 : 1;
        if (known == 1 && !names.TryResolve(parts[0], out value)) return Value.Null;
        foreach (var part in parts.AsSpan(known))
        {
            if (value.Kind != ValueKind.Map) return Value.Null;
            value = value.AsMap()[part];
        }
        return value;
    }

    private static Value Brief(in Value value) => value.Kind switch
    {
        ValueKind.List => Value.Of($"list of {value.AsList().Length}"),
        ValueKind.Map => Value.Of($"map of {value.AsMap().Count}"),
        ValueKind.String when value.AsString().Length > 200 => Value.Of(value.AsString()[..200] + "…"),
        _ => value,
    };

    /// <summary>The nearest container that declares a variable of this id. A workflow used as an activity has its own, and sees none of those around it.</summary>
    private (PlanItem Scope, VariablePlan Plan)? FindVariable(PlanItem item, string id)
    {
        for (var scope = NodeOf(item) is CompositeNode { Workflow: not null } ? ParentOf(item) : item; scope is not null; scope = ParentOf(scope))
        {
            foreach (var variable in NodeOf(scope).Variables)
                if (variable.Id == id) return (scope, variable);
            if (NodeOf(scope) is CompositeNode { Workflow: not null }) return null;
            if (scope.Parent != 0) continue;
            foreach (var variable in plan.Variables)
                if (variable.Id == id) return (scope, variable);
        }
        return null;
    }

    private bool TrySet(PlanItem item, string id, in Value value)
    {
        if (FindVariable(item, id) is not { } found) return false;
        Raise(new VariableSet(Case, found.Scope.Ordinal, found.Plan.Name, value));
        conditionsMayHaveChanged = true;
        return true;
    }

    /// <summary>Keeps an output in the variable that the designer named for it, or in the output of the journey of that name.</summary>
    private void Capture(PlanItem item, PlanNode node, string output, in Value value)
    {
        if (!node.Outputs.TryGetValue(output, out var id) || TrySet(item, id, value)) return;
        if (CompositeAround(item, id) is { } composite) Capture(composite, NodeOf(composite), id, value);
        else if (plan.HasOutput(id)) SetOutput(item, id, value);
    }

    /// <summary>Variables that a container declares get their initial values when it starts; those of the journey with the root.</summary>
    private void OpenScope(PlanItem item, PlanNode node)
    {
        var initial = item.Parent == 0 ? plan.InitialVariables : node.InitialVariables;
        if (initial.Count > 0) Raise(new VariablesSet(Case, item.Ordinal, Value.OfMap(initial)));
    }
}
