using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>A stage is filled with its children.</summary>
internal sealed partial class CaseRun
{
    /// <summary>An event that is being told: a transition of an item, or, without one, what became of an item of the case file.</summary>
    private sealed record Told(PlanItem? Source, ItemTransition Transition, FilePartPlan? File = null);

    /// <summary>All children come first, then their criteria are looked at in model order, exits before entries (R12, R18), so that a sibling hears another's
    /// first transition (R43). They also hear the event that started the stage (R16).</summary>
    private void ExecuteStage(PlanItem stage, StageNode node)
    {
        var last = state.LastItem + CountOfFirst(node);
        List<PlanItem> children = [];
        foreach (var child in node.Children)
            if (child.Control.Discretionary is null) children.Add(CreateChild(child, stage, Rule.Structure, youngest: last));
        var by = rare?.ActivatedBy?.GetValueOrDefault(stage.Ordinal);
        var hit = by is null ? null : HearInside(stage, by);
        foreach (var child in children) TryExits(child, hit);
        if (by is not null) rare!.Told = by;
        foreach (var child in children)
            if (NodeOf(child).Control.Entry.IsEmpty) Enter(child, Rule.Structure);
            else TryEntries(child, hit);
        if (plan.Dialect == PlanDialect.Flowable && !stage.OnParts.IsEmpty) HandDown(stage, children);
        rare?.Told = null;
        Check(stage);
    }

    /// <summary>How many items come with a container at once: of a stage all but what is planned.</summary>
    private int CountOfFirst(PlanNode node) => plan.IsPlanned ? node.Children.Count(c => c.Control.Discretionary is null) : node.Children.Length;

    private List<(PlanItem Item, SentryPlan Sentry, bool Exit)> HearInside(PlanItem stage, Told heard)
    {
        if (heard is not { Source: { } source }) return HearFile(new FileEvent(heard.File!.Value, int.MaxValue), stage.Ordinal);
        var hit = new List<(PlanItem Item, SentryPlan Sentry, bool Exit)>();
        if (!plan.Listeners.TryGetValue(new OnPartPlan(source.Node, heard.Transition), out var listeners)) return hit;
        steps += listeners.Length;
        foreach (var listener in listeners) Hear(listener, source, int.MaxValue, stage.Ordinal, hit);
        return hit;
    }

    private void TryExits(PlanItem child, List<(PlanItem Item, SentryPlan Sentry, bool Exit)>? hit)
    {
        if (NodeOf(child).Control.Exit.IsEmpty) return;
        if (hit is not null)
            foreach (var (item, sentry, exit) in hit)
                if (exit && item == child) TryExit(child, sentry);
        ExitsByCondition(child);
    }

    private void TryEntries(PlanItem child, List<(PlanItem Item, SentryPlan Sentry, bool Exit)>? hit)
    {
        foreach (var sentry in NodeOf(child).Control.Entry)
            if (sentry is { Parts: 0, Forgetful: false } || (hit is not null && hit.Contains((child, sentry, false)))) TryEnter(child, sentry);
    }

    /// <summary>One of its exit criteria has a condition that holds: it is acted on before the item is entered (R18).</summary>
    private bool ExitsByCondition(PlanItem item)
    {
        foreach (var sentry in NodeOf(item).Control.Exit)
            if (sentry is { IfPart: not null, Forgetful: false } && TryExit(item, sentry)) return true;
        return false;
    }
}
