using System.Collections.Immutable;
using System.Globalization;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>A node of a running case. Changed only by <see cref="CaseState.Apply"/>.</summary>
/// <remarks>A case has many, most of which have ended: they are small, and what an item may have besides is in an object of its own.</remarks>
public sealed class PlanItem
{
    private const string RepeatMark = "repeat:";

    /// <summary>In place of an on-part: of a repeated item, that the condition was seen false (R30); of the case plan model, that the criterion has ended the case (R12).</summary>
    internal const int ConditionPart = -1;

    // Ticks of UTC, or none: a nullable DateTimeOffset takes three times the room.
    private long endedAt = Rest.None;
    private ItemName names = null!;   // it is required
    private Rest? rest;

    /// <summary>What only some items have.</summary>
    private sealed class Rest
    {
        public const long None = long.MinValue;

        public long Due = None;
        public string? Mark;
        public ValueTable? Variables;
        public ImmutableArray<(string Sentry, int Part)> OnParts = [];

        // What only items of one kind have: one place for all, since no item is of two.
        public object? Own;

        public bool IsEmpty => Due == None && Mark is null && Variables is null && OnParts.IsEmpty && Own is null;
    }

    /// <summary>Ordinal within the case; the root is 1.</summary>
    public required int Ordinal { get; init; }

    public required ItemName Names { get => names; init => names = value; }

    /// <inheritdoc cref="ItemName.Node"/>
    public string Node => Names.Node;

    /// <inheritdoc cref="ItemName.NodeType"/>
    public string NodeType => Names.NodeType;

    /// <inheritdoc cref="ItemName.Name"/>
    public string Name => Names.Name;

    /// <summary>Ordinal of the containing item; 0 for the root.</summary>
    public required int Parent { get; init; }

    public bool Required { get; internal set; }

    /// <summary>How it came: null, <c>repeat:</c>, <c>timer:</c> or <c>transition:</c> with a number, or <c>backward</c>.</summary>
    public string? Mark
    {
        get => rest?.Mark;
        internal set { if (value is not null || rest is not null) Room.Mark = value; }
    }

    /// <summary>The mark of a repetition.</summary>
    internal static string MarkOf(int number) => RepeatMark + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Which repetition of its node in its container it is; the first is 1.</summary>
    public int Number => Mark switch
    {
        null => 1,
        "repeat" => 2, // in journals from before they were counted
        { } mark when mark.StartsWith(RepeatMark, StringComparison.Ordinal) => int.Parse(mark.AsSpan(RepeatMark.Length), CultureInfo.InvariantCulture),
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

    /// <summary>Who suspended it, the last time that it was.</summary>
    internal Suspender SuspendedBy { get; set; }

    /// <summary>Its container suspended it, with everything in it.</summary>
    public bool ByParent => SuspendedBy == Suspender.Container;

    /// <summary>An item that interrupts suspended it, not a person.</summary>
    public bool Interrupted => SuspendedBy == Suspender.Interruption;

    /// <summary>State to return to when the parent (or an interruption) resumes it.</summary>
    public ItemState Before { get; internal set; }

    /// <summary>When its timer falls due; null: no timer.</summary>
    public DateTimeOffset? Due
    {
        get => rest is null ? null : Time(rest.Due);
        internal set { if (value is not null || rest is not null) Room.Due = Ticks(value); }
    }

    /// <summary>When it occurred or completed; null before.</summary>
    public DateTimeOffset? EndedAt { get => Time(endedAt); internal set => endedAt = Ticks(value); }

    /// <summary>Variables of its scope by name; empty for most items.</summary>
    public ValueMap Variables
    {
        get => rest?.Variables?.ToMap() ?? ValueMap.Empty;
        internal set { if (value.Count > 0 || rest is not null) Room.Variables = value.Count == 0 ? null : new ValueTable(value); }
    }

    internal bool HasVariables => rest?.Variables is not null;

    /// <summary>One of them, or null where there is none.</summary>
    internal Value Variable(string name) => TryGetVariable(name, out var value) ? value : Value.Null;

    internal bool TryGetVariable(string name, out Value value)
    {
        value = default;
        return rest?.Variables is { } variables && variables.TryGetValue(name, out value);
    }

    internal void SetVariable(string name, in Value value) => (Room.Variables ??= new ValueTable(ValueMap.Empty)).Set(name, value);

    /// <summary>On-parts that occurred since the sentry last fired: (sentry id, part).</summary>
    public ImmutableArray<(string Sentry, int Part)> OnParts
    {
        get => rest?.OnParts ?? [];
        internal set { if (!value.IsEmpty || rest is not null) Room.OnParts = value; }
    }

    /// <summary>Visit counts of a counter-based flowchart; null for other items.</summary>
    public FlowCounts? Flow { get => Own as FlowCounts; internal set => Own = value; }

    /// <summary>Tokens of a token-based flowchart; null for other items.</summary>
    public FlowTokens? Tokens { get => Own as FlowTokens; internal set => Own = value; }

    /// <summary>The human task behind it; null for other items.</summary>
    public TaskState? Task { get => Own as TaskState; internal set => Own = value; }

    /// <summary>The state that a state machine is in, or ended in; null for other items.</summary>
    public string? MachineState { get => Own as string; internal set => Own = value; }

    /// <summary>The child that kept a stage from completing when that was last looked at; never part of the state. Null for other items.</summary>
    internal PlanItem? Blocker { get => Own as PlanItem; set => Own = value; }

    private object? Own { get => rest?.Own; set { if (value is not null) Room.Own = value; } }

    public bool Ended => State is ItemState.Completed or ItemState.Terminated;

    /// <summary>Its node in the definition, once the engine has looked it up; never part of the state.</summary>
    internal PlanNode? Plan { get; set; }

    /// <summary>It has ended: a flowchart needs neither counts nor tokens any more, a stage nothing that blocks it.</summary>
    internal void Clear()
    {
        if (rest?.Own is FlowCounts or FlowTokens or PlanItem) rest.Own = null;
        if (rest is { IsEmpty: true }) rest = null;
    }

    /// <summary>In another version of its journey it has other names.</summary>
    internal void Rename(ItemName now) => names = now;

    private Rest Room => rest ??= new Rest();

    private static DateTimeOffset? Time(long ticks) => ticks == Rest.None ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    private static long Ticks(DateTimeOffset? time) => time?.UtcTicks ?? Rest.None;
}

/// <summary>Who suspended an item.</summary>
internal enum Suspender : byte { Person, Container, Interruption }

/// <summary>A failed activity that waits for a person. <paramref name="Ordinal"/>: within the case, from 1.</summary>
public sealed record IncidentState(int Ordinal, int Item, string Message, DateTimeOffset At);

/// <summary>How an ended case was judged by its goal.</summary>
public sealed record GoalState(string Goal, ImmutableArray<string> Reached, ImmutableArray<string> Missed);
