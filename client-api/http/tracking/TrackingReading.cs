using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>One message as read: the signals that it means, or everything that is wrong with it.</summary>
/// <param name="Previous">Of an alias, the id that was used before, as it came.</param>
internal readonly record struct TrackingReading(IReadOnlyList<Signal> Signals, IReadOnlyList<Problem> Problems, string? Previous = null)
{
    public static TrackingReading Flawed(params IReadOnlyList<Problem> problems) => new([], problems);
}
