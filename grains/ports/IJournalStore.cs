using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>
/// The durable side of the host: journal, timers, outbox, subscriptions, topics, definitions. SQLite and PostgreSQL pass
/// one contract suite. Reads may run on any thread and see committed rows only. Writes are serialised by the store. Entries and snapshots
/// are kept with a checksum, and say when they are read whether they are damaged; where the database itself finds that it is, calls throw <see cref="DamagedStoreException"/>.
/// </summary>
public interface IJournalStore : ITopicDesk, IAsyncDisposable
{
    /// <summary>What OpenTelemetry calls the database system (<c>db.system.name</c>).</summary>
    string SystemName { get; }

    /// <summary>Writes a batch in one transaction, durable when the task ends. A customer whose entry does not follow its last one
    /// is left out whole and named in the result; the rest of the batch is kept.</summary>
    ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default);

    /// <summary>All that brings a customer into memory, in one question: who has this id hash, the newest snapshot of the given schema, and the first entries after it.</summary>
    /// <param name="limit">Entries at most.</param>
    /// <param name="now">Unix microseconds: tombstones that have expired by then do not count.</param>
    ValueTask<StoredCustomer> CustomerAsync(byte[] idHash, long schema, int limit, long now, CancellationToken cancel = default);

    /// <summary>Key of the customer with this id hash; 0 when unknown.</summary>
    ValueTask<long> FindCustomerAsync(byte[] idHash, CancellationToken cancel = default);

    /// <summary>The highest customer key ever given out, also to customers erased since.</summary>
    ValueTask<long> LastCustomerKeyAsync(CancellationToken cancel = default);

    /// <summary>Key of the customer to whom this one was joined; 0: nobody.</summary>
    ValueTask<long> SurvivorAsync(long customer, CancellationToken cancel = default);

    /// <summary>Sealed id of a customer; null when unknown or erased.</summary>
    ValueTask<byte[]?> SealedIdAsync(long customer, CancellationToken cancel = default);

    /// <summary>The newest snapshot of the given schema, or null.</summary>
    ValueTask<SnapshotRow?> SnapshotAsync(long customer, long schema, CancellationToken cancel = default);

    /// <summary>Entries after <paramref name="after"/>, ascending, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<EntryRecord>> EntriesAsync(long customer, long after, int limit, CancellationToken cancel = default);

    /// <summary>Entries of all customers in the order in which they were committed, after a position; at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<PlacedEntry>> EntriesAfterAsync(long position, int limit, CancellationToken cancel = default);

    /// <summary>Position of the newest entry ever committed, also when it was erased since; 0: none yet. A position is never given out twice.</summary>
    ValueTask<long> LastPositionAsync(CancellationToken cancel = default);

    /// <summary>The entry that an event left, by its input hash; null when there is none. A damaged one throws <see cref="DamagedStoreException"/>.</summary>
    ValueTask<SeenInput?> FindInputAsync(long customer, long inputHash, CancellationToken cancel = default);

    /// <summary>Customers by key, ascending, after a key; with terms, only those that have all of them.</summary>
    ValueTask<IReadOnlyList<CustomerRow>> CustomersAsync(ImmutableArray<long> terms, long after, int limit, CancellationToken cancel = default);

    /// <summary>Timers due at or before <paramref name="now"/> (Unix microseconds), by due, customer, timer, after a row.</summary>
    ValueTask<IReadOnlyList<TimerRow>> DueTimersAsync(long now, TimerRow after, int limit, CancellationToken cancel = default);

    /// <summary>When the next timer after <paramref name="after"/> falls due; <see cref="long.MaxValue"/>: none.</summary>
    ValueTask<long> NextTimerAsync(TimerRow after, CancellationToken cancel = default);

    /// <summary>Effects of a kind whose next try is due, oldest first, leased to the caller until <paramref name="leaseUntil"/>.</summary>
    ValueTask<IReadOnlyList<OutboxItem>> LeaseOutboxAsync(string kind, long now, long leaseUntil, int limit, CancellationToken cancel = default);

    /// <summary>When the next try of an effect of a kind is due, after <paramref name="now"/> (Unix microseconds); <see cref="long.MaxValue"/>: none.</summary>
    ValueTask<long> NextEffectAsync(string kind, long now, CancellationToken cancel = default);

    /// <summary>Next try of an effect, later (keeps the row) or as a dead letter with its reason.</summary>
    ValueTask PostponeAsync(IReadOnlyList<OutboxPostponement> items, CancellationToken cancel = default);

    /// <summary>Dead letters by id, after an id.</summary>
    ValueTask<IReadOnlyList<OutboxItem>> DeadLettersAsync(string after, int limit, CancellationToken cancel = default);

    /// <summary>Puts a dead letter back in the queue; false when there is none of that id.</summary>
    ValueTask<bool> RequeueAsync(string id, long now, CancellationToken cancel = default);

    /// <summary>Inputs that were set aside, by customer and entry, after an entry.</summary>
    ValueTask<IReadOnlyList<SetAsideRow>> SetAsideAsync(long customer, long seq, int limit, CancellationToken cancel = default);

    /// <summary>Tasks by id, filtered where a filter is given (0 and null: any).</summary>
    ValueTask<IReadOnlyList<TaskItem>> TasksAsync(string? role, string? status, long customer, string after, int limit, CancellationToken cancel = default);

    /// <summary>A topic's position and retained events, as whoever begins to follow may hear them: of a topic that is paused, as it was before what is
    /// held up. A topic never heard of has position 0.</summary>
    ValueTask<TopicState> TopicAsync(string topic, CancellationToken cancel = default);

    /// <summary>Writes topic events durably; each answer is the position given, or that of the event already there:
    /// <see cref="TopicAppend.Duplicate"/> when it is equal, <see cref="TopicAppend.Reused"/> when source and id came with other content.</summary>
    ValueTask<IReadOnlyList<TopicAppend>> AppendTopicAsync(IReadOnlyList<TopicEventRow> events, CancellationToken cancel = default);

    /// <summary>Fan-outs not finished: topic events whose cursor has followers left; the oldest of each topic first, then the second of each, and so on.
    /// Those of a follower set apart count as a topic of their own. What is paused is left out.</summary>
    ValueTask<IReadOnlyList<FanOut>> OpenFanOutsAsync(int limit, CancellationToken cancel = default);

    /// <summary>Followers of a fan-out after its cursor, most urgent first, who have not yet seen the event when they began to follow.</summary>
    ValueTask<IReadOnlyList<Follower>> FollowersAsync(FanOut fanOut, int limit, CancellationToken cancel = default);

    /// <summary>Moves the cursor of a fan-out, unless it was ended meanwhile; <paramref name="done"/> ends it. <paramref name="told"/>: followers told since the last move.</summary>
    ValueTask AdvanceFanOutAsync(FanOut fanOut, Follower? last, bool done, long told = 0, CancellationToken cancel = default);

    /// <summary>Lets a topic go on without followers who could not be told: what is on its way to them, and what is published from now on, waits for
    /// each by itself, in order. They are among the others again when they have heard all of it.</summary>
    ValueTask SetApartAsync(FanOut fanOut, IReadOnlyList<Follower> followers, CancellationToken cancel = default);

    /// <summary>All stored versions of all journeys, drafts included.</summary>
    ValueTask<IReadOnlyList<JourneyRow>> JourneysAsync(CancellationToken cancel = default);

    /// <summary>Adds or replaces a draft, or adds a published version; a published version never changes (throws <see cref="InvalidOperationException"/>).</summary>
    ValueTask SaveJourneyAsync(JourneyRow row, CancellationToken cancel = default);

    /// <summary>Deletes every row of a customer in every table, and of everybody who was joined to it, and keeps a tombstone of each; answers rows removed by table and the other customers whose
    /// entries held values sealed with this person's key (their snapshots are dropped). The erasure is open until it is finished: whoever
    /// finds it open after a crash destroys the person's key and finishes it.</summary>
    ValueTask<Erasure> EraseAsync(long customer, byte[] idHash, TombstoneRow tombstone, CancellationToken cancel = default);

    /// <summary>Customers whose rows were erased and whose erasure is not finished.</summary>
    ValueTask<IReadOnlyList<long>> OpenErasuresAsync(CancellationToken cancel = default);

    /// <summary>The other customers whose entries hold values sealed with a person's key.</summary>
    ValueTask<IReadOnlyList<long>> HoldersAsync(long customer, CancellationToken cancel = default);

    /// <summary>Drops a customer's snapshot: the state is folded from the entries next time.</summary>
    ValueTask DropSnapshotAsync(long customer, CancellationToken cancel = default);

    /// <summary>The customer's key is destroyed: cleans the files of what was deleted, and ends the erasure.</summary>
    ValueTask FinishErasureAsync(long customer, CancellationToken cancel = default);

    /// <summary>The tombstone for an id hash; null when there is none or it has expired.</summary>
    ValueTask<TombstoneRow?> TombstoneAsync(byte[] idHash, long now, CancellationToken cancel = default);

    /// <summary>Adds to the reads of personal data, of persons who are there, and drops some of those before a time (Unix microseconds).</summary>
    ValueTask NoteReadsAsync(IReadOnlyList<ReadRow> reads, long before, CancellationToken cancel = default);

    /// <summary>Reads of a customer, and of everybody who was joined to it, since a time, in the order in which they were first noted, after an id.</summary>
    ValueTask<IReadOnlyList<PlacedRead>> ReadsAsync(long customer, long since, long after, int limit, CancellationToken cancel = default);

    /// <summary>What keeps the store from writing, where an error of it, or of the keys beside it, says so; null: it says something else.</summary>
    StoreTrouble? TroubleOf(Exception error);

    /// <summary>Writes as much as a large batch, durably, and takes it away again; fails with what keeps the store from writing.</summary>
    ValueTask ProbeAsync(CancellationToken cancel = default);

    /// <summary>Counts for health and metrics: customers, entries, timers, outbox, dead letters.</summary>
    ValueTask<StoreCounts> CountsAsync(CancellationToken cancel = default);

    /// <summary>What waits that nobody should wait for long. It is asked for all the time: its cost grows with what is on its way to followers, and with nothing else that is stored.</summary>
    ValueTask<StoreBacklog> BacklogAsync(CancellationToken cancel = default);
}

