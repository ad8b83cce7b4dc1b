using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    /// <summary>Runs an item that has just started (or a loop that goes round).</summary>
    private void Execute(PlanItem item)
    {
        var node = NodeOf(item);
        if (node.Variables.Length > 0 && item.Parent != 0 && node is not CompositeNode { Workflow: not null } && !item.TryGetVariable(node.Variables[0].Name, out _)) OpenScope(item, node);
        switch (node)
        {
            case StageNode stage: ExecuteStage(item, stage); break;
            case SequenceNode sequence: NextInSequence(item, sequence, 0); break;
            case ParallelNode parallel: ExecuteAll(item, parallel.Activities); break;
            case ForkNode fork: ExecuteAll(item, fork.Branches); break;
            case IfNode choice: ExecuteIf(item, choice); break;
            case SwitchNode choice: ExecuteSwitch(item, choice); break;
            case WhileNode loop: ExecuteWhile(item, loop); break;
            case ForNode loop: ExecuteFor(item, loop); break;
            case ForEachNode loop: ExecuteForEach(item, loop); break;
            case ParallelForEachNode loop: ExecuteParallelForEach(item, loop); break;
            case WrapperNode wrapper: ExecuteBody(item, wrapper.Body); break;
            case CompositeNode composite: ExecuteComposite(item, composite); break;
            case StateMachineNode machine: ExecuteStateMachine(item, machine); break;
            case FlowchartNode flowchart: ExecuteFlowchart(item, flowchart); break;
            case EventNode waiting: ExecuteEvent(item, waiting); break;
            case DelayNode or TimerNode or StartAtNode or CronNode: Wait(item, node); break;
            case HumanTaskNode task: ExecuteHumanTask(item, task); break;
            case PlainTaskNode task: ExecutePlainTask(item, task); break;
            case CaseTaskNode task: ExecuteCaseTask(item, task); break;
            case CallWorkflowNode call: ExecuteCall(item, call); break;
            case BulkCallNode bulk: ExecuteBulk(item, bulk); break;
            case BulkItemNode call: ExecuteBulkItem(item, call); break;
            case DecisionNode decision: ExecuteTable(item, decision); break;
            default: ExecuteSimple(item, node); break;
        }
    }

    /// <summary>Activities that are done in one step.</summary>
    private void ExecuteSimple(PlanItem item, PlanNode node)
    {
        switch (node)
        {
            case StartNode or EndNode: Complete(item); break;
            case FlowJoinNode: ExecuteFlowJoin(item); break;
            case FlowDecisionNode decision: ExecuteDecision(item, decision); break;
            case FlowSwitchNode choice: ExecuteFlowSwitch(item, choice); break;
            case FlowForkNode fork: ExecuteFlowFork(item, fork); break;
            case BreakNode: ExecuteBreak(item); break;
            case FinishNode: EndCase(CaseTransition.Complete, new Rule(RuleKind.Structure, node.Id)); break;
            case CompleteNode complete: ExecuteComplete(item, complete); break;
            case FaultNode fault:
                if (TryText(item, fault.Message, "Message", false, out var message)) Fault(item, message.Length > 0 ? message : "The journey raised a fault.");
                break;
            case UnknownNode unknown: Fault(item, unknown.Reason); break;
            case SetVariableNode set: ExecuteSetVariable(item, set); break;
            case SetOutputNode output: ExecuteSetOutput(item, output); break;
            case SetNameNode name: Label(item, "name", name.Value, "Value"); break;
            case CorrelateNode correlate: Label(item, "correlationId", correlate.CorrelationId, "CorrelationId"); break;
            case WriteLineNode line:
                if (!TryText(item, line.Text, "Text", false, out var text)) break;
                Raise(new LineWritten(Case, item.Ordinal, text));
                Complete(item);
                break;
            default: ExecuteEffect(item, node); break;
        }
    }

    private void ExecuteSetVariable(PlanItem item, SetVariableNode node)
    {
        if (!TryEvaluate(item, node.Value, "Value", out var value)) return;
        if (TrySet(item, node.VariableId, value)) Complete(item);
        else Fault(item, $"Variable '{node.VariableId}' not found.");
    }

    private void Label(PlanItem item, string what, PlanInput input, string name)
    {
        if (!TryText(item, input, name, false, out var value)) return;
        Raise(new CaseLabelled(Case, item.Ordinal, what, value));
        Complete(item);
    }

    private void ExecuteDecision(PlanItem item, FlowDecisionNode node)
    {
        if (TryBool(item, node.Condition, "Condition", out var holds)) Complete(item, [holds ? "True" : "False"], ConditionRule(item, node.Condition));
    }

    private void ExecuteFlowSwitch(PlanItem item, FlowSwitchNode node)
    {
        if (!TryMatch(item, node.Cases, node.MatchAny, out var matches)) return;
        if (matches.Count == 0) Complete(item, ["Default"], Rule.Structure);
        else Complete(item, [.. matches.Select(m => m.Label)], ConditionRule(item, matches[0].Condition));
    }

    private void ExecuteFlowFork(PlanItem item, FlowForkNode node)
    {
        if (!TryEvaluate(item, node.Branches, "Branches", out var branches)) return;
        if (branches.Kind == ValueKind.List) Complete(item, [.. branches.AsList().Select(b => b.ToText())], Rule.Structure);
        else Complete(item, branches.IsNull ? Done : [branches.ToText()], Rule.Structure);
    }
}
