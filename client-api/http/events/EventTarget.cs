using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Events;

/// <summary>Where events go: to their customers, or to a topic (null: customers).</summary>
/// <param name="Caller">Who sends them; null: nobody who could act by them.</param>
internal readonly record struct EventTarget(ICustomers Customers, string? Topic, Caller? Caller = null)
{
    /// <summary>On a topic, two extension attributes say what is kept; where they can't be understood, the event is refused rather than kept wrongly.</summary>
    public EventReading Check(in EventReading reading)
    {
        if (Topic is null && reading.Signal is { Type: BuiltInSignals.OperationRequested } acts && Caller is { } caller) return new EventReading(Acting.With(caller, acts), reading.Problems);
        return Topic is null ? reading : CheckKept(reading);
    }

    /// <summary>Of an event that goes to a topic, refuses extension attributes that say in no way that is understood what is kept of it.</summary>
    public static EventReading CheckKept(in EventReading reading)
    {
        if (reading.Signal?.Extensions is not { } extensions) return reading;
        if (extensions.TryGetValue("retainkey", out var key) && !(key.Kind == ValueKind.String && key.AsString().Length > 0))
            return EventReading.Flawed(EventProblems.WrongType("/retainkey", "a non-empty string"));
        // In binary mode every attribute is text.
        if (extensions.TryGetValue("latestonly", out var flag) && !(flag.Kind == ValueKind.Bool || (flag.Kind == ValueKind.String && flag.AsString() is "true" or "false")))
            return EventReading.Flawed(EventProblems.WrongType("/latestonly", "true or false"));
        return reading;
    }

    public SubjectRule Subject => Topic is null ? SubjectRule.Required : SubjectRule.Optional;

    public ValueTask<Receipt[]> SubmitAsync(IReadOnlyList<Signal> signals, CancellationToken cancel) =>
        Topic is null ? Customers.SignalAsync(signals, cancel) : Customers.PublishAsync(Topic, signals, cancel);
}
