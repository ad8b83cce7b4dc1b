using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    /// <summary>A child of a container other than a stage ended. <paramref name="outcomes"/> is empty when it was ended before its time.</summary>
    private void ChildEnded(PlanItem parent, PlanItem child, ImmutableArray<string> outcomes)
    {
        var node = NodeOf(parent);
        var childNode = NodeOf(child);
        if (childNode is EndNode && node is SequenceNode or FlowchartNode)
        {
            Complete(parent);
            return;
        }
        switch (node)
        {
            case SequenceNode sequence: NextInSequence(parent, sequence, IndexOf(sequence.Activities, childNode) + 1); break;
            case ForkNode { WaitAny: true }: Complete(parent); break;
            case IfNode: Complete(parent); break;
            case ParallelNode or ForkNode or SwitchNode or ParallelForEachNode:
                if (!HasOpenChildren(parent)) Complete(parent);
                break;
            case WrapperNode or CompositeNode: Complete(parent); break;
            case StateMachineNode machine: StateChildEnded(parent, machine, child); break;
            case BulkCallNode: BulkChildEnded(parent); break;
            case WhileNode loop: agenda.Enqueue(new Work(parent, null)); break;
            case ForNode loop: NextOfFor(parent, loop); break;
            case ForEachNode loop: NextOfForEach(parent, loop); break;
            case FlowchartNode flowchart: FlowEnded(parent, flowchart, child, outcomes); break;
            default: throw new InvalidOperationException($"{node} has no children.");
        }
    }

    private static int IndexOf(ImmutableArray<PlanNode> nodes, PlanNode node)
    {
        for (var i = 0; i < nodes.Length; i++)
            if (ReferenceEquals(nodes[i], node)) return i;
        return -1;
    }

    private bool HasOpenChildren(PlanItem parent)
    {
        foreach (var item in state.Items.ChildrenOf(parent.Ordinal))
            if (!item.Ended) return true;
        return false;
    }

    private void NextInSequence(PlanItem item, SequenceNode node, int index)
    {
        if (index >= node.Activities.Length) Complete(item);
        else Schedule(node.Activities[index], item, Rule.Structure);
    }

    private void ExecuteAll(PlanItem item, ImmutableArray<PlanNode> branches)
    {
        foreach (var branch in branches) Schedule(branch, item, Rule.Structure);
        if (branches.IsEmpty) Complete(item);
    }

    private void ExecuteBody(PlanItem item, PlanNode? body)
    {
        if (body is null) Complete(item);
        else Schedule(body, item, Rule.Structure);
    }

    private void ExecuteIf(PlanItem item, IfNode node)
    {
        if (!TryBool(item, node.Condition, "Condition", out var holds)) return;
        Capture(item, node, "result", Value.Of(holds));
        if ((holds ? node.Then : node.Else) is { } branch) Schedule(branch, item, ConditionRule(item, node.Condition));
        else Complete(item, Done, ConditionRule(item, node.Condition));
    }

    private void ExecuteSwitch(PlanItem item, SwitchNode node)
    {
        if (!TryMatch(item, node.Cases, node.MatchAny, out var matches)) return;
        if (matches.Count == 0)
        {
            if (node.Default is { } otherwise) Schedule(otherwise, item, Rule.Structure);
            else Complete(item);
            return;
        }
        var scheduled = false;
        foreach (var match in matches)
        {
            if (match.Activity is null) continue;
            Schedule(match.Activity, item, ConditionRule(item, match.Condition));
            scheduled = true;
        }
        if (!scheduled) Complete(item);
    }

    /// <summary>False when a condition failed: the item has an incident then.</summary>
    private bool TryMatch(PlanItem item, ImmutableArray<SwitchCasePlan> cases, bool any, out List<SwitchCasePlan> matches)
    {
        matches = [];
        foreach (var one in cases)
        {
            if (!TryBool(item, one.Condition, one.Label, out var holds)) return false;
            if (!holds) continue;
            matches.Add(one);
            if (!any) break;
        }
        return true;
    }
}
