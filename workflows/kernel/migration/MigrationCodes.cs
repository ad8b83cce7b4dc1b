namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>Codes of what is said about migrations; docs/migration.md explains each.</summary>
public static class MigrationCodes
{
    // These refuse a move.
    public const string TypeChanged = "migration-type-changed";
    public const string ContainerChanged = "migration-container-changed";
    public const string WhereItStands = "migration-where-it-stands";
    public const string OrderChanged = "migration-order-changed";
    public const string FlowMode = "migration-flow-mode";
    public const string FlowPath = "migration-flow-path";
    public const string FlowStart = "migration-flow-start";
    public const string StateMissing = "migration-state-missing";
    public const string TransitionMissing = "migration-transition-missing";
    public const string VariableType = "migration-variable-type";
    public const string CallChanged = "migration-call-changed";
    public const string CannotEvaluate = "migration-cannot-evaluate";

    // These are told only.
    public const string MemoryLost = "migration-memory-lost";
    public const string TimerMoved = "migration-timer-moved";
    public const string TaskChanged = "migration-task-changed";
    public const string NotAgain = "migration-not-again";
    public const string Waited = "migration-waits-anew";
    public const string TopicMoved = "migration-topic-moved";
    public const string VariableRenamed = "migration-variable-renamed";

    /// <summary>All that refuse, for the list in the documentation.</summary>
    public static IReadOnlyList<string> Conflicts { get; } =
        [TypeChanged, ContainerChanged, WhereItStands, OrderChanged, FlowMode, FlowPath, FlowStart, StateMissing, TransitionMissing, VariableType, CallChanged, CannotEvaluate];

    /// <summary>All that are told only.</summary>
    public static IReadOnlyList<string> Told { get; } = [MemoryLost, TimerMoved, TaskChanged, NotAgain, Waited, TopicMoved, VariableRenamed];
}
