using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>What items do when they are entered; how they rest and go on (chapters 6 to 9 of the notes, interrupting stages).</summary>
internal sealed partial class NaiveCase
{
    private void Begin(NaiveItem item, ItemTransition transition, Event? because)
    {
        Move(item, transition);
        foreach (var other in Siblings(item).Where(o => item.Node.Control.Interrupts.Contains(o.Node.Id) && !o.IsOver && o.State is not (ItemState.Suspended or ItemState.Failed)).ToList())
        {
            Suspend(other);
            other.ByInterruption = true;
        }
        item.Begun = false;
        Enqueue(item, because);
    }

    private void Enqueue(NaiveItem item, Event? because = null) => agenda.Enqueue(() => Run(item, because));

    /// <summary>R70: what has ended, or rests, is not run.</summary>
    private void Run(NaiveItem item, Event? because)
    {
        if (item.Begun) return;
        if (item.State == ItemState.Available)
        {
            if (!TryExitByCondition(item)) Enter(item, null);
            return;
        }
        if (item.State != ItemState.Active) return;
        item.Begun = true;
        switch (item.Node)
        {
            case StageNode stage: Fill(item, stage, because); break;
            case PlainTaskNode { Value: not null, Result: null } when variables["z"] == 0: Fail(item); break;
            case PlainTaskNode { Result: { } result }:
                variables[result]++;
                changed = true;
                Complete(item);
                break;
            case PlainTaskNode: Complete(item); break; // R57
            default: break;
        }
    }

    /// <summary>R43: all are made, then entered in model order. They hear what activated their stage (R16), and exits come first (R18).</summary>
    private void Fill(NaiveItem stage, StageNode node, Event? because)
    {
        var first = node.Children.Where(child => child.Control.Discretionary is null).ToList(); // R45
        youngest = items.Count + first.Count;
        var children = first.Select(child => Create(child, stage, 1)).ToList();
        youngest = 0;
        var hits = because is null ? [] : Note(because, i => i.Container == stage);
        foreach (var child in children)
        {
            foreach (var hit in hits.Where(h => h.Item == child && h.Exit)) TryExit(child, hit.Sentry);
            TryExitByCondition(child);
        }
        foreach (var child in children)
        {
            if (child.Node.Control.Entry.IsEmpty) Enter(child, because);
            foreach (var sentry in child.Node.Control.Entry)
                if (hits.Any(h => h.Item == child && h.Sentry == sentry) || IsCondition(sentry)) TryEnter(child, sentry, because);
        }
        toCheck.Add(stage);
    }

    /// <summary>R49.</summary>
    private void Listen(NaiveItem item)
    {
        item.Begun = true;
        if (item.Node is not TimerListenerNode timer) return;
        var text = TextOf(timer);
        var due = text.StartsWith("20", StringComparison.Ordinal) ? DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : Now.AddHours(text[^2] - '0');
        if (due <= Now)
        {
            Occur(item);
            return;
        }
        item.Due = due;
        Log.Add($"{item.Ordinal} due {due:yyyy-MM-dd HH:mm}");
    }

    /// <summary>R56, D10.</summary>
    private void Fail(NaiveItem item)
    {
        Log.Add($"{item.Ordinal} incident");
        Move(item, ItemTransition.Fault);
        toCheck.Add(item.Container!);
    }

    private IEnumerable<NaiveItem> Siblings(NaiveItem item) => items.Where(i => i.Container == item.Container && i != item);

    /// <summary>R53: itself, then all in it.</summary>
    private void Suspend(NaiveItem item)
    {
        Move(item, item.State == ItemState.Active || item.IsListener ? ItemTransition.Suspend : ItemTransition.ParentSuspend);
        (item.ByContainer, item.ByInterruption) = (false, false);
        SuspendAllIn(item);
    }

    private void SuspendAllIn(NaiveItem container)
    {
        foreach (var child in items.Where(i => i.Container == container && !i.IsOver && i.State is not (ItemState.Suspended or ItemState.Failed)).ToList())
        {
            Move(child, child.IsListener ? ItemTransition.Suspend : ItemTransition.ParentSuspend);
            (child.ByContainer, child.ByInterruption) = (true, false);
            SuspendAllIn(child);
        }
    }

    /// <summary>R54: only what the container suspended. What was due or satisfied meanwhile happens now (R51, R55).</summary>
    private void Resume(NaiveItem item)
    {
        Move(item, item.IsListener || item.Former == ItemState.Active ? ItemTransition.Resume : ItemTransition.ParentResume);
        GoOn(item);
        ResumeAllIn(item);
    }

    private void ResumeAllIn(NaiveItem container)
    {
        foreach (var child in items.Where(i => i.Container == container && i.State == ItemState.Suspended).ToList())
        {
            if (!child.ByContainer && !(child.ByInterruption && !IsInterrupted(child))) continue;
            Move(child, child.IsListener ? ItemTransition.Resume : ItemTransition.ParentResume);
            GoOn(child);
            ResumeAllIn(child);
        }
    }

    private void GoOn(NaiveItem item)
    {
        if (item.Overdue)
        {
            item.Overdue = false;
            Occur(item);
        }
        else if (item.State == ItemState.Active && !item.Begun) Enqueue(item);
        else if (item is { State: ItemState.Available, Begun: false } && (item.Node.Control.Entry.IsEmpty || (item.Node is TimerListenerNode && item.Number > 1))) Enqueue(item);
        else if (item.State == ItemState.Available)
        {
            foreach (var sentry in item.Node.Control.Entry.Where(s => !IsCondition(s)))
                if (TryEnter(item, sentry, null)) break;
        }
        if (item is { State: ItemState.Active, Node: StageNode }) toCheck.Add(item);
    }

    /// <summary>What an item interrupted goes on when it ends, unless another one still interrupts it; in a container that rests it goes on with that.</summary>
    private void LetGoOn(NaiveItem item)
    {
        if (item.Container is not { State: ItemState.Active }) return;
        foreach (var other in Siblings(item).Where(o => o is { State: ItemState.Suspended, ByInterruption: true } && item.Node.Control.Interrupts.Contains(o.Node.Id)).ToList())
            if (!IsInterrupted(other)) Resume(other);
    }

    private bool IsInterrupted(NaiveItem item) => Siblings(item).Any(s => s.IsUnderWay && s.Node.Control.Interrupts.Contains(item.Node.Id));
}
