namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>What a host that takes signals holds: rows on disk, and what is in memory.</summary>
public sealed record Health(
    long Customers, long Entries, long Timers, long Outbox, long DeadLetters, long Topics, long ActiveCustomers, long ActiveBytes, long QueueDepth)
{
    /// <summary>Inputs that could not be decided and wait for a person.</summary>
    public long SetAside { get; init; }

    /// <summary>Places of the store that were found damaged since the start.</summary>
    public long Damaged { get; init; }

    /// <summary>The disk of its data directory; null: it has none.</summary>
    public DiskRoom? Disk { get; init; }
}

/// <summary>Room on a disk, in bytes. <paramref name="Low"/>: less than 1 GiB; without any the host only reads.</summary>
public sealed record DiskRoom(long FreeBytes, bool Low);

/// <summary>An effect that no try could deliver. <paramref name="Kind"/>: message, webhook or internal.</summary>
public sealed record DeadLetter(string Id, string Kind, string Customer, int Attempts, string? Error);

/// <summary>An input that could not be decided and was set aside. <paramref name="Kind"/>: event, internal, topic, timer or command; <paramref name="Seq"/>: the entry that keeps it.</summary>
public sealed record SetAsideInput(string Id, long Seq, string Customer, DateTimeOffset At, string Kind, string Type, string? Source, string? InputId, string Error);

/// <summary>Reads of a person's data. <paramref name="At"/>: the minute; <paramref name="Key"/>: name of the API key; <paramref name="Count"/>: how often in that minute.</summary>
public sealed record DataRead(DateTimeOffset At, string Key, string Call, long Count);
