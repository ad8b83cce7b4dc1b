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
