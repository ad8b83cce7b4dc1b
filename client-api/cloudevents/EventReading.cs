using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>One event as read: a signal, or everything that is wrong with it.</summary>
public readonly record struct EventReading(Signal? Signal, IReadOnlyList<Problem> Problems)
{
    public static EventReading Flawed(Problem problem) => new(null, [problem]);
}

/// <summary>Whether <c>subject</c> must be there: it names the customer, but on a topic it is free.</summary>
public enum SubjectRule { Required, Optional }