/// <summary>What goes to disk together: turns, and outbox rows that are done with (sent, withheld, superseded).</summary>
public sealed record CommitBatch(IReadOnlyList<TurnRecord> Turns, IReadOnlyList<string> SettledEffects);

/// <summary>Outcome of a commit: the customers that lost the race for their sequence number. The store also reports effects that
/// a newer one superseded while still queued. They stay, marked, until they are settled: a crash loses nothing of that.</summary>
public sealed record CommitResult(IReadOnlyList<long> Conflicts, IReadOnlyList<SupersededEffect> Superseded)
{
    /// <summary>Why some of these customers' turns were not written: pages are damaged that they need; null: that is not why.</summary>
    public DamagedStoreException? Damage { get; init; }
}

/// <summary>A queued effect that a newer one replaced.</summary>
public readonly record struct SupersededEffect(long Customer, string Id);

/// <summary>Where an event already stands in the journal.</summary>
public readonly record struct SeenInput(long Seq, long ContentHash);

/// <summary>A customer in a list. <paramref name="UpdatedAt"/>: Unix microseconds of the last entry.</summary>
public sealed record CustomerRow(long Key, byte[] SealedId, byte[]? Name, long UpdatedAt)
{
    /// <summary>Key of the customer to whom this one was joined; 0: nobody.</summary>
    public long Survivor { get; init; }
}

