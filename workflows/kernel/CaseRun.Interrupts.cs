using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    /// <summary>An item with <c>interrupts</c> starts: the named siblings rest until it ends (R53).</summary>
    private void Interrupt(PlanItem item)
    {
        var interrupts = NodeOf(item).Control.Interrupts;
        if (interrupts.IsEmpty) return;
        foreach (var other in Siblings(item))
            if (interrupts.Contains(other.Node) && !other.Ended && other.State is not (ItemState.Suspended or ItemState.Failed))
                Suspend(other, new Rule(RuleKind.Interrupt, item.Node));
    }

    /// <summary>The named siblings go on where they were, unless another item still interrupts them (R54).</summary>
    private void EndInterruption(PlanItem item)
    {
        var interrupts = NodeOf(item).Control.Interrupts;
        if (!interrupts.IsEmpty) EndInterruption(item, interrupts);
    }

    private void EndInterruption(PlanItem item, ImmutableArray<string> interrupts)
    {
        if (ParentOf(item) is not { State: ItemState.Active }) return; // they go on with their container (R55)
        foreach (var other in Siblings(item))
            if (other is { State: ItemState.Suspended, Interrupted: true } && interrupts.Contains(other.Node) && !IsInterrupted(other)) Resume(other, new Rule(RuleKind.Interrupt, item.Node));
    }

    private bool IsInterrupted(PlanItem item) => Siblings(item).Any(other => IsUnderWay(other) && NodeOf(other).Control.Interrupts.Contains(item.Node));

    /// <summary>It has started and not ended, though it may rest itself, or wait for a person after a failure.</summary>
    private static bool IsUnderWay(PlanItem item) => item.State is ItemState.Active or ItemState.Failed || item is { State: ItemState.Suspended, Before: ItemState.Active };

    private List<PlanItem> Siblings(PlanItem item)
    {
        List<PlanItem> siblings = [];
        foreach (var other in state.Items.ChildrenOf(item.Parent))
            if (other != item) siblings.Add(other);
        return siblings;
    }

    /// <summary>The item itself, then what is below it.</summary>
    private void Suspend(PlanItem item, Rule rule)
    {
        Move(item, item.State == ItemState.Active || IsListener(item) ? ItemTransition.Suspend : ItemTransition.ParentSuspend, rule);
        SuspendChildren(item);
    }

    private void SuspendChildren(PlanItem item)
    {
        foreach (var child in OpenChildrenOf(item))
        {
            if (child.Ended || child.State is ItemState.Suspended or ItemState.Failed) continue;
            Move(child, IsListener(child) ? ItemTransition.Suspend : ItemTransition.ParentSuspend, Rule.Cascade);
            SuspendChildren(child);
        }
    }

    /// <summary>Children that a person had suspended, or an interruption that is not over, stay so. What fell due meanwhile fires now (R51), what was satisfied meanwhile enters now (R55).</summary>
    private void Resume(PlanItem item, Rule rule)
    {
        Move(item, IsListener(item) || item.Before == ItemState.Active ? ItemTransition.Resume : ItemTransition.ParentResume, rule);
        GoOn(item);
        ResumeChildren(item);
    }

    private void ResumeChildren(PlanItem item)
    {
        foreach (var child in OpenChildrenOf(item))
        {
            if (child.State != ItemState.Suspended || !(child.ByParent || (child.Interrupted && !IsInterrupted(child)))) continue;
            Move(child, IsListener(child) ? ItemTransition.Resume : ItemTransition.ParentResume, Rule.Cascade);
            GoOn(child);
            ResumeChildren(child);
        }
    }

    private void GoOn(PlanItem item)
    {
        if (MeetsExit(item)) return;
        if (item.Overdue)
        {
            Raise(new TimerEnded(Case, item.Ordinal, true));
            Fire(item);
        }
        else if (HasNotBegun(item) && !WillBegin(item)) agenda.Enqueue(new Work(item, null));
        else if (item.State == ItemState.Available)
        {
            foreach (var sentry in NodeOf(item).Control.Entry)
                if (sentry.Parts > 0 && TryEnter(item, sentry)) break;
        }
        if (item.State == ItemState.Active && NodeOf(item) is StageNode) Check(item);
    }

    private bool WillBegin(PlanItem item) => agenda.Any(work => work.Item == item && work.Event is null);

    /// <summary>It was started (or, without criteria, created) in the very step in which it was suspended, so that it was never run.</summary>
    private bool HasNotBegun(PlanItem item)
    {
        var node = NodeOf(item);
        if (item.State == ItemState.Available) return node is not (EventNode or UserListenerNode) && (node.Control.Entry.IsEmpty || Occurrences(item) > 0) && item.Due is null && ParentOf(item)?.State == ItemState.Active;
        if (item.State != ItemState.Active) return false;
        return node switch
        {
            EventNode => false, // it hears without having been run
            PlainTaskNode task => !task.Blocking,
            HumanTaskNode => item.Task is null,
            CaseTaskNode or CallWorkflowNode or BulkItemNode => !item.Called,
            DelayNode or TimerNode or StartAtNode or CronNode => item.Due is null,
            WhileNode => !HasOpenChildren(item),
            StageNode or { Children.IsEmpty: false } => HasNoChildren(item),
            _ => true,
        };
    }

    private bool HasNoChildren(PlanItem item)
    {
        foreach (var _ in state.Items.ChildrenOf(item.Ordinal)) return false;
        return true;
    }
}
