using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Human tasks: offered, escalated while nobody does them, and seen by more than one pair of eyes where the journey asks for it.</summary>
internal sealed partial class CaseRun
{
    private void ExecuteHumanTask(PlanItem item, HumanTaskNode node)
    {
        if (!node.Blocking)
        {
            Complete(item);
            return;
        }
        if (!TryText(item, node.Role, "Role", true, out var role) || !TryText(item, node.Title, "Title", true, out var title)
            || !TryOptionalTime(item, node.Due, "Due", out var due)) return;
        Raise(new TaskOffered(Case, item.Ordinal, role, title, due, node.Outcomes.IsEmpty ? Done : node.Outcomes) { Priority = node.Priority });
        if (node.Assignee is { } assignee && TryText(item, assignee, "Assignee", false, out var person) && person.Length > 0)
            Raise(new TaskAssigned(Case, item.Ordinal, person, Because(item)));
        if (!node.Escalation.IsEmpty) AwaitEscalation(item, node, due ?? host.At);
    }

    /// <summary>Sets the timer of the next step, which counts from a moment; a moment that has passed counts at once.</summary>
    private void AwaitEscalation(PlanItem item, HumanTaskNode node, DateTimeOffset from)
    {
        var step = item.Task!.Marks?.Escalations ?? 0;
        if (step >= node.Escalation.Length || !TryEvaluate(item, node.Escalation[step].After, "After", out var after)) return;
        if (!after.IsNull && !Coerce.TryTime(after, from, out from))
            Fault(item, $"Failed to evaluate activity input 'After': '{after.ToText()}' is no duration.");
        else if (from <= host.At) Escalate(item);
        else Raise(new TimerSet(Case, item.Ordinal, Coerce.ToMicroseconds(from)));
    }

    private void Escalate(PlanItem item)
    {
        if (NodeOf(item) is not HumanTaskNode node || item.State != ItemState.Active || item.Task is not { Status: not "done" } task) return;
        var number = (task.Marks?.Escalations ?? 0) + 1;
        if (number > node.Escalation.Length) return;
        var step = node.Escalation[number - 1];
        if (!TryName(item, step.Role, "Role", out var role) || !TryName(item, step.Assignee, "Assignee", out var assignee)) return;
        Raise(new TaskEscalated(Case, item.Ordinal, number, role, assignee, step.Priority ?? task.Marks?.Priority ?? 0, Rule.Timer));
        conditionsMayHaveChanged = true;
        if (step.Starts is { } beside && ParentOf(item) is { } stage) StartBeside(plan.Nodes[beside], stage, new Rule(RuleKind.Timer, item.Node));
        AwaitEscalation(item, node, host.At);
    }

    private bool TryName(PlanItem item, PlanInput? input, string what, out string? name)
    {
        name = null;
        if (input is null) return true;
        if (!TryText(item, input, what, false, out var text)) return false;
        if (text.Length > 0) name = text;
        return true;
    }

    /// <summary>Starts what is ready, or runs once more what has ended; what is under way goes on as it is.</summary>
    private void StartBeside(PlanNode node, PlanItem stage, Rule rule)
    {
        if (Newest(node, stage) is not { } item || item.Ended) item = CreateChild(node, stage, rule, NextMark(node, stage));
        if (item.State is ItemState.Available or ItemState.Enabled) Start(item, item.State == ItemState.Enabled ? ItemTransition.ManualStart : ItemTransition.Start, rule);
    }

    /// <summary>Why this person can't be the next to answer for the task; null: the person can.</summary>
    private string? SeenBefore(PlanItem item, string? person)
    {
        if (person is null || NodeOf(item) is not HumanTaskNode { FourEyes: { } eyes }) return null;
        if (eyes.Completions > 1 && item.Task?.Marks?.IsSignedBy(person) == true)
            return $"{person} has completed the task already; somebody else must do so as well (four eyes).";
        foreach (var other in eyes.DiffersFrom)
            if (SignersOf(other) is { } marks && marks.IsSignedBy(person)) return $"{person} completed '{other}'; somebody else must complete this task (four eyes).";
        return null;
    }

    /// <summary>Of several instances of a task the newest that somebody has completed.</summary>
    private TaskMarks? SignersOf(string node)
    {
        TaskMarks? marks = null;
        foreach (var item in state.Items)
            if (item.Node == node && item.Task?.Marks is { Signers.IsEmpty: false } signed) marks = signed;
        return marks;
    }

    /// <summary>Notes who answers for the task, where that matters. False: it takes another person.</summary>
    private bool Sign(PlanItem item, Stimulus.CompleteTask request)
    {
        if (!plan.Signed.Contains(item.Node)) return true;
        var needed = (NodeOf(item) as HumanTaskNode)?.FourEyes?.Completions ?? 1;
        var marks = item.Task!.Marks;
        var signers = needed > 1 && marks?.Outcome == request.Outcome ? marks.Signers.Length : 0;
        var last = signers + 1 >= needed;
        Raise(new TaskSigned(Case, item.Ordinal, request.Outcome, request.Data, last, request.Rule));
        return last;
    }
}
