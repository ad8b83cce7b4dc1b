using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>A node of a running case. Changed only by <see cref="CaseState.Apply"/>.</summary>
public sealed class PlanItem
{
    private const long None = long.MinValue;

    // Ticks of UTC, or none: a nullable DateTimeOffset takes three times the room, and a case has many items.
    private long due = None, endedAt = None;
    private ValueTable? variables;

    // What only items of one kind have: one place for all, since no item is of two.
    private object? own;

    /// <summary>Ordinal within the case; the root is 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Id of its node in the definition.</summary>
    public required string Node { get; init; }

    public string NodeType { get; internal set; } = "";

    public string Name { get; internal set; } = "";

    /// <summary>Ordinal of the containing item; 0 for the root.</summary>
    public required int Parent { get; init; }

    public bool Required { get; internal set; }

    /// <summary>How it came: null, <c>repeat:</c>, <c>timer:</c> or <c>transition:</c> with a number, or <c>backward</c>.</summary>
    public string? Mark { get; internal set; }

    private const string RepeatMark = "repeat:";

    /// <summary>The mark of a repetition.</summary>
    internal static string MarkOf(int number) => RepeatMark + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Which repetition of its node in its container it is; the first is 1.</summary>
    public int Number => Mark switch
    {
        null => 1,
        "repeat" => 2, // in journals from before they were counted
        _ when Mark.StartsWith(RepeatMark, StringComparison.Ordinal) => int.Parse(Mark.AsSpan(RepeatMark.Length), System.Globalization.CultureInfo.InvariantCulture),
        _ => 1,
    };

    public ItemState State { get; internal set; }

    /// <summary>An entry criterion has fired.</summary>
    public bool Entered { get; internal set; }

    /// <summary>It has called another case.</summary>
    public bool Called { get; internal set; }

    /// <summary>It was forgotten: a newer instance has taken its place.</summary>
    internal bool Gone { get; set; }

    /// <summary>Its timer fell due while it was suspended.</summary>
    public bool Overdue { get; internal set; }

    /// <summary>Its container suspended it, with everything in it.</summary>
    public bool ByParent { get; internal set; }

    /// <summary>An item that interrupts suspended it, not a person.</summary>
    public bool Interrupted { get; internal set; }

    /// <summary>State to return to when the parent (or an interruption) resumes it.</summary>
    public ItemState Before { get; internal set; }

    /// <summary>When its timer falls due; null: no timer.</summary>
    public DateTimeOffset? Due { get => Time(due); internal set => due = value?.UtcTicks ?? None; }

    /// <summary>When it occurred or completed; null before.</summary>
    public DateTimeOffset? EndedAt { get => Time(endedAt); internal set => endedAt = value?.UtcTicks ?? None; }

    /// <summary>Variables of its scope by name; empty for most items.</summary>
    public ValueMap Variables
    {
        get => variables?.ToMap() ?? ValueMap.Empty;
        internal set => variables = value.Count == 0 ? null : new ValueTable(value);
    }

    internal bool HasVariables => variables is not null;

    /// <summary>One of them, or null where there is none.</summary>
    internal Value Variable(string name) => TryGetVariable(name, out var value) ? value : Value.Null;

    internal bool TryGetVariable(string name, out Value value)
    {
        value = default;
        return variables is not null && variables.TryGetValue(name, out value);
    }

    internal void SetVariable(string name, in Value value) => (variables ??= new ValueTable(ValueMap.Empty)).Set(name, value);

    /// <summary>In place of an on-part: of a repeated item, that the condition was seen false (R30); of the case plan model, that the criterion has ended the case (R12).</summary>
    internal const int ConditionPart = -1;

    /// <summary>On-parts that occurred since the sentry last fired: (sentry id, part).</summary>
    public ImmutableArray<(string Sentry, int Part)> OnParts { get; internal set; } = [];

    /// <summary>Visit counts of a counter-based flowchart; null for other items.</summary>
    public FlowCounts? Flow { get => own as FlowCounts; internal set => own = value ?? own; }

    /// <summary>Tokens of a token-based flowchart; null for other items.</summary>
    public FlowTokens? Tokens { get => own as FlowTokens; internal set => own = value ?? own; }

    /// <summary>The human task behind it; null for other items.</summary>
    public TaskState? Task { get => own as TaskState; internal set => own = value ?? own; }

    /// <summary>The state that a state machine is in, or ended in; null for other items.</summary>
    public string? MachineState { get => own as string; internal set => own = value ?? own; }

    /// <summary>The child that kept a stage from completing when that was last looked at; never part of the state. Null for other items.</summary>
    internal PlanItem? Blocker { get => own as PlanItem; set => own = value ?? own; }

    /// <summary>A flowchart that has ended needs neither counts nor tokens.</summary>
    internal void ForgetFlow()
    {
        if (own is FlowCounts or FlowTokens) own = null;
    }

    public bool Ended => State is ItemState.Completed or ItemState.Terminated;

    /// <summary>Its node in the definition, once the engine has looked it up; never part of the state.</summary>
    internal PlanNode? Plan { get; set; }

    private static DateTimeOffset? Time(long ticks) => ticks == None ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}

/// <summary>A failed activity that waits for a person. <paramref name="Ordinal"/>: within the case, from 1.</summary>
public sealed record IncidentState(int Ordinal, int Item, string Message, DateTimeOffset At);

/// <summary>How an ended case was judged by its goal.</summary>
public sealed record GoalState(string Goal, ImmutableArray<string> Reached, ImmutableArray<string> Missed);
