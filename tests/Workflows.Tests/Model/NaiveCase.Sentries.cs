using System.Globalization;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>Sentries, entry and exit, repetition (chapters 2 to 5 of the notes).</summary>
internal sealed partial class NaiveCase
{
    /// <summary>Something that happened. <paramref name="Youngest"/>: items made later do not hear it (R69).</summary>
    /// <param name="Source">Null: it is of the case file.</param>
    private sealed record Event(NaiveItem? Source, ItemTransition Transition, string? Via, int Youngest, FilePartPlan? File = null);

    private sealed record Hit(NaiveItem Item, SentryPlan Sentry, bool Exit);

    private void Tell(NaiveItem source, ItemTransition transition, string? via)
    {
        changed = true;
        var told = new Event(source, transition, via, Math.Max(items.Count, youngest));
        agenda.Enqueue(() => Hear(told));
    }

    private static IEnumerable<PlanNode> InModelOrder(PlanNode node) => node.Children.SelectMany(InModelOrder).Prepend(node);

    /// <summary>R66, R68: all that listen note it first; then exits, then entries.</summary>
    private void Hear(Event told)
    {
        var hits = Note(told, item => item.Ordinal <= told.Youngest);
        foreach (var hit in hits.Where(h => h.Exit)) TryExit(hit.Item, hit.Sentry);
        foreach (var hit in hits.Where(h => !h.Exit)) TryEnter(hit.Item, hit.Sentry, told);
    }

    private List<Hit> Note(Event told, Func<NaiveItem, bool> which)
    {
        var hits = new List<Hit>();
        foreach (var node in InModelOrder(plan.Root))
            foreach (var (sentry, exit) in node.Control.Exit.Select(s => (s, true)).Concat(node.Control.Entry.Select(s => (s, false))))
                for (var part = 0; part < sentry.OnParts.Length + sentry.FileParts.Length; part++)
                {
                    if (!IsMeant(sentry, part, told)) continue;
                    foreach (var item in items.Where(i => i.Node == node && !i.IsOver && which(i) && (told.Source is null || !AreSiblings(node, told.Source.Node) || i.Container == told.Source.Container)).ToList())
                    {
                        item.Heard.Add((sentry, part));
                        hits.Add(new Hit(item, sentry, exit));
                    }
                }
        return hits;
    }

    /// <summary>Parts of the case file are counted after the others.</summary>
    private static bool IsMeant(SentryPlan sentry, int part, Event told)
    {
        if (part >= sentry.OnParts.Length) return sentry.FileParts[part - sentry.OnParts.Length] == told.File;
        var on = sentry.OnParts[part];
        return on.Source == told.Source?.Node.Id && on.Transition == told.Transition && (on.Via is null || on.Via == told.Via); // R14
    }

    /// <summary>R15: they are in the same container.</summary>
    private bool AreSiblings(PlanNode one, PlanNode other) => InModelOrder(plan.Root).Any(c => c.Children.Contains(one) && c.Children.Contains(other));

    /// <summary>R7.</summary>
    private bool IsSatisfied(NaiveItem item, SentryPlan sentry) =>
        Enumerable.Range(0, sentry.OnParts.Length + sentry.FileParts.Length).All(part => item.Heard.Contains((sentry, part))) && (sentry.IfPart is null || IsTrue(sentry.IfPart, item));

    private static bool IsCondition(SentryPlan sentry) => sentry.OnParts.IsEmpty && sentry.FileParts.IsEmpty;

    private bool TryExit(NaiveItem item, SentryPlan sentry)
    {
        if (item.IsOver || !IsSatisfied(item, sentry) || (IsCondition(sentry) && !item.Fired.Add(sentry))) return false;
        if (item.IsRoot)
        {
            item.Heard.RemoveWhere(h => h.Sentry == sentry);
            EndCase(CaseTransition.Terminate); // R23
            item.Heard.Clear();
            return true;
        }
        End(item, ItemTransition.Exit, sentry.Id);
        LetGoOn(item);
        toCheck.Add(item.Container!);
        return true;
    }

    /// <summary>R18: by a condition that holds already.</summary>
    private bool TryExitByCondition(NaiveItem item)
    {
        foreach (var sentry in item.Node.Control.Exit.Where(s => s.IfPart is not null))
            if (TryExit(item, sentry)) return true;
        return false;
    }

    private bool TryEnter(NaiveItem item, SentryPlan sentry, Event? because)
    {
        if (item.State != ItemState.Available || item.Container is not { State: ItemState.Active } stage || (item.IsListener && (item.Begun || item is { Node: TimerListenerNode, Number: > 1 }))) return false;
        if (!IsSatisfied(item, sentry) || TryExitByCondition(item)) return false;
        item.Heard.RemoveWhere(h => h.Sentry == sentry); // R10
        var again = Holds(item.Node.Control.Repetition, item, item.Number); // R27
        Enter(item, because);
        if (again) Create(item.Node, stage, item.Number + 1);
        return true;
    }

    /// <summary>R20.</summary>
    private void Enter(NaiveItem item, Event? because)
    {
        if (item.State != ItemState.Available) return;
        if (item.Node is MilestoneNode) Occur(item);
        else if (item.IsListener) Listen(item);
        else if (Holds(item.Node.Control.ManualActivation, item, item.Number)) Move(item, ItemTransition.Enable);
        else Begin(item, ItemTransition.Start, because);
    }

    /// <summary>R28: without entry criteria, read on the item about to be left.</summary>
    private bool RepeatsWhenLeft(NaiveItem item) =>
        item.Node.Control.Entry.IsEmpty && item.Container is { State: ItemState.Active } && Holds(item.Node.Control.Repetition, item, item.Number);

    /// <summary>R11, R12, R30.</summary>
    private void JudgeConditions()
    {
        changed = false;
        CheckPlanned();
        var all = items.Where(i => !i.IsOver).ToList();
        foreach (var item in all) TryExitByCondition(item);
        foreach (var item in all)
            foreach (var sentry in item.Node.Control.Entry.Where(s => s.IfPart is not null))
            {
                if (item.Number > 1 && IsCondition(sentry) && !item.SeenFalse.Contains(sentry))
                {
                    if (!IsTrue(sentry.IfPart!, item)) item.SeenFalse.Add(sentry);
                }
                else if (TryEnter(item, sentry, null)) break;
            }
    }

    private bool Holds(RulePlan? rule, NaiveItem? item, int number) => rule is not null && (rule.Condition is null || IsTrue(rule.Condition, item, number)); // R35

    private bool IsTrue(CelExpression condition, NaiveItem item) => IsTrue(condition, item, item.Number);

    /// <summary>Conditions of random plans are three words: what is read, how it is compared, a number.</summary>
    private bool IsTrue(CelExpression condition, NaiveItem? _, int number)
    {
        var words = condition.Text.Split(' ');
        long left = number;
        if (words[0] != "item.number" && !variables.TryGetValue(words[0]["vars.".Length..], out left)) return false; // R13
        var right = long.Parse(words[2], CultureInfo.InvariantCulture);
        return words[1] switch { ">" => left > right, "<" => left < right, ">=" => left >= right, "==" => left == right, "!=" => left != right, _ => throw new InvalidOperationException(condition.Text) };
    }
}
