using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Activities that reach out to the workflow around them: a composite, or the case itself.</summary>
internal sealed partial class CaseRun
{
    /// <summary>Completes the nearest composite, else the case, from wherever it stands.</summary>
    private void ExecuteComplete(PlanItem item, CompleteNode node)
    {
        if (!TryEvaluate(item, node.Outcomes, "Outcomes", out var value)) return;
        Move(item, ItemTransition.Complete, Rule.Structure);
        if (CompositeAround(item) is { } composite) Complete(composite, OutcomesOf(value), new Rule(RuleKind.Structure, node.Id));
        else EndCase(CaseTransition.Complete, new Rule(RuleKind.Structure, node.Id));
    }

    private static ImmutableArray<string> OutcomesOf(in Value value) => value.Kind switch
    {
        ValueKind.Null => Done,
        ValueKind.List => [.. value.AsList().Select(o => o.ToText())],
        _ => [value.ToText()],
    };

    /// <param name="declaring">Only one that declares this output; null: any.</param>
    private PlanItem? CompositeAround(PlanItem item, string? declaring = null)
    {
        for (var around = ParentOf(item); around is not null; around = ParentOf(around))
            if (NodeOf(around) is CompositeNode composite && (declaring is null || composite.Declared.Contains(declaring))) return around;
        return null;
    }

    private void ExecuteComposite(PlanItem item, CompositeNode node)
    {
        if (node.Workflow is null || TryOpenWorkflow(item, node)) ExecuteBody(item, node.Root);
    }

    /// <summary>A workflow used as an activity has inputs of its own, seen from around it, and its variables.</summary>
    private bool TryOpenWorkflow(PlanItem item, CompositeNode node)
    {
        if (!TryInputs(item, node.Inputs, out var inputs)) return false;
        Raise(new VariablesSet(Case, item.Ordinal, Value.OfMap(node.InitialVariables.With(CaseActivation.WorkflowInputs, Value.OfMap(inputs)))));
        return true;
    }

    private void ExecuteSetOutput(PlanItem item, SetOutputNode node)
    {
        if (!TryText(item, node.OutputName, "OutputName", true, out var name) || !TryEvaluate(item, node.OutputValue, "OutputValue", out var value)) return;
        if (CompositeAround(item, name) is { } composite) Capture(composite, NodeOf(composite), name, value);
        else SetOutput(item, name, value);
        Complete(item);
    }

    private void SetOutput(PlanItem item, string name, in Value value)
    {
        Raise(new OutputSet(Case, item.Ordinal, name, value));
        conditionsMayHaveChanged = true;
    }
}
