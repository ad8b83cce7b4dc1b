namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What a person may do to a plan item (CONTRACT.md, cases).</summary>
public enum ItemAction { Start, Complete, Disable, Reenable, Terminate, Retry, Skip, Repeat, Suspend, Resume, Move }

/// <summary>What a person may do to a case as a whole (CONTRACT.md, cases). CMMN has one transition for resume and reopen (table 8.1).</summary>
public enum CaseAction { Suspend, Resume, Cancel, Reopen, Close }

/// <summary>Names of what is done to tasks and to cases, as rights name it.</summary>
public static class Operations
{
    public const string Claim = "claim", Release = "release", Delegate = "delegate", Complete = "complete", AssignRole = "assignRole", Move = "move";
}

/// <summary>What is possible for a case in each of its states (CMMN 1.1, table 8.1).</summary>
public static class CaseActions
{
    public static CaseTransition TransitionOf(CaseAction action) => action switch
    {
        CaseAction.Suspend => CaseTransition.Suspend,
        CaseAction.Resume or CaseAction.Reopen => CaseTransition.Reactivate,
        CaseAction.Cancel => CaseTransition.Terminate,
        CaseAction.Close => CaseTransition.Close,
        _ => throw new InvalidOperationException($"Unknown action {action}."),
    };

    /// <summary>A case may also be cancelled while it is suspended: as if it were resumed and cancelled at once.</summary>
    public static bool IsPossible(CaseAction action, CaseStatus status) => action switch
    {
        CaseAction.Suspend => status == CaseStatus.Active,
        CaseAction.Resume => status == CaseStatus.Suspended,
        CaseAction.Cancel => status is CaseStatus.Active or CaseStatus.Suspended,
        CaseAction.Reopen => status is CaseStatus.Completed or CaseStatus.Terminated or CaseStatus.Failed,
        CaseAction.Close => status is CaseStatus.Completed or CaseStatus.Terminated or CaseStatus.Failed or CaseStatus.Suspended,
        _ => throw new InvalidOperationException($"Unknown action {action}."),
    };

    /// <summary>Of a transition, the action that it is in this state.</summary>
    internal static string NameOf(CaseTransition transition, CaseStatus status) => transition switch
    {
        CaseTransition.Suspend => "suspend",
        CaseTransition.Reactivate => status == CaseStatus.Suspended ? "resume" : "reopen",
        CaseTransition.Terminate => "cancel",
        CaseTransition.Close => "close",
        _ => Facts.FactNames.Of(transition),
    };

    /// <summary>Why an action is not possible, and what is.</summary>
    public static string Refusal(string action, CaseStatus status) =>
        $"The case is {Facts.FactNames.Of(status)}; '{action}' is not possible then. Possible: {Possible(status)}.";

    private static string Possible(CaseStatus status)
    {
        var possible = Enum.GetValues<CaseAction>().Where(action => IsPossible(action, status)).Select(Facts.FactNames.Names<CaseAction>.Of).ToArray();
        return possible.Length == 0 ? "nothing" : string.Join(", ", possible);
    }
}
