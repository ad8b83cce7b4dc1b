using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>A stage is filled with its children.</summary>
internal sealed partial class CaseRun
{
    /// <summary>An event that is being acted on.</summary>
    private sealed record Told(PlanItem Source, ItemTransition Transition);

    /// <summary>Why something happened, where on-parts may depend on it.</summary>
    private sealed class Causes
    {
        /// <summary>Items that ended by a criterion, and which (R14).</summary>
        public Dictionary<int, string> ExitedBy { get; } = [];

        /// <summary>Stages that an event started, and which, where on-parts cross borders (R16).</summary>
        public Dictionary<int, Told> ActivatedBy { get; } = [];

        /// <summary>The event for which items are entered at the moment; kept only where on-parts cross borders.</summary>
        public Told? Told { get; set; }
    }

    /// <summary>All children come first, then their criteria are looked at in model order, exits before entries (R12, R18), so that a sibling hears another's
    /// first transition (R43). They also hear the event that started the stage (R16).</summary>
    private void ExecuteStage(PlanItem stage, StageNode node)
    {
        var last = state.LastItem + node.Children.Length;
        List<PlanItem> children = [];
        foreach (var child in node.Children) children.Add(CreateChild(child, stage, Rule.Structure, youngest: last));
        var by = causes?.ActivatedBy.GetValueOrDefault(stage.Ordinal);
        var hit = by is null ? null : HearInside(stage, by);
        foreach (var child in children) TryExits(child, hit);
        causes?.Told = by;
        foreach (var child in children)
            if (NodeOf(child).Control.Entry.IsEmpty) Enter(child, Rule.Structure);
            else TryEntries(child, hit);
        if (plan.Dialect == PlanDialect.Flowable && !stage.OnParts.IsEmpty) HandDown(stage, children);
        causes?.Told = null;
        Check(stage);
    }

    private List<(PlanItem Item, SentryPlan Sentry, bool Exit)> HearInside(PlanItem stage, Told heard)
    {
        var hit = new List<(PlanItem Item, SentryPlan Sentry, bool Exit)>();
        if (!plan.Listeners.TryGetValue(new OnPartPlan(heard.Source.Node, heard.Transition), out var listeners)) return hit;
        steps += listeners.Length;
        foreach (var listener in listeners) Hear(listener, heard.Source, int.MaxValue, stage.Ordinal, hit);
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
            if (sentry is { OnParts.IsEmpty: true, Forgetful: false } || (hit is not null && hit.Contains((child, sentry, false)))) TryEnter(child, sentry);
    }

    /// <summary>One of its exit criteria has a condition that holds: it is acted on before the item is entered (R18).</summary>
    private bool ExitsByCondition(PlanItem item)
    {
        foreach (var sentry in NodeOf(item).Control.Exit)
            if (sentry is { IfPart: not null, Forgetful: false } && TryExit(item, sentry)) return true;
        return false;
    }
}
