using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Elsa's activities that run other workflows as cases of their own: one, or one for each item (elsa/FORMAT.md, 5.3 of the shared notes).</summary>
internal sealed partial class CaseRun
{
    /// <summary>What all calls for items have in common, kept with the variables of the activity; no expression can name it.</summary>
    private const string BulkWorkflow = "$workflow", BulkInput = "$input", BulkKey = "$key", BulkWaits = "$wait";

    private const string ParentInstanceId = "ParentInstanceId", ChildInstanceId = "ChildInstanceId", ChildOutput = "ChildOutput";

    private static readonly ImmutableArray<string> BulkDone = ["Completed", "Done"];

    private void ExecuteCall(PlanItem item, CallWorkflowNode node)
    {
        if (!TryText(item, node.Workflow, "WorkflowDefinitionId", true, out var workflow) || !TryText(item, node.CorrelationId, "CorrelationId", false, out var correlation)
            || !TryBool(item, node.Wait, "WaitForCompletion", out var waits) || !TryMap(item, node.Input, out var input)) return;
        if (host.WhyNotCall(workflow, 1) is { } problem) Fault(item, problem);
        else CallCase(item, workflow, correlation, input, waits ? CallMode.Wait : node.Executes ? CallMode.Rest : CallMode.Loose);
    }

    private bool TryMap(PlanItem item, PlanInput input, out ValueMap map)
    {
        map = ValueMap.Empty;
        if (!TryEvaluate(item, input, "Input", out var value)) return false;
        if (value.Kind is not (ValueKind.Map or ValueKind.Null))
        {
            Fault(item, $"Failed to evaluate activity input 'Input': a map is needed, not a {value.Kind}.");
            return false;
        }
        map = value.IsNull ? map : value.AsMap();
        return true;
    }

    private void CallCase(PlanItem item, string workflow, string correlation, ValueMap input, CallMode mode)
    {
        var values = input.With(ParentInstanceId, Value.Of(Case.ToString()));
        Raise(new CaseCalled(Case, item.Ordinal, workflow, null, Value.OfMap(values), Because(item)) { CorrelationId = correlation.Length > 0 ? correlation : null, Mode = mode });
        if (mode == CallMode.Loose) Complete(item);
    }

    private void ExecuteBulk(PlanItem item, BulkCallNode node)
    {
        if (!TryText(item, node.Workflow, "WorkflowDefinitionId", true, out var workflow) || !TryText(item, node.ItemKey, "DefaultItemInputKey", true, out var key)
            || !TryBool(item, node.Wait, "WaitForCompletion", out var waits, true) || !TryMap(item, node.Input, out var input) || !TryItems(item, node.Items, node.Call, out var items)) return;
        var list = items.AsList();
        var problem = list.Length > CaseEngine.BulkMax ? $"{list.Length} workflows at once are more than {CaseEngine.BulkMax}; call them in portions." : host.WhyNotCall(workflow, list.Length);
        if (problem is not null)
        {
            Fault(item, problem);
            return;
        }
        var common = new ValueMap.Builder(4).Add(BulkInput, Value.OfMap(input)).Add(BulkKey, Value.Of(key)).Add(BulkWaits, Value.Of(waits)).Add(BulkWorkflow, Value.Of(workflow)).Build();
        Raise(new VariablesSet(Case, item.Ordinal, Value.OfMap(common)));
        for (var i = 0; i < list.Length; i++) StartWith(node.Call, item, Rule.Structure, new ValueMap.Builder(2).Add(CurrentIndex, Value.Of(i)).Add(CurrentValue, list[i]).Build());
    }

    private void StartWith(PlanNode node, PlanItem parent, Rule rule, ValueMap variables)
    {
        var item = Create(node, parent, rule);
        Raise(new VariablesSet(Case, item.Ordinal, Value.OfMap(variables)));
        Start(item, ItemTransition.Start, rule);
    }