/// <summary>An effect in the outbox or among the dead letters.</summary>
/// <param name="Attempts">Tries that failed so far.</param>
/// <param name="Error">Why the last one failed, without secrets; null before the first.</param>
/// <param name="Trace">That of the turn that decided it, or null.</param>
public sealed record OutboxItem(long Customer, OutboxRow Row, int Attempts, string? Error, string? Trace = null);

/// <summary>A failed try: when to try again, or <paramref name="Dead"/>.</summary>
public sealed record OutboxPostponement(string Id, long NextTry, int Attempts, string Error, bool Dead);

/// <summary>An entry with its customer and its place in the order of all commits.</summary>
public readonly record struct PlacedEntry(long Position, long Customer, EntryRecord Entry);

/// <summary>A task in the inbox with its customer.</summary>
public sealed record TaskItem(long Customer, TaskRow Row);

/// <summary>State of a topic: its position (events so far) and, for each event type (and <c>subkey</c>), the newest event.</summary>
public sealed record TopicState(string Topic, long Position, IReadOnlyList<RetainedEvent> Retained);

/// <summary>The newest event of one type on a topic. Topic data is about shared things and holds nothing personal: plain JSON.</summary>
public sealed record RetainedEvent(long Position, byte[] Event);

/// <summary>An event to put on a topic.</summary>
/// <param name="RetainKey">Type, and sub-key where the event has one: the newest of each is retained.</param>
/// <param name="LatestOnly">True: a newer event with the same retain key overtakes this one while it is still being fanned out.</param>
/// <param name="Event">The event as canonical structured CloudEvent JSON, with its time of receipt.</param>
public sealed record TopicEventRow(string Topic, long InputHash, long ContentHash, string RetainKey, bool LatestOnly, long At, byte[] Event);

