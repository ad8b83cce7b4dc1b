using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>Why a fact was raised, for the explanation of the case.</summary>
/// <param name="Kind">What sort of rule: see <see cref="RuleKind"/>.</param>
/// <param name="Ref">Which one: sentry id, connection ("a:Done-&gt;b"), node id, policy; null where the kind says it all.</param>
/// <param name="Reads">The values that the rule's condition read, by path; personal.</param>
public sealed record Rule(RuleKind Kind, string? Ref = null, ImmutableArray<RuleRead> Reads = default)
{
    /// <summary>The person or assistant who asked, for <see cref="RuleKind.Person"/>; personal (staff).</summary>
    public string? By { get; init; }

    /// <summary>The reason given.</summary>
    public string? Reason { get; init; }

    /// <summary>The container started its child, the child ended its container, and the like: structure alone decided.</summary>
    public static Rule Structure { get; } = new(RuleKind.Structure);
    public static Rule Input { get; } = new(RuleKind.Input);
    public static Rule Timer { get; } = new(RuleKind.Timer);
    public static Rule Cascade { get; } = new(RuleKind.Cascade);
}

/// <summary>A value that a condition read.</summary>
public readonly record struct RuleRead(string Path, Value Value);

/// <summary>Sorts of rules.</summary>
public enum RuleKind
{
    /// <summary>The input itself (a signal that was waited for, a start).</summary>
    Input,
    /// <summary>The place in the definition: next in sequence, child of a started container, all children done.</summary>
    Structure,
    /// <summary>A connection of a flowchart was followed.</summary>
    Edge,
    /// <summary>An entry or exit criterion.</summary>
    Sentry,
    /// <summary>A condition on the activity itself (If, Switch, decision, repetition rule, event condition).</summary>
    Condition,
    /// <summary>A timer fell due.</summary>
    Timer,
    /// <summary>A person or an assistant asked for it.</summary>
    Person,
    /// <summary>The container or case ended, was suspended or resumed.</summary>
    Cascade,
    /// <summary>An item that interrupts suspended or resumed it.</summary>
    Interrupt,
    /// <summary>The journey's entry policy.</summary>
    Policy,
    /// <summary>Consent or legal basis.</summary>
    Consent,
    /// <summary>An activity failed.</summary>
    Fault,
}