    private void ExecuteBulkItem(PlanItem item, BulkItemNode node)
    {
        if (!TryText(item, node.CorrelationId, "CorrelationIdFunction", false, out var correlation)) return;
        var bulk = ParentOf(item)!;
        var workflow = bulk.Variable(BulkWorkflow).AsString();
        if (host.WhyNotCall(workflow, 1) is { } problem)
        {
            Fault(item, problem);
            return;
        }
        var (input, value) = (bulk.Variable(BulkInput).AsMap(), item.Variable(CurrentValue));
        if (value.Kind != ValueKind.Map) input = input.With(bulk.Variable(BulkKey).AsString(), value);
        else foreach (var (name, member) in value.AsMap()) input = input.With(name.ToText(), member);
        CallCase(item, workflow, correlation, input, bulk.Variable(BulkWaits).IsTrue ? CallMode.Wait : CallMode.Loose);
    }

    private void BulkChildEnded(PlanItem bulk)
    {
        if (!HasOpenChildren(bulk)) Complete(bulk, bulk.Variable(BulkWaits).IsTrue ? BulkDone : Done, Rule.Structure);
    }

    /// <summary>The called workflow rests or has ended. One that failed fails the activity that waits for it; when it completes after all, because a person saw to it,
    /// so does the activity.</summary>
    public string? WorkflowCalled(Stimulus.WorkflowCalled called)
    {
        if (state.Item(called.Item) is not { } item) return "There is no such item any more.";
        var failed = item.State == ItemState.Failed;
        if (failed)
        {
            if (MayGoOn(item.Ordinal) is { } refusal) return refusal;
            item = Reopened(item.Ordinal, Rule.Input);
            ResolveIncidents(item, "retried", Rule.Input);
            Move(item, ItemTransition.Reactivate, Rule.Input);
        }
        if (item.State != ItemState.Active) return $"The item is {FactNames.Of(item.State)}.";
        if (ParentOf(item) is { } around && NodeOf(around) is BulkCallNode bulk) EndBulkItem(item, around, bulk, called);
        else if (called is { Waits: true, Status: CaseStatus.Failed }) Fault(item, $"The workflow '{called.Journey}' that was called failed (case {called.Called}): {called.Problem}");
        else
        {
            Capture(item, NodeOf(item), "result", NodeOf(item) is CallWorkflowNode { Executes: true } ? ResultOf(called) : Value.OfMap(called.Outputs));
            Complete(item, Done, Rule.Input);
        }
        if (failed) BeginWhatHasNot();
        return null;
    }

    /// <summary>Elsa's words for how a workflow stands.</summary>
    private static Value ResultOf(Stimulus.WorkflowCalled called)
    {
        var running = called.Status is CaseStatus.Active or CaseStatus.Suspended;
        var detail = called.Status switch { CaseStatus.Completed => "Finished", CaseStatus.Failed => "Faulted", CaseStatus.Terminated or CaseStatus.Closed => "Cancelled", _ => "Suspended" };
        return Value.OfMap(new ValueMap.Builder(4).Add("Output", Value.OfMap(called.Outputs)).Add("Status", Value.Of(running ? "Running" : "Finished"))
            .Add("SubStatus", Value.Of(detail)).Add("WorkflowInstanceId", Value.Of(called.Called.ToString())).Build());
    }

    /// <summary>A case of many has ended: what is to be done for each is done, whatever became of the others. That one failed is seen at that case, and by its port.</summary>
    private void EndBulkItem(PlanItem item, PlanItem around, BulkCallNode bulk, Stimulus.WorkflowCalled called)
    {
        var port = called.Status switch { CaseStatus.Completed => bulk.ChildCompleted, CaseStatus.Failed => bulk.ChildFaulted, _ => null };
        if (port is not null)
            StartWith(port, around, Rule.Input, item.Variables.With(ChildInstanceId, Value.Of(called.Called.ToString())).With(ChildOutput, Value.OfMap(called.Outputs)));
        if (called.Status == CaseStatus.Completed) Complete(item, Done, Rule.Input);
        else Terminate(item, Rule.Input);
    }
}
