using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    private const string CurrentValue = "CurrentValue", CurrentIndex = "CurrentIndex";

    /// <summary>What a loop goes through, kept with its variables; no expression can name it.</summary>
    private const string LoopItems = "$items", LoopStep = "$step", LoopEnd = "$end";

    private void ExecuteWhile(PlanItem item, WhileNode node)
    {
        if (!TryBool(item, node.Condition, "Condition", out var holds)) return;
        if (!holds) Complete(item, Done, ConditionRule(item, node.Condition));
        else if (node.Body is { } body) Schedule(body, item, ConditionRule(item, node.Condition));
        else agenda.Enqueue(new Work(item, null));
    }

    private void ExecuteFor(PlanItem item, ForNode node)
    {
        if (!TryInteger(item, node.Start, "Start", 0, out var start) || !TryInteger(item, node.End, "End", 0, out var end)
            || !TryInteger(item, node.Step, "Step", 1, out var step) || !TryBool(item, node.OuterBoundInclusive, "OuterBoundInclusive", out var inclusive, true)) return;
        if (!inclusive) end -= Math.Sign(step);
        var values = new ValueMap.Builder().Add(LoopStep, Value.Of(step)).Add(LoopEnd, Value.Of(end)).Build();
        Raise(new VariablesSet(Case, item.Ordinal, Value.OfMap(values)));
        GoThrough(item, node, start);
    }

    private void NextOfFor(PlanItem item, ForNode node)
    {
        var current = item.Variable(CurrentValue);
        GoThrough(item, node, current.Kind == ValueKind.Int ? current.AsInt() + item.Variable(LoopStep).AsInt() : 0);
    }

    private void GoThrough(PlanItem item, ForNode node, long value)
    {
        var (step, end) = (item.Variable(LoopStep).AsInt(), item.Variable(LoopEnd).AsInt());
        if (step < 0 ? value < end : value > end)
        {
            Complete(item);
            return;
        }
        if (node.Body is not { } body) return; // as in Elsa: without a body it never completes
        Raise(new VariableSet(Case, item.Ordinal, CurrentValue, Value.Of(value)));
        Capture(item, node, "currentValue", Value.Of(value));
        Schedule(body, item, Rule.Structure);
    }

    private void ExecuteForEach(PlanItem item, ForEachNode node)
    {
        if (!TryItems(item, node.Items, node.Body, out var items)) return;
        Raise(new VariableSet(Case, item.Ordinal, LoopItems, items));
        BodyOf(item, node, 0);
    }

    /// <summary>False when there is nothing to go through (the loop is done then), or no list (it has an incident).</summary>
    private bool TryItems(PlanItem item, PlanInput input, PlanNode? body, out Value items)
    {
        if (!TryEvaluate(item, input, "Items", out items)) return false;
        if (items.Kind is not (ValueKind.List or ValueKind.Null))
            Fault(item, $"Failed to evaluate activity input 'Items': a list is needed, not a {items.Kind}.");
        else if (items.IsNull || items.AsList().IsEmpty || body is null)
            Complete(item);
        else return true;
        return false;
    }

    private void ExecuteParallelForEach(PlanItem item, ParallelForEachNode node)
    {
        if (!TryItems(item, node.Items, node.Body, out var items)) return;
        var list = items.AsList();
        if (list.Length > CaseEngine.StepsMax)
        {
            Fault(item, $"Failed to evaluate activity input 'Items': {list.Length} items at the same time are more than {CaseEngine.StepsMax}.");
            return;
        }
        for (var i = 0; i < list.Length; i++)
        {
            var body = Create(node.Body!, item, Rule.Structure);
            Raise(new VariablesSet(Case, body.Ordinal, Value.OfMap(new ValueMap.Builder(2).Add(CurrentIndex, Value.Of(i)).Add(CurrentValue, list[i]).Build())));
            Start(body, ItemTransition.Start, Rule.Structure);
        }
    }

    private void NextOfForEach(PlanItem item, ForEachNode node)
    {
        var next = item.Variable(CurrentIndex).AsInt() + 1;
        if (next < item.Variable(LoopItems).AsList().Length) BodyOf(item, node, (int)next);
        else Complete(item);
    }

    private void BodyOf(PlanItem item, ForEachNode node, int index)
    {
        var value = item.Variable(LoopItems).AsList()[index];
        var values = new ValueMap.Builder().Add(CurrentIndex, Value.Of(index)).Add(CurrentValue, value).Build();
        Raise(new VariablesSet(Case, item.Ordinal, Value.OfMap(values)));
        Capture(item, node, "currentValue", value);
        Schedule(node.Body!, item, Rule.Structure);
    }

    /// <summary>Ends the nearest loop, or, with none above, the outermost sequence, else the flowchart around it.</summary>
    private void ExecuteBreak(PlanItem item)
    {
        var repeats = RepeatsWhenLeft(item);
        Move(item, ItemTransition.Complete, Rule.Structure);
        PlanItem? sequence = null;
        for (var above = ParentOf(item); above is not null; above = ParentOf(above))
        {
            var node = NodeOf(above);
            if (node is WhileNode or ForNode or ForEachNode)
            {
                Complete(above);
                return;
            }
            if (node is SequenceNode) sequence = above;
        }
        if (sequence is not null) Complete(sequence);
        else if (ParentOf(item) is { } parent && NodeOf(parent) is FlowchartNode) Complete(parent);
        else Ended(item, Done, repeats);
    }
}
