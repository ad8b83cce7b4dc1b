namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>What a host that takes signals holds: rows on disk, and what is in memory.</summary>
public sealed record Health(
    long Customers, long Entries, long Timers, long Outbox, long DeadLetters, long Topics, long ActiveCustomers, long ActiveBytes, long QueueDepth, long Damaged);

/// <summary>An effect that no try could deliver. <paramref name="Kind"/>: message, webhook or internal.</summary>
public sealed record DeadLetter(string Id, string Kind, string Customer, int Attempts, string? Error);

/// <summary>Reads of a person's data. <paramref name="At"/>: the minute; <paramref name="Key"/>: name of the API key; <paramref name="Count"/>: how often in that minute.</summary>
public sealed record DataRead(DateTimeOffset At, string Key, string Call, long Count);
