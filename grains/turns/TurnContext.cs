using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>What a turn decides with, besides state and input. <paramref name="At"/>: recorded time, UTC; a clock behind the state's counts as the state's.</summary>
public sealed record TurnContext(DateTimeOffset At, JourneyCatalog Journeys, EntryVersions Versions)
{
    /// <summary>Ended cases that stay in the state: see <see cref="EndedCases"/>.</summary>
    public int EndedCasesMax { get; init; } = EndedCases.Max;

    /// <summary>Cases that may run at a time: see <see cref="RunningCases"/>.</summary>
    public int RunningCasesMax { get; init; } = RunningCases.Max;
}

/// <summary>What came of a turn. <paramref name="Entry"/>: null when there is nothing to write; the state is unchanged then.</summary>
public sealed record TurnResult(Receipt Receipt, Entry? Entry)
{
    /// <summary>Durable timers set and withdrawn, in order.</summary>
    internal ImmutableArray<TimerChange> Timers { get; init; } = [];

    /// <summary>Topics that the customer follows from now on, or no longer.</summary>
    internal ImmutableArray<FollowChange> Follows { get; init; } = [];

    /// <summary>Items whose human task has changed.</summary>
    internal ImmutableArray<(CaseId Case, int Item)> Tasks { get; init; } = [];

    /// <summary>Inputs that were set aside, or no longer are.</summary>
    internal ImmutableArray<SetAsideChange> SetAside { get; init; } = [];

    /// <summary>Customer key of the sender, for an input from another customer; else 0.</summary>
    internal long Sender { get; init; }
}

/// <summary>An input was set aside (<paramref name="Set"/>), or no longer is. <paramref name="Customer"/>, <paramref name="Seq"/>: the entry that keeps it.</summary>
/// <param name="Text">What operators read; null when it is gone.</param>
internal readonly record struct SetAsideChange(bool Set, long Customer, long Seq, SetAsideText? Text);
