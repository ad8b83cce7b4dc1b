using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Events;

/// <summary>Where events go: to their customers, or to a topic (null: customers).</summary>
internal readonly record struct EventTarget(ICustomers Customers, string? Topic)
{
    public SubjectRule Subject => Topic is null ? SubjectRule.Required : SubjectRule.Optional;

    public ValueTask<Receipt[]> SubmitAsync(IReadOnlyList<Signal> signals, CancellationToken cancel) =>
        Topic is null ? Customers.SignalAsync(signals, cancel) : Customers.PublishAsync(Topic, signals, cancel);
}
