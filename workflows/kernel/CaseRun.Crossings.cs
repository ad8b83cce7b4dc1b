using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Flowable's choice (D12): an on-part to an item in a stage that waits is remembered with that stage, and what satisfies the item starts the stages around it.</summary>
internal sealed partial class CaseRun
{
    /// <summary>Tells stages that wait around the listening node, where no instance of it is there to hear.</summary>
    private void HearAround(OnPartListener listener, int youngest, ref List<(PlanItem Stage, SentryPlan Sentry)>? hit)
    {
        if (plan.Parents.GetValueOrDefault(listener.Node.Id) is not { } home || home == plan.Root) return;
        foreach (var item in state.Items.Of(listener.Node.Id))
            if (!item.Ended) return;
        foreach (var item in state.Items)
        {
            if (item.Ordinal > youngest) break;
            if (item.State != ItemState.Available || NodeOf(item) is not StageNode around || !IsAround(around, listener.Node)) continue;
            Remember(item, listener.Sentry, listener.Part);
            (hit ??= []).Add((item, listener.Sentry));
        }
    }

    private bool IsAround(StageNode stage, PlanNode node)
    {
        for (var around = plan.Parents.GetValueOrDefault(node.Id); around is not null; around = plan.Parents.GetValueOrDefault(around.Id))
            if (around == stage) return true;
        return false;
    }

    private void Remember(PlanItem item, SentryPlan sentry, int part)
    {
        if (!item.OnParts.Contains((sentry.Id, part))) Raise(new OnPartOccurred(Case, item.Ordinal, sentry.Id, part));
    }

    /// <summary>Starts a stage, whatever its own criteria are, because an item in it would enter.</summary>
    private void StartAround(PlanItem stage, SentryPlan sentry)
    {
        if (stage.State == ItemState.Available && ParentOf(stage) is { State: ItemState.Active } && Satisfied(stage, sentry, out var rule)) Start(stage, ItemTransition.Start, rule);
    }

    /// <summary>What a stage remembered for items in it goes to its children: to the item itself, or to the next stage around it.</summary>
    private void HandDown(PlanItem stage, List<PlanItem> children)
    {
        foreach (var child in children)
            foreach (var node in PlanIndex.Descendants(NodeOf(child)))
                foreach (var sentry in node.Control.Entry)
                {
                    var any = false;
                    for (var part = 0; part < sentry.OnParts.Length; part++)
                    {
                        if (!stage.OnParts.Contains((sentry.Id, part))) continue;
                        Remember(child, sentry, part);
                        any = true;
                    }
                    if (!any) continue;
                    if (node.Id == child.Node) TryEnter(child, sentry);
                    else StartAround(child, sentry);
                }
    }
}
