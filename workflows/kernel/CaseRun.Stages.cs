using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

internal sealed partial class CaseRun
{
    /// <summary>All children come first, then their entry is looked at in model order, so that a sibling hears another's first transition (R43).</summary>
    private void ExecuteStage(PlanItem stage, StageNode node)
    {
        List<PlanItem> children = [];
        foreach (var child in node.Children)
            if (child.Control.Discretionary is null) children.Add(CreateChild(child, stage, Rule.Structure));
        foreach (var child in children)
            if (NodeOf(child).Control.Entry.IsEmpty) Enter(child, Rule.Structure);
        Check(stage);
    }

    private PlanItem CreateChild(PlanNode node, PlanItem stage, Rule rule, string? mark = null)
    {
        steps++;
        return Create(node, stage, rule, Holds(node.Control.Required, stage), mark);
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
    private void Tell(PlanItem source, ItemTransition transition)
    {
        if (!plan.Listeners.TryGetValue(new OnPartPlan(source.Node, transition), out var listeners)) return;
        steps += listeners.Length;
        var hit = new List<(PlanItem Item, SentryPlan Sentry, bool Exit)>(listeners.Length);
        foreach (var listener in listeners)
            if (listener.Sentry.OnParts[listener.Part].Via is not { } wanted || wanted == rare?.ExitedBy?.GetValueOrDefault(source.Ordinal)) Hear(listener, source, hit);
        ActOn(hit);
    }

    private void ActOn(List<(PlanItem Item, SentryPlan Sentry, bool Exit)> hit)
    {
        foreach (var (item, sentry, exit) in hit)
            if (exit) TryExit(item, sentry);
        foreach (var (item, sentry, exit) in hit)
            if (!exit) TryEnter(item, sentry);
    }

    /// <summary>Tells items of the listening node that are older than the event; in the source's own container only its siblings (R15, R69).</summary>
    private void Hear(OnPartListener listener, PlanItem source, List<(PlanItem Item, SentryPlan Sentry, bool Exit)> hit)
    {
        var siblings = plan.Parents.TryGetValue(listener.Node.Id, out var container) && plan.Parents.TryGetValue(source.Node, out var home) && container.Id == home.Id;
        foreach (var item in state.Items)
        {
            if (item.Node != listener.Node.Id || item.Ended || (siblings && item.Parent != source.Parent)) continue;
            Hear(item, listener, hit);
        }
    }

    private void Hear(PlanItem item, OnPartListener listener, List<(PlanItem Item, SentryPlan Sentry, bool Exit)> hit)
    {
        if (!item.OnParts.Contains((listener.Sentry.Id, listener.Part))) Raise(new OnPartOccurred(Case, item.Ordinal, listener.Sentry.Id, listener.Part));
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
        if (item.Ended || !IsEndedBy(item, sentry.Ends) || IsParked(item) || !Satisfied(item, sentry, out var rule)) return false;
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
        Check(parent);
        return true;
    }

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

    /// <summary>The next item of a repeating node.</summary>
    private PlanItem Repeat(PlanItem item, PlanItem stage) =>
        CreateChild(NodeOf(item), stage, new Rule(RuleKind.Condition, "repetition"), PlanItem.RepeatMark + (item.Number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What forgetful sentries heard within this input.</summary>
    private void ForgetOccurrences()
    {
        foreach (var item in state.Items)
            foreach (var sentry in item.OnParts.Select(part => part.Sentry).Distinct().ToArray())
                if (NodeOf(item).Control.Entry.Concat(NodeOf(item).Control.Exit).Any(s => s.Id == sentry && s.Forgetful)) Raise(new OnPartsForgotten(Case, item.Ordinal, sentry));
    }

    private bool TryEnter(PlanItem item, SentryPlan sentry)
    {
        if (item.State != ItemState.Available || (item.Entered && IsListener(item)) || ParentOf(item) is not { State: ItemState.Active } stage) return false;
        if (!Satisfied(item, sentry, out var rule)) return false;
        Raise(new SentryFired(Case, item.Ordinal, sentry.Id, rule));
        var node = NodeOf(item);
        var repeats = Holds(node.Control.Repetition, item);
        Enter(item, rule);
        if (repeats) Repeat(item, stage);
        return true;
    }

    /// <summary>Without entry criteria repetition is decided when the item ends by itself (R28); a listener with criteria waits for them anew.</summary>
    private void RepeatAfterEnd(PlanItem item, PlanItem stage)
    {
        var node = NodeOf(item);
        if (node is TimerListenerNode timer) RepeatInTime(item, timer, stage);
        if (!node.Control.Entry.IsEmpty || stage.State != ItemState.Active || !Holds(node.Control.Repetition, item)) return;
        // By way of the agenda: what repeats without end meets the limit of steps there, instead of the end of the stack.
        agenda.Enqueue(new Work(Repeat(item, stage), null));
    }

    /// <summary>Criteria that are satisfied by their conditions alone now, or that only waited for them: exits first (R11, R12).</summary>
    private void EvaluateConditions()
    {
        conditionsMayHaveChanged = false;
        if (plan.IsPlanned) CheckPlanned();
        List<PlanItem>? conditional = null;
        foreach (var item in state.Items)
            if (!item.Ended && NodeOf(item).Control.Conditional) (conditional ??= []).Add(item);
        if (conditional is not { } items) return;
        steps += items.Count / 10;
        foreach (var item in items)
            foreach (var sentry in NodeOf(item).Control.Exit)
                if (sentry is { IfPart: not null, Forgetful: false } && TryExit(item, sentry)) break;
        foreach (var item in items)
        {
            if (item.State != ItemState.Available) continue;
            foreach (var sentry in NodeOf(item).Control.Entry)
                if (sentry is { IfPart: not null, Forgetful: false } && TryEnterByCondition(item, sentry)) break;
        }
    }

    /// <summary>A repeated item whose criterion is a condition alone enters only after that was seen false (R30).</summary>
    private bool TryEnterByCondition(PlanItem item, SentryPlan sentry)
    {
        if (item.Number == 1 || sentry.Parts > 0 || item.OnParts.Contains((sentry.Id, -1))) return TryEnter(item, sentry);
        if (ParentOf(item) is { State: ItemState.Active } && !Evaluate(sentry.IfPart!, item).IsTrue)
            Raise(new OnPartOccurred(Case, item.Ordinal, sentry.Id, -1));
        return false;
    }

    private void Check(PlanItem stage)
    {
        if (!checks.Contains(stage.Ordinal)) checks.Add(stage.Ordinal);
    }

    /// <summary>Completes the innermost stage that may be complete (R38 to R42).</summary>
    private void CheckStage()
    {
        var ordinal = checks.Max();
        checks.Remove(ordinal);
        if (state.Item(ordinal) is { State: ItemState.Active } stage && NodeOf(stage) is StageNode node && MayComplete(stage, node.AutoComplete))
            Complete(stage);
    }

    private bool MayComplete(PlanItem stage, bool automatically)
    {
        foreach (var child in state.Items.Values)
        {
            if (child.Parent != stage.Ordinal) continue;
            var over = child.Ended || child.State is ItemState.Disabled or ItemState.Failed;
            if (over) continue;
            if (!automatically || child.Required || child.State == ItemState.Active) return false;
        }
        return automatically || !MayStillBePlanned(stage);
    }
}
