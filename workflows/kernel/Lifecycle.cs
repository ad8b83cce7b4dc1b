namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>States of a plan item (CMMN 1.1, 8.4).</summary>
public enum ItemState : byte { Available, Enabled, Disabled, Active, Suspended, Failed, Completed, Terminated }

/// <summary>Transitions of a plan item (CMMN 1.1, tables 8.2 to 8.5).</summary>
public enum ItemTransition : byte
{
    Create, Enable, Start, ManualStart, Disable, Reenable, Complete, Terminate, Exit, Fault, Reactivate,
    Suspend, Resume, ParentSuspend, ParentResume, Occur, ParentTerminate,
}

/// <summary>States of a case (CMMN 1.1, 8.3).</summary>
public enum CaseStatus : byte { Active, Suspended, Completed, Terminated, Failed, Closed }

/// <summary>Transitions of a case (CMMN 1.1, table 8.1).</summary>
public enum CaseTransition : byte { Create, Complete, Terminate, Fault, Suspend, Reactivate, Close }

/// <summary>What transitions lead to (CMMN 1.1, tables 8.2 to 8.5).</summary>
public static class Lifecycle
{
    /// <summary>The state after a transition. <paramref name="before"/>: the state that a suspended item returns to.</summary>
    public static ItemState After(ItemTransition transition, ItemState before) => transition switch
    {
        ItemTransition.Create => ItemState.Available,
        ItemTransition.Enable or ItemTransition.Reenable => ItemState.Enabled,
        ItemTransition.Start or ItemTransition.ManualStart or ItemTransition.Reactivate => ItemState.Active,
        ItemTransition.Disable => ItemState.Disabled,
        ItemTransition.Complete or ItemTransition.Occur => ItemState.Completed,
        ItemTransition.Terminate or ItemTransition.Exit or ItemTransition.ParentTerminate => ItemState.Terminated,
        ItemTransition.Fault => ItemState.Failed,
        ItemTransition.Suspend or ItemTransition.ParentSuspend => ItemState.Suspended,
        ItemTransition.Resume or ItemTransition.ParentResume => before,
        _ => throw new InvalidOperationException($"Unknown transition {transition}."),
    };
}
