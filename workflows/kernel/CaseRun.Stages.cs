using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    private PlanItem CreateChild(PlanNode node, PlanItem stage, Rule rule, string? mark = null, int youngest = 0)
    {
        steps++;
        return Create(node, stage, rule, Holds(node.Control.Required, stage), mark, youngest: youngest);
    }

    /// <summary>Entry is met: a milestone occurs, a listener begins to listen, work is enabled or starts (R20).</summary>
    private void Enter(PlanItem item, Rule rule)
    {
        if (item.State != ItemState.Available) return;
        var node = NodeOf(item);
        if (node is MilestoneNode) Occur(item, rule);
        else if (IsListener(item)) Listen(item);
        else if (Holds(node.Control.ManualActivation, item)) Move(item, ItemTransition.Enable, rule);
        else Start(item, ItemTransition.Start, rule);
    }

    /// <summary>A rule that is present holds without a condition, or when its condition is true (R35).</summary>
    private bool Holds(RulePlan? rule, PlanItem item) => rule is not null && (rule.Condition is null || Evaluate(rule.Condition, item).IsTrue);

    /// <summary>A transition is told to all sentries that listen to it, exits are acted on before entries (R66).</summary>
    private void Tell(PlanItem source, ItemTransition transition, int youngest)
    {
        if (!plan.Listeners.TryGetValue(new OnPartPlan(source.Node, transition), out var listeners)) return;
        steps += listeners.Length;
        var hit = new List<(PlanItem Item, SentryPlan Sentry, bool Exit)>(listeners.Length);
        List<(PlanItem Stage, SentryPlan Sentry)>? around = null;
        foreach (var listener in listeners)
        {
            Hear(listener, source, youngest, 0, hit);
            if (plan is { Dialect: PlanDialect.Flowable, Crosses: true } && !listener.Exit) HearAround(listener, youngest, ref around);
        }
        ActOn(hit, plan.Crosses ? new Told(source, transition) : null, around);
    }

    private void ActOn(List<(PlanItem Item, SentryPlan Sentry, bool Exit)> hit, Told? told = null, List<(PlanItem Stage, SentryPlan Sentry)>? around = null)
    {
        foreach (var (item, sentry, exit) in hit)
            if (exit) TryExit(item, sentry);
        if (told is not null) (rare ??= new()).Told = told;
        foreach (var (item, sentry, exit) in hit)
            if (!exit) TryEnter(item, sentry);
        if (around is not null)
            foreach (var (stage, sentry) in around) StartAround(stage, sentry);
        rare?.Told = null;
    }

    /// <summary>Tells items of the listening node that are older than the event; in the source's own container only its siblings (R15, R69).</summary>
    /// <param name="youngest">Ordinal of the last item that is old enough.</param>
    /// <param name="within">Only items in this container; 0: in any.</param>
    private void Hear(OnPartListener listener, PlanItem source, int youngest, int within, List<(PlanItem Item, SentryPlan Sentry, bool Exit)> hit)
    {
        if (listener.Sentry.OnParts[listener.Part].Via is { } wanted && wanted != rare?.ExitedBy?.GetValueOrDefault(source.Ordinal)) return;
        var siblings = plan.Parents.TryGetValue(listener.Node.Id, out var container) && plan.Parents.TryGetValue(source.Node, out var home) && container.Id == home.Id;
        foreach (var item in siblings ? state.Items.Of(listener.Node.Id, source.Parent) : state.Items.Of(listener.Node.Id))
        {
            if (item.Ordinal > youngest) break;
            if (!item.Ended && (within == 0 || item.Parent == within)) Hear(item, listener, hit);
        }
    }

    private void Hear(PlanItem item, OnPartListener listener, List<(PlanItem Item, SentryPlan Sentry, bool Exit)> hit)
    {
        Remember(item, listener.Sentry, listener.Part);
        hit.Add((item, listener.Sentry, listener.Exit));
    }

    private bool Satisfied(PlanItem item, SentryPlan sentry, out Rule rule)
    {
        rule = Rule.Structure;
        for (var part = 0; part < sentry.Parts; part++)
            if (!item.OnParts.Contains((sentry.Id, part))) return false;
        if (sentry.IfPart is null)
        {
            rule = sentry.Rule;
            return true;
        }
        if (!Evaluate(sentry.IfPart, item).IsTrue) return false;
        rule = new Rule(RuleKind.Sentry, sentry.Id, ReadsOf(sentry.IfPart, item));
        return true;
    }

    private bool TryExit(PlanItem item, SentryPlan sentry)
    {
        if (item.Ended || !IsEndedBy(item, sentry.Ends) || IsParked(item) || HasEndedCase(item, sentry) || !Satisfied(item, sentry, out var rule)) return false;
        Raise(new SentryFired(Case, item.Ordinal, sentry.Id, rule));
        if (item.Parent == 0)
        {
            EndCase(CaseTransition.Terminate, rule);
            return true;
        }
        var repeats = plan.Dialect == PlanDialect.Flowable && RepeatsAfterExit(item, sentry);
        Exit(item, ItemTransition.Exit, rule);
        EndInterruption(item);
        if (ParentOf(item) is not { } parent) return true;
        if (repeats && parent.State == ItemState.Active && Repeat(item, parent) is var next && NodeOf(next).Control.Entry.IsEmpty) agenda.Enqueue(new Work(next, null));
        if (NodeOf(parent) is StageNode) Check(parent);
        else ChildEnded(parent, item, []); // the case plan of a workflow that is used as an activity
        return true;
    }

    /// <summary>A condition alone fires once for an item (R12), and so not again for a case that was re-activated after it.</summary>
    private static bool HasEndedCase(PlanItem item, SentryPlan sentry) => item.Parent == 0 && sentry.Parts == 0 && item.OnParts.Contains((sentry.Id, PlanItem.ConditionPart));

    private static bool IsEndedBy(PlanItem item, ExitScope scope) => scope switch
    {
        ExitScope.Active => item.State == ItemState.Active,
        ExitScope.ActiveAndEnabled => item.State is ItemState.Active or ItemState.Enabled,
        _ => true,
    };

    /// <summary>Flowable's choice: the next one of a repeating item, which waits for its entry, is not ended by the item's own exit criteria.</summary>
    private bool IsParked(PlanItem item) => plan.Dialect == PlanDialect.Flowable && item is { State: ItemState.Available, Number: > 1 } && !NodeOf(item).Control.Entry.IsEmpty;

    /// <summary>Flowable's choice: what its own criterion ends is repeated where the criterion ends active instances only, or where it had not entered yet.</summary>
    private bool RepeatsAfterExit(PlanItem item, SentryPlan sentry) =>
        (NodeOf(item).Control.Entry.IsEmpty ? sentry.Ends != ExitScope.All : item.State == ItemState.Available) && Holds(NodeOf(item).Control.Repetition, item);

    /// <summary>What forgetful sentries heard within this input.</summary>
    private void ForgetOccurrences()
    {
        foreach (var item in state.Items)
            foreach (var sentry in item.OnParts.Where(part => part.Part >= 0).Select(part => part.Sentry).Distinct().ToArray())
                if (NodeOf(item).Control.Entry.Concat(NodeOf(item).Control.Exit).Any(s => s.Id == sentry && s.Forgetful)) Raise(new OnPartsForgotten(Case, item.Ordinal, sentry));
    }

    private bool TryEnter(PlanItem item, SentryPlan sentry)
    {
        if (item.State != ItemState.Available || ((item.Entered || item.Due is not null || Occurrences(item) > 0) && IsListener(item)) || ParentOf(item) is not { State: ItemState.Active } stage) return false;
        if (!Satisfied(item, sentry, out var rule) || ExitsByCondition(item)) return false;
        Raise(new SentryFired(Case, item.Ordinal, sentry.Id, rule));
        var node = NodeOf(item);
        var repeats = Holds(node.Control.Repetition, item);
        Enter(item, rule);
        if (repeats) Repeat(item, stage);
        return true;
    }

    /// <summary>Criteria that are satisfied by their conditions alone now, or that only waited for them: exits first (R11, R12).</summary>
    private void EvaluateConditions()
    {
        conditionsMayHaveChanged = false;
        if (plan.IsPlanned) CheckPlanned();
        if (ConditionalItems() is not { } items) return;
        steps += items.Count / 10;
        foreach (var item in items)
            ExitsByCondition(item);
        foreach (var item in items)
        {
            if (item is not ({ State: ItemState.Available } or { State: ItemState.Suspended, Before: ItemState.Available })) continue;
            foreach (var sentry in NodeOf(item).Control.Entry)
                if (sentry is { IfPart: not null, Forgetful: false } && TryEnterByCondition(item, sentry)) break;
        }
    }

    private List<PlanItem>? ConditionalItems()
    {
        if (plan.Conditional.IsEmpty) return null;
        if (state.Items.AreMany) return ItemsOf(plan.Conditional);
        List<PlanItem>? items = null;
        foreach (var item in state.Items)
            if (!item.Ended && NodeOf(item).Control.Conditional) (items ??= []).Add(item);
        return items;
    }

    /// <summary>Open items of some nodes, by ordinal; null when there are none.</summary>
    private List<PlanItem>? ItemsOf(ImmutableArray<PlanNode> nodes)
    {
        List<PlanItem>? items = null;
        foreach (var node in nodes)
            foreach (var item in state.Items.Of(node.Id))
                if (!item.Ended) (items ??= []).Add(item);
        if (nodes.Length > 1) items?.Sort(static (a, b) => a.Ordinal.CompareTo(b.Ordinal));
        return items;
    }

    /// <summary>A repeated item whose criterion is a condition alone enters only after that was seen false (R30).</summary>
    private bool TryEnterByCondition(PlanItem item, SentryPlan sentry)
    {
        if (item.Number == 1 || sentry.Parts > 0 || item.OnParts.Contains((sentry.Id, PlanItem.ConditionPart))) return TryEnter(item, sentry);
        if (!Evaluate(sentry.IfPart!, item).IsTrue)
            Raise(new OnPartOccurred(Case, item.Ordinal, sentry.Id, PlanItem.ConditionPart));
        return false;
    }

    private void Check(PlanItem stage)
    {
        if (!checks.Contains(stage.Ordinal)) checks.Add(stage.Ordinal);
    }

    /// <summary>Completes the newest stage that may be complete (R38 to R42).</summary>
    private void CheckStage()
    {
        var ordinal = checks.Max();
        checks.Remove(ordinal);
        if (state.Item(ordinal) is { State: ItemState.Active } stage && NodeOf(stage) is StageNode node && MayComplete(stage, node.AutoComplete))
            Complete(stage);
    }

    private bool MayComplete(PlanItem stage, bool automatically)
    {
        if (stage.Blocker is { Gone: false } last && Blocks(last, automatically)) return false;
        foreach (var child in state.Items.ChildrenOf(stage.Ordinal))
        {
            if (!Blocks(child, automatically)) continue;
            stage.Blocker = child;
            return false;
        }
        return automatically || !MayStillBePlanned(stage);
    }

    private static bool Blocks(PlanItem child, bool automatically) =>
        !child.Ended && child.State is not (ItemState.Disabled or ItemState.Failed) && (!automatically || child.Required || child.State == ItemState.Active);
}
