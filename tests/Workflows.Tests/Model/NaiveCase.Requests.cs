using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>What is asked of the case; false: it is refused, and nothing was changed (R1).</summary>
internal sealed partial class NaiveCase
{
    public bool Ask(RandomVerb verb, NaiveItem? item, string name, long value)
    {
        steps = 0;
        var possible = verb switch
        {
            RandomVerb.Set => Set(name, value),
            RandomVerb.Signal => Signal(),
            >= RandomVerb.SuspendCase => AskCase(verb),
            _ => item is not null && AskItem(verb, item),
        };
        if (possible) Rest();
        return possible;
    }

    /// <summary>Does the verb make sense for an item as it is? Only to choose one: whether it is possible is for the request to say.</summary>
    public static bool Suits(RandomVerb verb, NaiveItem item) => verb switch
    {
        RandomVerb.Complete or RandomVerb.Suspend or RandomVerb.Terminate => item.State == ItemState.Active,
        RandomVerb.Occur => item.State == ItemState.Available && item.IsListener,
        RandomVerb.ManualStart or RandomVerb.Disable => item.State == ItemState.Enabled,
        RandomVerb.Reenable => item.State == ItemState.Disabled,
        RandomVerb.Resume => item.State == ItemState.Suspended,
        _ => item.State == ItemState.Failed,
    };

    private bool Set(string name, long value)
    {
        if (Root.IsOver) return false;
        variables[name] = value;
        changed = true;
        return true;
    }

    private bool Signal()
    {
        if (Status != CaseStatus.Active) return false;
        var hearing = items.Where(i => i is { Node: EventNode, State: ItemState.Available }).ToList(); // R52
        foreach (var item in hearing) Occur(item);
        return hearing.Count > 0;
    }

    public bool Fire(NaiveItem item)
    {
        steps = 0;
        item.Due = null;
        if (item.State == ItemState.Suspended) item.Overdue = true; // R51
        else Occur(item);
        Rest();
        return true;
    }

    private bool AskItem(RandomVerb verb, NaiveItem item)
    {
        switch (verb)
        {
            case RandomVerb.Complete when item.State == ItemState.Active && (item.Node is not StageNode || IsDone(item, auto: true)): Complete(item); return true; // R40
            case RandomVerb.Occur when item.State == ItemState.Available && item.IsListener: Occur(item); return true;
            case RandomVerb.ManualStart when item.State == ItemState.Enabled: Begin(item, ItemTransition.ManualStart, null); return true;
            case RandomVerb.Disable when item.State == ItemState.Enabled:
                Move(item, ItemTransition.Disable);
                toCheck.Add(item.Container!);
                return true;
            case RandomVerb.Reenable when item.State == ItemState.Disabled && item.Container!.State == ItemState.Active: Move(item, ItemTransition.Reenable); return true;
            case RandomVerb.Suspend when item.State == ItemState.Active: Suspend(item); return true;
            case RandomVerb.Resume when item is { State: ItemState.Suspended, ByContainer: false } && item.Container!.State == ItemState.Active: Resume(item); return true; // R55
            case RandomVerb.Terminate when item.State is ItemState.Active or ItemState.Failed || (item.IsListener && item.State == ItemState.Available):
                var again = RepeatsWhenLeft(item);
                End(item, ItemTransition.Terminate, null);
                HasEnded(item, again);
                return true;
            case RandomVerb.Retry or RandomVerb.Skip when item.State == ItemState.Failed && item.Container!.State == ItemState.Active: Reactivate(item, verb); return true;
            default: return false;
        }
    }

    private void Reactivate(NaiveItem item, RandomVerb verb)
    {
        if (verb == RandomVerb.Retry)
        {
            Begin(item, ItemTransition.Reactivate, null);
            return;
        }
        Move(item, ItemTransition.Reactivate);
        Complete(item);
    }

    private bool AskCase(RandomVerb verb)
    {
        switch (verb)
        {
            case RandomVerb.SuspendCase when Status == CaseStatus.Active:
                Suspend(Root);
                MoveCase(CaseTransition.Suspend);
                return true;
            case RandomVerb.ReactivateCase when Status is not (CaseStatus.Active or CaseStatus.Closed):
                var rested = Status == CaseStatus.Suspended;
                MoveCase(CaseTransition.Reactivate);
                if (rested) Resume(Root);
                else Move(Root, ItemTransition.Reactivate); // R71
                return true;
            case RandomVerb.CompleteCase when Status == CaseStatus.Active && IsDone(Root, auto: true): Complete(Root); return true;
            case RandomVerb.TerminateCase when Runs: EndCase(CaseTransition.Terminate); return true;
            case RandomVerb.CloseCase when !Runs || Status == CaseStatus.Suspended: // R2
                if (Status == CaseStatus.Closed) return false;
                MoveCase(CaseTransition.Close);
                return true;
            default: return false;
        }
    }
}
