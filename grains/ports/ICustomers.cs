using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel.Migrations;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>What the doors see of the customers, whichever host runs them. Every write is durable when its task ends.</summary>
public interface ICustomers
{
    /// <summary>Hands signals to their customers; the receipts come in the same order. Signals of one customer are handled in the given order.</summary>
    ValueTask<Receipt[]> SignalAsync(IReadOnlyList<Signal> signals, CancellationToken cancel = default);

    /// <summary>Puts signals on a topic, each durable and on its way to the followers when its receipt comes.</summary>
    ValueTask<Receipt[]> PublishAsync(string topic, IReadOnlyList<Signal> events, CancellationToken cancel = default);

    /// <summary>Runs one command as a turn of an existing customer.</summary>
    /// <returns><see cref="Receipt.Unknown"/> for an unknown customer, <see cref="Receipt.Refused"/> when the state does not allow it.</returns>
    ValueTask<Receipt> CommandAsync(string customerId, Input command, CancellationToken cancel = default);

    /// <summary>Reads the last committed state of a customer. <paramref name="at"/>: as it was known at that recorded time.</summary>
    ValueTask<ReadResult<T>> ReadAsync<T>(string customerId, Func<CustomerState, T> view, DateTimeOffset? at = null, CancellationToken cancel = default);

    /// <summary>Id of the customer that owns a case, task or effect id; null when there is none.</summary>
    ValueTask<string?> OwnerAsync(long customerKey, CancellationToken cancel = default);

    /// <summary>Journal entries after a sequence number, decoded, ascending.</summary>
    ValueTask<ReadResult<IReadOnlyList<Entry>>> HistoryAsync(string customerId, long after, int limit, CancellationToken cancel = default);

    /// <summary>Customers in order of first appearance; <paramref name="search"/> finds beginnings of words of the name, or the whole id.</summary>
    ValueTask<Page<CustomerSummary>> ListAsync(string? search, int limit, string? after, CancellationToken cancel = default);

    /// <summary>The shared inbox of human tasks.</summary>
    ValueTask<Page<TaskView>> TasksAsync(string? role, string? status, string? customerId, int limit, string? after, CancellationToken cancel = default);

    /// <summary>Notes that somebody read a person's data. Waits for nothing; the note is on disk within a second.</summary>
    void NoteRead(string customerId, string reader, string call);

    /// <summary>Who read a person's data, oldest first.</summary>
    ValueTask<ReadResult<Page<DataRead>>> ReadsAsync(string customerId, long after, int limit, CancellationToken cancel = default);

    /// <summary>Erases a person: rows in every table, then the key.</summary>
    ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel = default);

    /// <summary>Effects that no try could deliver.</summary>
    ValueTask<Page<DeadLetterView>> DeadLettersAsync(int limit, string? after, CancellationToken cancel = default);

    /// <summary>Queues a dead letter again; false: no such dead letter.</summary>
    ValueTask<bool> RequeueAsync(string id, CancellationToken cancel = default);

    /// <summary>Inputs that could not be decided and were set aside, by customer, in the order in which they came.</summary>
    ValueTask<Page<SetAsideView>> SetAsideAsync(int limit, SetAsideInput after, CancellationToken cancel = default);

    /// <summary>The journeys as published now; replaced as a whole when one is published.</summary>
    JourneyCatalog Journeys { get; }

    /// <summary>Stores a definition, published or as a draft; answers its version and diagnostics. Publishing with errors stores nothing.</summary>
    ValueTask<SavedJourney> SaveJourneyAsync(byte[] elsaJson, bool publish, CancellationToken cancel = default);

    /// <summary>Publishes the newest draft of a journey; null: no such journey.</summary>
    ValueTask<SavedJourney?> PublishJourneyAsync(string journeyId, CancellationToken cancel = default);

    /// <summary>Every stored version of every journey, as it came.</summary>
    ValueTask<IReadOnlyList<JourneyRow>> StoredJourneysAsync(CancellationToken cancel = default);

    /// <summary>What health and operators look at.</summary>
    ValueTask<HostHealth> HealthAsync(CancellationToken cancel = default);
}

