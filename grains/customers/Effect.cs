using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>What must happen outside because of a turn. Derived from its facts, never decided twice. A closed set.</summary>
/// <param name="Id">Idempotency key: the same on every try.</param>
public abstract record Effect(string Id)
{
    /// <summary>Type of the signal by which a customer is joined to another, who hears of it under this name.</summary>
    public const string JoinType = "customer.joined";

    /// <summary>A message to the customer, through the sender of its channel.</summary>
    public sealed record Message(
        string Id, string Channel, string Purpose, string Template, string Text, string? To, string Basis,
        DateTimeOffset? ConsentSince, DateTimeOffset? UseUntil, string? SupersessionKey) : Effect(Id);

    /// <summary>JSON to a URL.</summary>
    public sealed record Webhook(string Id, string Url, Value Body) : Effect(Id);

    /// <summary>A signal to another customer.</summary>
    public sealed record Internal(string Id, string Customer, string EventType, Value Payload) : Effect(Id);

    /// <summary>A durable timer; <paramref name="Due"/> null: withdrawn.</summary>
    public sealed record Timer(string Id, DateTimeOffset? Due) : Effect(Id);

    /// <summary>A topic followed, or left.</summary>
    public sealed record Subscription(string Id, string Topic, bool Follow) : Effect(Id);

    /// <summary>A human task offered, moved or ended.</summary>
    public sealed record TaskNotification(string Id, string Role, string Status) : Effect(Id);

    /// <summary>Name in the journal and on the wire: message, webhook, internal, timer, subscription or task.</summary>
    public string Type => this switch
    {
        Message => "message",
        Webhook => "webhook",
        Internal => "internal",
        Timer => "timer",
        Subscription => "subscription",
        TaskNotification => "task",
        _ => throw new InvalidOperationException($"Unknown effect {GetType()}."),
    };
}