/// <summary>Answer for one topic event: its position, whether it was a repeat, or whether its id was reused.</summary>
public readonly record struct TopicAppend(long Position, bool Duplicate, bool Reused);

/// <summary>An event on its way to the followers of its topic.</summary>
/// <param name="Only">Customer key of the one follower it is for, who began to follow while the event went out to the others, or was set apart; 0: all.</param>
/// <param name="Apart">That follower was set apart: nobody else waits for this.</param>
public sealed record FanOut(
    long TopicKey, string Topic, long Position, string RetainKey, bool LatestOnly, byte[] Event, long CursorUrgency, long CursorCustomer, long At,
    long Only = 0, bool Apart = false);

/// <summary>A follower still to be told.</summary>
public readonly record struct Follower(long Customer, long Urgency);

/// <summary>A version of a journey. <paramref name="Json"/> is the definition as it came, byte for byte.</summary>
public sealed record JourneyRow(string Id, int Version, bool Published, long At, byte[] Json)
{
    /// <summary>What is published among these, for others to use as activities.</summary>
    public static DefinitionLibrary Library(IEnumerable<JourneyRow> rows) => new(rows.Where(r => r.Published).Select(r => new PublishedDefinition(r.Id, r.Version, r.At, r.Json)));
}

/// <summary>Answer of an erasure.</summary>
public sealed record Erasure(IReadOnlyDictionary<string, long> Removed, IReadOnlyList<long> Holders);

/// <summary>What is kept of an erased person: why, since when and until when their events are refused. Times: Unix microseconds.</summary>
public sealed record TombstoneRow(string Receipt, string Purpose, long At, long Expires);

/// <summary>An erased person as a list of erasures names it: by the keyed hash of the id, not by the id.</summary>
public sealed record ErasedPerson(byte[] IdHash, TombstoneRow Tombstone);

/// <summary>How often somebody read a customer's data with one call in one minute (Unix microseconds).</summary>
public sealed record ReadRow(long Customer, long Minute, string Reader, string Call, long Count);

/// <summary>Reads with their place in the list of all.</summary>
public sealed record PlacedRead(long Id, ReadRow Row);

/// <summary>Row counts.</summary>
public sealed record StoreCounts(long Customers, long Entries, long Timers, long Outbox, long DeadLetters, long Topics, long Follows, long SetAside);

/// <summary>What waits.</summary>
/// <param name="FanOuts">Topic events on their way to all followers, without what is paused.</param>
/// <param name="Erasures">Erasures that are not finished.</param>
/// <param name="NextEffect">When the first of the effects that wait is to be tried, Unix microseconds, past or to come; <see cref="long.MaxValue"/>: none waits.</param>
public sealed record StoreBacklog(long FanOuts, long Erasures, long NextEffect);
