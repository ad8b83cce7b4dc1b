using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>The journal record of one turn, readable: its input, its facts and its effects.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Time">When the input says it happened.</param>
/// <param name="Subject">The customer id as it arrived; null when unreadable (sealed by a key that was destroyed).</param>
public sealed record Entry(
    long Seq, DateTimeOffset At, DateTimeOffset Time, string? Subject, EntryInput Input,
    ImmutableArray<Fact> Facts, ImmutableArray<Effect> Effects, EntryVersions Versions)
{
    /// <summary>Places that the entries of somebody who is joined take in the history, before this entry: see <see cref="CustomerJoined"/>.</summary>
    public long Skips => Facts is [CustomerJoined joined, ..] ? joined.Entries : 0;

    /// <summary>Seq of the customer's entry before; 0: this is the first.</summary>
    public long Before => Seq - 1 - Skips;
}

/// <summary>The input of an entry. <paramref name="Kind"/>: event, timer, task, topic, command or internal.</summary>
public sealed record EntryInput(string Kind, string? Id, string? Source, string Type, Value Data);

/// <summary>What decided: needed to explain and to decide again.</summary>
public sealed record EntryVersions(string Engine, string TimeZones);
