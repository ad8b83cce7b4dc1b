using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Silo.Outbox;

/// <summary>Carries out effects of one kind. Tried at least once: the effect's id is the same on every try.</summary>
public interface IEffectSender
{
    /// <summary>Kind of the rows it takes: <c>message</c>, <c>webhook</c> or <c>internal</c>.</summary>
    string Kind { get; }

    /// <summary>One try. An exception counts as a failed try.</summary>
    ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel);
}

/// <summary>An effect with what a sender must know besides.</summary>
/// <param name="CustomerKey">Whose effect it is.</param>
/// <param name="QueuedAt">When the turn decided it.</param>
/// <param name="Now">The moment of this try.</param>
public sealed record Sending(long CustomerKey, string CustomerId, Effect Effect, DateTimeOffset QueuedAt, DateTimeOffset Now);

/// <summary>How a try ended.</summary>
public enum SendEnd
{
    Sent,
    /// <summary>It may not go out, now or later; not an error.</summary>
    Withheld,
    /// <summary>A newer effect replaced it.</summary>
    Superseded,
    /// <summary>Try again later.</summary>
    Failed,
    /// <summary>No other try can succeed: a dead letter at once.</summary>
    Hopeless,
}

/// <summary>Answer of a sender. <paramref name="Detail"/>: a few words for the journal or the dead letter, without secrets or anything personal.</summary>
public readonly record struct SendResult(SendEnd End, string? Detail = null)
{
    public static SendResult Sent => new(SendEnd.Sent);

    public static SendResult Superseded => new(SendEnd.Superseded);

    public static SendResult Withheld(string reason) => new(SendEnd.Withheld, reason);

    public static SendResult Failed(string error) => new(SendEnd.Failed, error);

    public static SendResult Hopeless(string error) => new(SendEnd.Hopeless, error);
}
