using System.Collections.Immutable;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>Everything one turn of one customer leaves behind, encoded and sealed: what the store writes, all of it or nothing.</summary>
/// <param name="Customer">Integer key of the customer inside the store; also names the person's data key.</param>
/// <param name="Entry">The journal entry.</param>
/// <param name="Created">Set by the customer's first turn.</param>
/// <param name="Name">New display name, sealed under the person's key; null: unchanged.</param>
/// <param name="SearchTerms">Keyed hashes that replace the customer's search terms; default: unchanged.</param>
public sealed record TurnRecord(
    long Customer,
    EntryRecord Entry,
    NewCustomer? Created = null,
    byte[]? Name = null,
    ImmutableArray<long> SearchTerms = default)
{
    /// <summary>Timers set and withdrawn, in the order in which the turn did so.</summary>
    public ImmutableArray<TimerChange> Timers { get; init; } = [];

    /// <summary>Effects that a sender carries out after the commit.</summary>
    public ImmutableArray<OutboxRow> Outbox { get; init; } = [];

    /// <summary>Topics followed and left.</summary>
    public ImmutableArray<FollowChange> Follows { get; init; } = [];

    /// <summary>Human tasks as they stand after the turn (only those that changed).</summary>
    public ImmutableArray<TaskRow> Tasks { get; init; } = [];

    /// <summary>Inputs that were set aside, and that no longer are.</summary>
    public ImmutableArray<SetAsideRow> SetAside { get; init; } = [];

    /// <summary>The trace (W3C <c>traceparent</c>) that timers and effects of this turn carry on; null: none is collected.</summary>
    public string? Trace { get; init; }

    /// <summary>Key of the customer who is joined to this one with this turn; 0: nobody.</summary>
    public long Joined { get; init; }

    /// <summary>A snapshot to keep with this entry, or null.</summary>
    public SnapshotRow? Snapshot { get; init; }
}

/// <summary>Identity of a customer that the store has not seen before.</summary>
/// <param name="IdHash">Keyed hash (16 bytes) of the customer id: how the id is found.</param>
/// <param name="SealedId">The id's text, sealed under the person's key.</param>
public sealed record NewCustomer(byte[] IdHash, byte[] SealedId);

/// <summary>One row of the journal. Times are Unix microseconds, UTC.</summary>
/// <param name="Seq">Place in this customer's journal; the first is 1. (Customer, Seq) is unique: the fence.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Time">When the input says it happened; equal to <paramref name="At"/> when it does not say.</param>
/// <param name="InputHash">Hash of (subject, source, id) of an event; 0 for other inputs, which are never deduplicated here.</param>
/// <param name="ContentHash">Hash of the event's content, to tell a repeat from a reused id.</param>
/// <param name="Plain">UTF-8 JSON without personal values: input kind and type, facts, effects, versions.</param>
/// <param name="Sealed">The personal values that <paramref name="Plain"/> refers to, sealed; null when there are none.</param>
/// <param name="Sealer">Whose key sealed them when it was not this customer's (an input that came from another customer); else 0.</param>
public sealed record EntryRecord(
    long Seq, long At, long Time, long InputHash, long ContentHash, byte[] Plain, byte[]? Sealed, long Sealer = 0)
{
    /// <summary>Places before this entry that belong to the entries of somebody who is joined with it; known while it is being written.</summary>
    public long Skips { get; init; }

    /// <summary>Set by the store that read it: what is wrong with it, as it is not what was written; null: nothing.</summary>
    public string? Damage { get; init; }
}

/// <summary>A durable timer: set (<paramref name="Set"/>) or withdrawn. (Due, Customer, Timer) is its key.</summary>
/// <param name="Due">Unix microseconds, UTC.</param>
/// <param name="Timer">Id unique within the customer: see <c>TimerId</c> of the customer room.</param>
public readonly record struct TimerChange(bool Set, long Due, long Timer)
{
    /// <summary>Key of the joined customer under whom the timer is kept; 0: the customer of the turn.</summary>
    public long Owner { get; init; }
}

/// <summary>A timer that is due. <paramref name="Trace"/>: that of the turn that set it, or null.</summary>
public readonly record struct TimerRow(long Due, long Customer, long Timer, string? Trace = null);

/// <summary>An effect waiting for its sender.</summary>
/// <param name="Id">The effect's id: the idempotency key, the same on every try.</param>
/// <param name="Kind">Which sender: <c>message</c>, <c>webhook</c> or <c>internal</c>.</param>
/// <param name="NotBefore">Unix microseconds: first try not before this.</param>
/// <param name="UseUntil">Unix microseconds; past it the effect is withheld. <see cref="long.MaxValue"/>: always useful.</param>
/// <param name="SupersessionKey">Hash; a newer row of the same customer and key replaces a queued older one. 0: none.</param>
/// <param name="Sealed">The effect's content (JSON), sealed under the person's key.</param>
public sealed record OutboxRow(string Id, string Kind, long NotBefore, long UseUntil, long SupersessionKey, byte[] Sealed)
{
    /// <summary>Mark in place of <see cref="UseUntil"/>: a newer effect replaced this one before it was sent, which its customer has still to be told.</summary>
    public const long Superseded = long.MinValue;
}

/// <summary>The customer starts to follow a topic, or stops (<paramref name="Seen"/> = -1).</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Seen">Position of the topic up to which the turn has already seen its retained values.</param>
/// <param name="Urgency">Fan-out order: smaller first (for instance the departure, Unix seconds); 0: no urgency stated.</param>
public readonly record struct FollowChange(string Topic, long Seen, long Urgency);

/// <summary>A human task in the shared inbox.</summary>
/// <param name="Id">Task id (case id and ordinal).</param>
/// <param name="Status">open, claimed, done, or gone (ended with its case).</param>
/// <param name="Due">Unix microseconds, or 0.</param>
/// <param name="Sealed">The task as JSON, sealed under the person's key.</param>
public sealed record TaskRow(string Id, string Role, string Status, long Due, byte[] Sealed);

/// <summary>State of a customer as of <paramref name="Seq"/>, sealed.</summary>
/// <param name="Schema">Hash of the schema that made it; another one means: rebuild from the journal.</param>
public sealed record SnapshotRow(long Seq, long Schema, byte[] Sealed)
{
    /// <summary>Set by the store that read it: what is wrong with it, as it is not what was written; null: nothing.</summary>
    public string? Damage { get; init; }
}

/// <summary>What a store has of a customer.</summary>
/// <param name="Key">0: unknown, or erased.</param>
/// <param name="Erased">A tombstone is left.</param>
/// <param name="Entries">The first after the snapshot, or the first of all.</param>
public readonly record struct StoredCustomer(long Key, bool Erased, SnapshotRow? Snapshot, IReadOnlyList<EntryRecord> Entries)
{
    public static StoredCustomer Missing(bool erased) => new(0, erased, null, []);
}

/// <summary>An input that was set aside; (<paramref name="Customer"/>, <paramref name="Seq"/>) is the entry that keeps it.</summary>
/// <param name="At">Unix microseconds.</param>
/// <param name="Kind">Of input, as the entry has it.</param>
/// <param name="Type">Of input, as the entry has it.</param>
/// <param name="Sealed">What operators read (JSON), sealed under the key of that customer; null: no longer set aside, the row goes.</param>
public sealed record SetAsideRow(long Customer, long Seq, long At, string Kind, string Type, byte[]? Sealed);