/// <summary>How a signal or command ended.</summary>
public enum ReceiptKind
{
    /// <summary>Handled and on disk.</summary>
    Accepted,
    /// <summary>Seen before with the same content; nothing was done.</summary>
    Duplicate,
    /// <summary>Same source and id as an earlier event with other content.</summary>
    Reused,
    /// <summary>The customer was erased.</summary>
    Erased,
    /// <summary>No such customer, case, task or item.</summary>
    Unknown,
    /// <summary>The state does not allow it, or somebody else was faster.</summary>
    Refused,
    /// <summary>The input itself is wrong.</summary>
    Invalid,
    /// <summary>The caller may not do it for this customer.</summary>
    Foreign,
    /// <summary>The host can't take it now: overload, or the disk did not take the batch. Retry.</summary>
    Unavailable,
}

/// <summary>Answer to one input. <paramref name="Seq"/>: its entry, where it made one.</summary>
public readonly record struct Receipt(ReceiptKind Kind, long Seq = 0, Problem? Problem = null, string? Created = null)
{
    /// <summary>What a migration did, would do, or why it is refused; null for other inputs.</summary>
    public MigrationReport? Migration { get; init; }

    /// <summary>It could not be decided however often it was tried, and is kept until somebody replays or discards it.</summary>
    public bool SetAside { get; init; }

    public static Receipt Accepted(long seq) => new(ReceiptKind.Accepted, seq);
    public static Receipt Unknown(string field, string what) => new(ReceiptKind.Unknown, 0, new Problem(field, "unknown", what, "Check the id."));
    public static Receipt Refused(Problem problem) => new(ReceiptKind.Refused, 0, problem);
}

/// <summary>What is wrong, where, and what to do. Codes are stable; texts are for people.</summary>
public sealed record Problem(string Field, string Code, string Message, string Fix);

/// <summary>Answer of a read: the value, or why there is none.</summary>
public readonly record struct ReadResult<T>(ReadStatus Status, T? Value = default)
{
    public static ReadResult<T> Found(T value) => new(ReadStatus.Found, value);
}

/// <summary>Whether a customer could be read.</summary>
public enum ReadStatus
{
    Found,
    /// <summary>Never heard of.</summary>
    Unknown,
    /// <summary>Erased, or asked for a moment before what is still kept.</summary>
    Gone,
}

/// <summary>A page of a list. <paramref name="Next"/>: pass as <c>after</c> for the following page; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A customer in a list.</summary>
public sealed record CustomerSummary(string Id, string? Name, DateTimeOffset UpdatedAt);

/// <summary>Reads of a person's data. <paramref name="At"/>: the minute; <paramref name="Key"/>: name of the key; <paramref name="Count"/>: how often in that minute.</summary>
public sealed record DataRead(DateTimeOffset At, string Key, string Call, long Count);

/// <summary>Proof of an erasure. <paramref name="Removed"/>: rows by table.</summary>
public sealed record ErasureReceipt(string Receipt, DateTimeOffset At, IReadOnlyDictionary<string, long> Removed);

/// <summary>An effect that no try could deliver.</summary>
public sealed record DeadLetterView(string Id, string Kind, string CustomerId, int Attempts, string? Error);

/// <summary>An input that was set aside. <paramref name="At"/>: when; <paramref name="Kind"/>, <paramref name="Type"/>: of the input; <paramref name="Text"/>: whose it is, and what went wrong.</summary>
public sealed record SetAsideView(SetAsideInput Id, DateTimeOffset At, string Kind, string Type, SetAsideText Text);

/// <summary>Answer to saving a definition. <paramref name="Saved"/> is false when publishing was refused.</summary>
public sealed record SavedJourney(string Id, int Version, bool Published, bool Saved, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>State of the host. <paramref name="Ready"/>: it takes signals. <paramref name="Overdue"/>: for how long the timer has been due that waits longest; zero: none is due.</summary>
public sealed record HostHealth(bool Ready, string? Why, StoreCounts Counts, int ActiveCustomers, long ActiveBytes, int QueueDepth, TimeSpan Overdue)
{
    /// <summary>For how long the effect has been due that waits longest; zero: none is due.</summary>
    public TimeSpan EffectsOverdue { get; init; }

    /// <summary>Topic events on their way to all followers, without what is paused.</summary>
    public long OpenFanOuts { get; init; }

    /// <summary>Erasures that are not finished.</summary>
    public long OpenErasures { get; init; }

    /// <summary>Places of the store that reads found damaged since the start; who they are about is refused.</summary>
    public int Damaged { get; init; }
}
