using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What only CMMN has: plain tasks, and listeners to time that repeat.</summary>
internal sealed partial class CaseRun
{
    private const string TimerMark = "timer:";

    private void ExecutePlainTask(PlanItem item, PlainTaskNode node)
    {
        if (node.Blocking) return;
        if (node.Value is { } given)
        {
            if (!TryEvaluate(item, given, "Value", out var value)) return;
            if (node is { Result: { } transient, Transient: true }) activation.SetTransient(transient, value);
            else if (node.Result is { } result && state.Item(1) is { } root)
            {
                Raise(new VariableSet(Case, root.Ordinal, result, value));
                conditionsMayHaveChanged = true;
            }
        }
        Complete(item);
    }

    private void ListenToTime(PlanItem item, TimerListenerNode node)
    {
        if (!TryTimer(item, node, out var timer) || timer is null) return;
        if (timer.After(host.At, Occurrences(item) == 0) is not { } due) Fault(item, "Failed to evaluate activity input 'Timer': it lies beyond the calendar.");
        else if (due <= host.At) Fire(item);
        else Raise(new TimerSet(Case, item.Ordinal, Coerce.ToMicroseconds(due)));
    }

    private bool TryTimer(PlanItem item, TimerListenerNode node, out IsoTimer? timer)
    {
        timer = null;
        if (!TryEvaluate(item, node.Timer, "Timer", out var value)) return false;
        if (value.Kind == ValueKind.Timestamp) timer = new IsoTimer(1, value.AsTimestamp(), null);
        else if (value.Kind == ValueKind.String && IsoTimer.TryParse(value.AsString(), out var read)) timer = read;
        else if (Coerce.TryTime(value, host.At, out var moment)) timer = new IsoTimer(1, moment, null);
        if (timer is not null) return true;
        Fault(item, $"Failed to evaluate activity input 'Timer': '{value.ToText()}' is neither a time nor a duration nor a repeating interval of ISO 8601.");
        return false;
    }

    /// <summary>A repeating interval goes on with another item, until it occurred as often as it says (R50).</summary>
    private void RepeatInTime(PlanItem item, TimerListenerNode node, PlanItem stage)
    {
        if (item.State != ItemState.Completed || stage.State != ItemState.Active || !TryTimer(item, node, out var timer)) return;
        var occurred = Occurrences(item) + 1;
        if (timer!.Every is null || (timer.Times is { } times && occurred >= times)) return;
        agenda.Enqueue(new Work(CreateChild(node, stage, new Rule(RuleKind.Condition, "repetition"), TimerMark + occurred), null));
    }

    private static int Occurrences(PlanItem item) =>
        item.Mark is { } mark && mark.StartsWith(TimerMark, StringComparison.Ordinal) ? int.Parse(mark.AsSpan(TimerMark.Length), System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>Sets variables of an item, all of them before anything is looked at (R63).</summary>
    public string? SetVariables(Stimulus.SetVariables request)
    {
        if (state.Item(request.Item) is not { Ended: false } item) return "There is no such item any more.";
        Raise(new VariablesSet(Case, item.Ordinal, Value.OfMap(request.Values)));
        conditionsMayHaveChanged = true;
        return null;
    }
}
