using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Kernel.ItemState;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>The life-cycle tables of the CMMN notes, R2 to R4, as they are written there: what leads from where to where.</summary>
internal static class LifeTables
{
    /// <summary>The state that a resumed item had before.</summary>
    private const ItemState Former = (ItemState)255;

    private static readonly Dictionary<ItemTransition, (ItemState[] From, ItemState To)> Work = new()
    {
        [ItemTransition.Enable] = ([Available], Enabled),
        [ItemTransition.Start] = ([Available], Active),
        [ItemTransition.ManualStart] = ([Enabled], Active),
        [ItemTransition.Disable] = ([Enabled], Disabled),
        [ItemTransition.Reenable] = ([Disabled], Enabled),
        [ItemTransition.Complete] = ([Active], Completed),
        // An operator may give up on what has failed; the notes have `exit` for it, which is not a person's.
        [ItemTransition.Terminate] = ([Active, Failed], Terminated),
        [ItemTransition.Exit] = ([Available, Enabled, Disabled, Active, Suspended, Failed], Terminated),
        [ItemTransition.Fault] = ([Active], Failed),
        [ItemTransition.Reactivate] = ([Failed], Active),
        [ItemTransition.Suspend] = ([Active], Suspended),
        [ItemTransition.Resume] = ([Suspended], Active),
        [ItemTransition.ParentSuspend] = ([Available, Enabled, Disabled, Active], Suspended),
        [ItemTransition.ParentResume] = ([Suspended], Former),
    };

    private static readonly Dictionary<ItemTransition, (ItemState[] From, ItemState To)> Listeners = new()
    {
        [ItemTransition.Occur] = ([Available], Completed),
        [ItemTransition.Suspend] = ([Available], Suspended),
        [ItemTransition.Resume] = ([Suspended], Available),
        [ItemTransition.Terminate] = ([Available], Terminated),
        [ItemTransition.ParentTerminate] = ([Available, Suspended], Terminated),
    };

    // The plan item of the case plan model: R2 with the states of an item (it is created and entered at once, R64).
    private static readonly Dictionary<ItemTransition, (ItemState[] From, ItemState To)> Root = new()
    {
        [ItemTransition.Start] = ([Available], Active),
        [ItemTransition.Complete] = ([Active], Completed),
        // An exit criterion, or who cancels a case, need not wake it first.
        [ItemTransition.Terminate] = ([Active, Suspended], Terminated),
        [ItemTransition.Suspend] = ([Active], Suspended),
        [ItemTransition.Resume] = ([Suspended], Active),
        [ItemTransition.Fault] = ([Active], Failed),
        [ItemTransition.Reactivate] = ([Completed, Terminated, Failed], Active),
    };

    private static readonly Dictionary<CaseTransition, (CaseStatus[] From, CaseStatus To)> Cases = new()
    {
        [CaseTransition.Complete] = ([CaseStatus.Active], CaseStatus.Completed),
        [CaseTransition.Terminate] = ([CaseStatus.Active, CaseStatus.Suspended], CaseStatus.Terminated),
        [CaseTransition.Fault] = ([CaseStatus.Active], CaseStatus.Failed),
        [CaseTransition.Suspend] = ([CaseStatus.Active], CaseStatus.Suspended),
        [CaseTransition.Reactivate] = ([CaseStatus.Completed, CaseStatus.Terminated, CaseStatus.Failed, CaseStatus.Suspended], CaseStatus.Active),
        [CaseTransition.Close] = ([CaseStatus.Completed, CaseStatus.Terminated, CaseStatus.Failed, CaseStatus.Suspended], CaseStatus.Closed),
    };

    /// <summary>The state after a transition; null: it is not in the tables.</summary>
    /// <param name="former">The state before the item was suspended.</param>
    public static ItemState? After(bool root, bool listener, ItemState from, ItemTransition transition, ItemState former)
    {
        var table = root ? Root : listener ? Listeners : Work;
        if (!table.TryGetValue(transition, out var row) || !row.From.Contains(from)) return null;
        return row.To == Former ? former : row.To;
    }

    public static CaseStatus? After(CaseStatus from, CaseTransition transition) =>
        Cases.TryGetValue(transition, out var row) && row.From.Contains(from) ? row.To : null;
}
