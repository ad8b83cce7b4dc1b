using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Decisions;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Decision tasks (CMMN 1.1, 5.4.10.3).</summary>
internal sealed partial class CaseRun
{
    private void ExecuteTable(PlanItem item, DecisionNode node)
    {
        if (node.Table is not { } table)
        {
            Fault(item, "The decision table has errors.");
            return;
        }
        if (!TryInputs(item, node.Inputs, out var given)) return;
        CalledVariables? mapped = node.Inputs.IsEmpty ? null : new(given);
        var decision = new DecisionRun(table, cel => mapped is null ? activation.At(item, cel) : new MappedActivation(mapped, activation.At(item, cel))).Decide(ref spent);
        if (decision.Problem is { } problem)
        {
            Fault(item, $"The decision can't be made: {problem}.");
            return;
        }
        spent += CelFrame.CostOf(decision.Rows);
        var rule = new Rule(RuleKind.Condition, node.Id, ReadsOf(decision.Used, item));
        Raise(new DecisionMade(Case, item.Ordinal, FactNames.Names<HitPolicy>.Of(table.Policy), decision.Inputs, decision.Rows, decision.Result, rule));
        Capture(item, node, "result", decision.Result);
        if (node.Blocking) TakeResults(item, node.Results, ResultsOf(decision.Result));
        if (OutcomeOf(table, decision.Result) is { } outcome) Complete(item, [outcome], new Rule(RuleKind.Condition, node.Id));
        else Complete(item);
    }

    /// <summary>The outputs by their names, where there is one of each, and all of it as <c>result</c>.</summary>
    private static ValueMap ResultsOf(in Value result) => (result.Kind == ValueKind.Map ? result.AsMap() : ValueMap.Empty).With("result", result);

    /// <summary>Of a decision with parameters its variables are those that are mapped, and no other (R60).</summary>
    private sealed class MappedActivation(IActivation mapped, IActivation around) : IActivation
    {
        public bool TryResolve(string name, out Value value) => mapped.TryResolve(name, out value) || around.TryResolve(name, out value);
    }

    private static string? OutcomeOf(DecisionTable table, in Value result) =>
        table.Outcome is { } name && result.Kind == ValueKind.Map && result.AsMap()[name].ToText() is { Length: > 0 } outcome ? outcome : null;

    private ImmutableArray<RuleRead> ReadsOf(ImmutableArray<CelExpression> expressions, PlanItem item) =>
        [.. expressions.SelectMany(cel => ReadsOf(cel, item)).Where(read => read.Path.Split('.')[0] != CellReader.InputName).DistinctBy(read => read.Path)];
}
