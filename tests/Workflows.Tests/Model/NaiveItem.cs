using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>A plan item instance of the naive reading. Nothing is ever forgotten here.</summary>
internal sealed class NaiveItem(int ordinal, PlanNode node, NaiveItem? container, int number, bool required)
{
    public int Ordinal { get; } = ordinal;
    public PlanNode Node { get; } = node;
    public NaiveItem? Container { get; } = container;

    /// <summary>Which repetition it is (R32); of a timer's, how often the interval has occurred before it.</summary>
    public int Number { get; } = number;

    public bool Required { get; } = required;
    public ItemState State { get; set; } = ItemState.Available;
    public ItemState Former { get; set; }
    public bool ByContainer { get; set; }
    public bool ByInterruption { get; set; }

    /// <summary>On-parts that occurred since their sentry last fired (R9).</summary>
    public HashSet<(SentryPlan Sentry, int Part)> Heard { get; } = [];

    /// <summary>Conditions that were seen false since it was created (R30).</summary>
    public HashSet<SentryPlan> SeenFalse { get; } = [];

    /// <summary>Sentries that are conditions only and have fired: they do so once (R12).</summary>
    public HashSet<SentryPlan> Fired { get; } = [];

    /// <summary>What it does when it is active (or, of a listener, available) has begun.</summary>
    public bool Begun { get; set; }

    public DateTimeOffset? Due { get; set; }

    /// <summary>Its time came while it was suspended (R51).</summary>
    public bool Overdue { get; set; }

    /// <summary>Newer ones have taken its place: nothing can be asked of it any more.</summary>
    public bool Replaced { get; set; }

    /// <summary>Its case was re-activated after its end.</summary>
    public bool Reopened { get; set; }

    public bool IsUnderWay => State is ItemState.Active or ItemState.Failed || this is { State: ItemState.Suspended, Former: ItemState.Active };

    public bool IsRoot => Container is null;
    public bool IsListener => Node is MilestoneNode or UserListenerNode or TimerListenerNode or EventNode;
    public bool IsOver => State is ItemState.Completed or ItemState.Terminated;
}
