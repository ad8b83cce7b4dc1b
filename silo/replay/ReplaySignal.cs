using NodaTime;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>An event for one of the doors: for a customer (<paramref name="Subject"/>) or for a topic, never both.</summary>
/// <param name="At">When it became known: the clock stands here when it is sent, and it is the event's time.</param>
/// <param name="Subject">Customer id; null for a topic event.</param>
/// <param name="Topic">Topic; null for a customer's event.</param>
/// <param name="Source">CloudEvents source.</param>
/// <param name="Id">CloudEvents id: the same in each run of the same data and seed, so that a repeat is a duplicate.</param>
/// <param name="Type">CloudEvents type (docs/events.md).</param>
/// <param name="Data">JSON, UTF-8.</param>
public sealed record ReplaySignal(
    Instant At, string? Subject, string? Topic, string Source, string Id, string Type, ReadOnlyMemory<byte> Data);
