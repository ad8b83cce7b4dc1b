using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>What is asked of the case; false: it is refused, and nothing was changed (R1).</summary>
internal sealed partial class NaiveCase
{
    /// <param name="node">What is planned, or where the case is moved to.</param>
    public bool Ask(RandomRequest request, NaiveItem? item, PlanNode node)
    {
        steps = 0;
        var (verb, name, value) = (request.Verb, request.Name, request.Value);
        var possible = verb switch
        {
            RandomVerb.Set => Set(name, value),
            RandomVerb.Signal => Signal(),
            RandomVerb.Write => WriteOne(request.File, request.Written),
            RandomVerb.SetFiles => SetFiles(value),
            RandomVerb.Plan => Plan(node),
            RandomVerb.MoveBeside or RandomVerb.MoveAlone => MoveTo(node, verb == RandomVerb.MoveAlone),
            >= RandomVerb.SuspendCase => AskCase(verb),
            _ => item is not null && AskItem(verb, item),
        };
        if (possible) Rest();
        return possible;
    }

    /// <summary>Does the verb make sense for an item as it is? Only to choose one: whether it is possible is for the request to say.</summary>
    public static bool Suits(RandomVerb verb, NaiveItem item) => verb switch
    {
        RandomVerb.Complete or RandomVerb.Terminate => item.State == ItemState.Active,
        RandomVerb.Suspend => item.State == (item.IsListener ? ItemState.Available : ItemState.Active),
        RandomVerb.Skip => item.State is ItemState.Failed or ItemState.Active or ItemState.Enabled or ItemState.Available,
        RandomVerb.Repeat => item.IsOver && !item.Replaced,
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
            case RandomVerb.Suspend when item.State == (item.IsListener ? ItemState.Available : ItemState.Active): Suspend(item); return true;
            case RandomVerb.Resume when item is { State: ItemState.Suspended, ByContainer: false } && item.Container!.State == ItemState.Active: Resume(item); return true; // R55
            case RandomVerb.Terminate when item.State is ItemState.Active or ItemState.Failed || (item.IsListener && item.State == ItemState.Available):
                var again = RepeatsWhenLeft(item);
                End(item, ItemTransition.Terminate, null);
                HasEnded(item, again);
                return true;
            case RandomVerb.Retry when item.State == ItemState.Failed && item.Container!.State == ItemState.Active: Begin(item, ItemTransition.Reactivate, null); return true;
            case RandomVerb.Skip: return Skip(item);
            case RandomVerb.Repeat: return Repeat(item);
            default: return false;
        }
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
                Root.Reopened |= !rested;
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
