using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    /// <summary>A listener of a stage begins to listen; that of the trigger has heard already.</summary>
    private void Listen(PlanItem item)
    {
        var node = NodeOf(item);
        if (node is EventNode && TakeTrigger(node)) Hear(item, node);
        else if (node is TimerListenerNode timer) ListenToTime(item, timer);
        else if (node is not (EventNode or UserListenerNode)) Wait(item, node);
    }

    private bool TakeTrigger(PlanNode node)
    {
        if (trigger != node.Id) return false;
        trigger = null;
        return true;
    }

    private void ExecuteEvent(PlanItem item, EventNode node)
    {
        if (TakeTrigger(node)) Hear(item, node);
    }

    /// <summary>Sets the timer; a time that has passed counts at once.</summary>
    private void Wait(PlanItem item, PlanNode node)
    {
        if (!TryDue(item, node, out var due)) return;
        if (due <= host.At) Fire(item);
        else Raise(new TimerSet(Case, item.Ordinal, Coerce.ToMicroseconds(due)));
    }

    private void Fire(PlanItem item)
    {
        if (item.Task is not null) Escalate(item);
        else if (InStage(item)) Occur(item, Rule.Timer);
        else Complete(item, Done, Rule.Timer);
    }

    private bool TryDue(PlanItem item, PlanNode node, out DateTimeOffset due)
    {
        due = default;
        var (input, name) = node switch
        {
            DelayNode delay => (delay.TimeSpan, "TimeSpan"),
            TimerNode timer => (timer.Interval, "Interval"),
            StartAtNode startAt => (startAt.DateTime, "DateTime"),
            CronNode cron => (cron.CronExpression, "CronExpression"),
            _ => throw new InvalidOperationException($"{node} does not wait for a time."),
        };
        if (!TryEvaluate(item, input, name, out var value)) return false;
        if (node is CronNode && value.Kind == ValueKind.String) return TryCron(item, value.AsString(), out due);
        if (Coerce.TryTime(value, host.At, out due)) return true;
        Fault(item, $"Failed to evaluate activity input '{name}': '{value.ToText()}' is no {(node is StartAtNode ? "time" : "duration")}.");
        return false;
    }

    private bool TryCron(PlanItem item, string text, out DateTimeOffset due)
    {
        due = default;
        if (!CronSchedule.TryParse(text, out var schedule, out var problem))
        {
            Fault(item, $"Failed to evaluate activity input 'CronExpression': {problem}");
            return false;
        }
        if (schedule.Next(host.At, host.TimeZone ?? plan.TimeZone) is not { } next)
        {
            Fault(item, $"The cron expression '{text}' never falls due.");
            return false;
        }
        due = next;
        return true;
    }

    /// <summary>All that listen at the moment of the signal hear it, in order of their ordinals.</summary>
    public bool Signal(string eventType)
    {
        List<PlanItem>? hearing = null;
        foreach (var item in state.Items.Values)
            if (Listens(item, eventType)) (hearing ??= []).Add(item);
        if (hearing is null) return false;
        foreach (var item in hearing)
            if (IsWaiting(item)) Hear(item, NodeOf(item));
        return true;
    }

    private bool Listens(PlanItem item, string eventType)
    {
        if (item.State is not (ItemState.Active or ItemState.Available) || NodeOf(item) is not EventNode node || !IsWaiting(item)) return false;
        if (Evaluate(node.EventName, item) is not { Kind: ValueKind.String } name || name.AsString() != eventType) return false;
        return node.Condition is null || Evaluate(node.Condition, item).IsTrue;
    }

    private bool IsWaiting(PlanItem item) => InStage(item)
        ? item.State == ItemState.Available && (item.Entered || NodeOf(item).Control.Entry.IsEmpty) && ParentOf(item)!.State == ItemState.Active
        : item.State == ItemState.Active;

    private void Hear(PlanItem item, PlanNode node)
    {
        var condition = (node as EventNode)?.Condition;
        var rule = condition is null ? Rule.Input : new Rule(RuleKind.Input, node.Id, ReadsOf(condition, item));
        Capture(item, node, "result", host.Signal.Kind == ValueKind.Map ? host.Signal.AsMap()["data"] : Value.Null);
        if (InStage(item)) Occur(item, rule);
        else Complete(item, Done, rule);
    }

    /// <summary>The item's timer fell due. One that rests is remembered and fires when it goes on (R51).</summary>
    public bool TimerDue(int ordinal)
    {
        if (state.Item(ordinal) is not { Due: not null } item) return false;
        Raise(new TimerEnded(Case, ordinal, true));
        if (item.State != ItemState.Suspended) Fire(item);
        return true;
    }
}
