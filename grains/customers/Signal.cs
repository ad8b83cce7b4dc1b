using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>Something that happened, as a CloudEvent 1.0, already checked by a door.</summary>
/// <param name="Subject">The customer id as it arrived; for a topic event the CloudEvent's own subject, or empty.</param>
/// <param name="Time">When it happened, as the event says; null when it does not say.</param>
/// <param name="Data">The event's data; <see cref="Value.Null"/> when it has none.</param>
public sealed record Signal(string Id, string Source, string Type, string Subject, DateTimeOffset? Time, Value Data)
{
    /// <summary>CloudEvents extension attributes (traceparent and the like), or null.</summary>
    public ValueMap? Extensions { get; init; }

    /// <summary>Who may act on cases by this signal, as the door says that took it; never part of the event. Null: nobody, it only tells what happened.</summary>
    public Actor? Actor { get; init; }
}
