using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>Timers and open tasks: what the new version says in the same words stays as it is, what it says otherwise is computed anew.</summary>
internal sealed partial class MigrationPlanner
{
    /// <summary>What an item's time was computed from, in the old version; null: it has none, or the new version says the same.</summary>
    private Value? WaitBefore(PlanItem item)
    {
        var (old, node) = (from.Nodes[item.Node], to.Nodes[item.Node]);
        var (was, now) = item.Task is not null ? (DueOf(old), DueOf(node)) : (TimeOf(old), TimeOf(node));
        if (was is null || now is null || SameInput(was, now) || (item.Due is null && item.Task is null)) return null;
        return before.Look(was, item);
    }

    private static PlanInput? DueOf(PlanNode node) => (node as HumanTaskNode)?.Due;

    private static PlanInput? TimeOf(PlanNode node) => node switch
    {
        DelayNode delay => delay.TimeSpan,
        TimerNode timer => timer.Interval,
        StartAtNode start => start.DateTime,
        CronNode cron => cron.CronExpression,
        TimerListenerNode listener => listener.Timer,
        _ => null,
    };

    private void GoOnWaiting(PlanItem item, Value? was)
    {
        var (old, node) = (from.Nodes[item.Node], to.Nodes[item.Node]);
        if (item.Task is { Status: not "done" } task) Update(item, task, (HumanTaskNode)old, (HumanTaskNode)node, was);
        else if (was is { } computed && item.Due is { } due) Reschedule(item, node, computed, due);
    }

    private void Reschedule(PlanItem item, PlanNode node, Value was, DateTimeOffset due)
    {
        var value = after.Look(TimeOf(node)!, item);
        if (After(item, node, value) is not { } next)
        {
            Refuse(MigrationCodes.CannotEvaluate, item, $"The time that it waits for in version {to.Version} can't be computed: '{(value.IsError ? value.AsString() : value.ToText())}'.", "Correct the expression of the new version.");
            return;
        }
        var moved = Counted(next, After(item, node, was), due);
        if (moved == due) return;
        Raise(new TimerEnded(state.Id, item.Ordinal, false));
        Raise(new TimerSet(state.Id, item.Ordinal, moved));
        Tell(MigrationCodes.TimerMoved, item, $"It falls due at {Text(moved)} instead of {Text(due)}.", "Nothing has to be done if that is meant.");
    }

    /// <summary>A duration counts from when the wait began, not from the move; a moment is a moment. What has passed falls due now.</summary>
    private DateTimeOffset Counted((DateTimeOffset Time, bool IsSpan) next, (DateTimeOffset Time, bool IsSpan)? was, DateTimeOffset due)
    {
        var time = next.IsSpan && was is (var old, true) ? due + (next.Time - old) : next.Time;
        return Coerce.ToMicroseconds(time > host.At ? time : host.At);
    }

    /// <summary>When a time is, counted from now, and whether it is a duration; null: it is none.</summary>
    private (DateTimeOffset Time, bool IsSpan)? After(PlanItem item, PlanNode node, in Value value)
    {
        if (value.IsError) return null;
        if (node is CronNode)
            return CronSchedule.TryParse(value.ToText(), out var schedule, out _) && schedule.Next(host.At, host.TimeZone ?? to.TimeZone) is { } occurrence ? (occurrence, false) : null;
        if (node is TimerListenerNode && value.Kind == ValueKind.String && IsoTimer.TryParse(value.AsString(), out var timer))
        {
            var first = CaseRun.IsFirst(item);
            return timer.After(host.At, first) is { } time ? (time, timer.Every is not null && (timer.Start is null || !first)) : null;
        }
        return AfterNow(value);
    }

    private (DateTimeOffset Time, bool IsSpan)? AfterNow(in Value value) =>
        Coerce.TryTime(value, host.At, out var moment) ? (moment, Coerce.TrySpan(value, out _)) : null;

    /// <summary>Whoever has the task keeps it; only its words change.</summary>
    private void Update(PlanItem item, TaskState task, HumanTaskNode old, HumanTaskNode node, Value? was)
    {
        var role = SameInput(old.Role, node.Role) ? task.Role : TextOf(item, node.Role, "role");
        var title = SameInput(old.Title, node.Title) ? task.Title : TextOf(item, node.Title, "title");
        if (role is null || title is null || !TryDue(item, task, node, was, out var due)) return;
        var outcomes = node.Outcomes.IsEmpty ? ImmutableArray.Create("Done") : node.Outcomes;
        if (role == task.Role && title == task.Title && due == task.Due && outcomes.SequenceEqual(task.Outcomes)) return;
        Raise(new TaskUpdated(state.Id, item.Ordinal, role, title, due, outcomes, rule));
        Tell(MigrationCodes.TaskChanged, item, $"Its task is {(task.Assignee is null ? "open" : "claimed")} and is asked for in other words now.", "Tell whoever has it, if that matters.");
    }

    private bool TryDue(PlanItem item, TaskState task, HumanTaskNode node, Value? was, out DateTimeOffset? due)
    {
        due = task.Due;
        if (was is not { } computed) return true;
        var value = after.Look(node.Due, item);
        if (value.IsNull || value is { Kind: ValueKind.String } && value.AsString().Length == 0) due = null;
        else if (!value.IsError && AfterNow(value) is var (time, isSpan))
            due = Coerce.ToMicroseconds(isSpan && task.Due is { } set && AfterNow(computed) is (var old, true) ? set + (time - old) : time);
        else return Refuse(MigrationCodes.CannotEvaluate, item, $"The due time of its task in version {to.Version} can't be computed: '{(value.IsError ? value.AsString() : value.ToText())}'.", "Correct the expression of the new version.");
        return true;
    }

    /// <summary>Null, and a conflict, where it can't be computed.</summary>
    private string? TextOf(PlanItem item, PlanInput input, string what)
    {
        var value = after.Look(input, item);
        if (!value.IsError && value.ToText() is { Length: > 0 } text) return text;
        Refuse(MigrationCodes.CannotEvaluate, item, $"The {what} of its task in version {to.Version} {(value.IsError ? $"can't be computed: {value.AsString()}" : "is empty")}.", "Correct the expression of the new version.");
        return null;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static bool SameInput(PlanInput one, PlanInput other) =>
        one is PlanInput.Expression first && other is PlanInput.Expression second ? first.Cel.Text == second.Cel.Text : one == other;
}
