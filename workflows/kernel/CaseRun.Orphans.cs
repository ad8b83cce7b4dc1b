using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Flowable's choice (D8): a listener for which nothing waits any more is ended, so that it holds up nothing.</summary>
internal sealed partial class CaseRun
{
    private static readonly Rule Orphaned = new(RuleKind.Structure, "orphan");

    /// <summary>Ends one of them; false: there is none.</summary>
    private bool EndOrphans()
    {
        foreach (var item in state.Items)
        {
            if (item.State != ItemState.Available || NodeOf(item) is not (UserListenerNode or TimerListenerNode) || !IsOrphan(item)) continue;
            Exit(item, ItemTransition.Terminate, Orphaned);
            if (ParentOf(item) is { } stage) Check(stage);
            return true;
        }
        return false;
    }

    private bool IsOrphan(PlanItem listener)
    {
        if (!plan.Listeners.TryGetValue(new OnPartPlan(listener.Node, ItemTransition.Occur), out var waiting)) return false;
        foreach (var part in waiting)
            if (MayWait(part.Node, part.Exit)) return false;
        return true;
    }

    /// <summary>An instance waits, or one may still come.</summary>
    private bool MayWait(PlanNode node, bool exit)
    {
        var any = false;
        foreach (var item in state.Items)
        {
            if (item.Node != node.Id) continue;
            any = true;
            if (exit ? !item.Ended : item.State == ItemState.Available) return true;
        }
        return !any || MayComeAgain(node);
    }

    /// <summary>A stage around it that is yet to be entered (again) would make a new instance.</summary>
    private bool MayComeAgain(PlanNode node)
    {
        for (var around = plan.Parents.GetValueOrDefault(node.Id); around is not null; around = plan.Parents.GetValueOrDefault(around.Id))
            foreach (var item in state.Items)
                if (item.Node == around.Id && item.State is ItemState.Available or ItemState.Enabled) return true;
        return false;
    }
}
