using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>What people may do beyond CMMN's tables (docs/actors.md), and planning (R45).</summary>
internal sealed partial class NaiveCase
{
    /// <summary>As if it were done. On the way to Completed it takes the transitions of the tables; what has not begun is not run.</summary>
    private bool Skip(NaiveItem item)
    {
        if (item.Container!.State != ItemState.Active) return false;
        switch (item.State)
        {
            case ItemState.Available when item.IsListener:
                Occur(item);
                return true;
            case ItemState.Available: Move(item, ItemTransition.Start); break;
            case ItemState.Enabled: Move(item, ItemTransition.ManualStart); break;
            case ItemState.Failed: Move(item, ItemTransition.Reactivate); break;
            case ItemState.Active: break;
            default: return false;
        }
        Complete(item);
        return true;
    }

    /// <summary>A new item, as if its criteria were met: what they demand comes after what would end it (R18).</summary>
    private bool Repeat(NaiveItem item)
    {
        if (item.Replaced || !(item.IsOver || item.Node.Control.Repetition is not null) || item.Container!.State != ItemState.Active) return false;
        var next = Create(item.Node, item.Container, NextNumber(item.Node, item.Container));
        if (!TryExitByCondition(next)) Enter(next, null);
        return true;
    }

    /// <summary>A timer begins its count anew.</summary>
    private int NextNumber(PlanNode node, NaiveItem container) => node is TimerListenerNode ? 1
        : items.Where(i => i.Node == node && i.Container == container && !i.Replaced).Select(i => i.Number).DefaultIfEmpty(0).Max() + 1;

    /// <summary>It starts now, whatever its criteria say.</summary>
    private bool MoveTo(PlanNode node, bool alone)
    {
        var around = InModelOrder(plan.Root).Single(n => n.Children.Contains(node));
        var container = items.LastOrDefault(i => i.Node == around && i.State == ItemState.Active);
        if (Status != CaseStatus.Active || container is null || node is MilestoneNode or UserListenerNode or TimerListenerNode or EventNode) return false;
        var item = items.LastOrDefault(i => i.Node == node && i.Container == container && !i.Replaced);
        if (item is not null && !item.IsOver && item.State is not (ItemState.Available or ItemState.Enabled)) return false;
        if (alone) EndUnderWay(container);
        item = items.LastOrDefault(i => i.Node == node && i.Container == container && !i.Replaced);
        if (item is null || item.IsOver) item = Create(node, container, NextNumber(node, container));
        if (item.State is ItemState.Available or ItemState.Enabled) Begin(item, item.State == ItemState.Enabled ? ItemTransition.ManualStart : ItemTransition.Start, null);
        return true;
    }

    /// <summary>Nothing repeats because of it. What rests exits: the tables do not know how to terminate it (R3).</summary>
    private void EndUnderWay(NaiveItem container)
    {
        foreach (var other in items.Where(i => i.Container == container && !i.IsOver).ToList())
        {
            if (other.IsOver || !other.IsUnderWay) continue;
            End(other, other.State == ItemState.Suspended ? ItemTransition.Exit : ItemTransition.Terminate, null);
            LetGoOn(other);
        }
        toCheck.Add(container);
    }

    /// <summary>In the oldest instance of its stage in which it is possible.</summary>
    private bool Plan(PlanNode node)
    {
        if (Status != CaseStatus.Active || items.FirstOrDefault(i => i.Node.Children.Contains(node) && MayBePlanned(node, i)) is not { } stage) return false;
        var item = Create(node, stage, 1);
        if (node.Control.Entry.IsEmpty) Enqueue(item);
        return true;
    }

    /// <summary>R45: its stage is active, its rules hold, a task that has the table is open; once in a stage (R26), or again by its rule (R32) when it has ended.</summary>
    private bool MayBePlanned(PlanNode node, NaiveItem stage)
    {
        if (node.Control.Discretionary is not { } planned || stage.State != ItemState.Active) return false;
        var here = items.Where(i => i.Container == stage).ToList();
        var before = here.Where(i => i.Node == node).ToList();
        return planned.Rules.All(rule => IsTrue(rule.Condition!, stage))
            && (planned.HumanTasks.IsEmpty || here.Any(i => planned.HumanTasks.Contains(i.Node.Id) && i.State is ItemState.Available or ItemState.Enabled or ItemState.Active))
            && (before.Count == 0 || (before.All(i => i.IsOver) && Holds(node.Control.Repetition, before[^1], before[^1].Number)));
    }

    /// <summary>A stage that is open only for what its applicability rules allow is looked at when something changed; one that was reopened is not (R71).</summary>
    private void CheckPlanned()
    {
        foreach (var stage in items.Where(i => i is { State: ItemState.Active, Reopened: false, Node: StageNode { AutoComplete: false } }))
            if (stage.Node.Children.Any(child => child.Control.Discretionary is { Rules.IsEmpty: false })) toCheck.Add(stage);
    }
}
