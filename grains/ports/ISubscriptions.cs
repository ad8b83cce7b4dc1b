using System.Collections.Immutable;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>Who outside is told of state changes, as the doors see it. Every change is durable when its task ends.</summary>
public interface ISubscriptions
{
    /// <summary>Adds a subscription, which hears of what is committed from now on; or names what is wrong with the wish.</summary>
    ValueTask<NewSubscription> AddAsync(SubscriptionWish wish, CancellationToken cancel = default);

    /// <summary>All of them, oldest first.</summary>
    ValueTask<IReadOnlyList<SubscriptionView>> ListAsync(CancellationToken cancel = default);

    /// <summary>Null: there is none of that id.</summary>
    ValueTask<SubscriptionView?> FindAsync(string id, CancellationToken cancel = default);

    /// <summary>False: there is none of that id.</summary>
    ValueTask<bool> RemoveAsync(string id, CancellationToken cancel = default);

    /// <summary>Tells it nothing more until it is resumed; null: there is none of that id.</summary>
    ValueTask<SubscriptionView?> PauseAsync(string id, CancellationToken cancel = default);

    /// <summary>Goes on where it stopped, at once; null: there is none of that id.</summary>
    ValueTask<SubscriptionView?> ResumeAsync(string id, CancellationToken cancel = default);

    /// <summary>Gives it a new secret, the only time it is told; what is sent in the next 24 hours is signed with the one before as well. Null: there is none of that id.</summary>
    ValueTask<string?> RotateAsync(string id, CancellationToken cancel = default);

    /// <summary>Sends one message that says nothing, past everything that waits; null: there is none of that id.</summary>
    ValueTask<SubscriptionTest?> TestAsync(string id, CancellationToken cancel = default);
}

/// <summary>What somebody wants to be told of, and where.</summary>
/// <param name="Types">Types of changes; empty: all.</param>
/// <param name="Journey">Only changes in cases of this journey; null: of all, and of no case.</param>
/// <param name="Customer">Only changes of this customer; null: of all.</param>
public sealed record SubscriptionWish(string Url, ImmutableArray<string> Types, string? Journey, string? Customer, string? Description);

/// <summary>Answer to a wish: the subscription with its secret, told this once, or what is wrong.</summary>
public sealed record NewSubscription(SubscriptionView? Added, string? Secret, IReadOnlyList<Problem> Problems);

/// <summary>A subscription and how it fares.</summary>
/// <param name="Position">Place in the order of commits up to which it has been told everything.</param>
/// <param name="LagEntries">Entries committed since that place.</param>
/// <param name="Lag">Age of the oldest of them; zero: there is none.</param>
/// <param name="Reason">Why it is paused; null: it is not.</param>
/// <param name="Failures">Tries that failed one after the other.</param>
/// <param name="FailingSince">When the first of them did; null: the last one succeeded.</param>
public sealed record SubscriptionView(
    string Id, SubscriptionWish Wish, DateTimeOffset CreatedAt, SubscriptionState State, string? Reason, long Position, long LagEntries, TimeSpan Lag,
    DateTimeOffset? LastSuccess, string? LastError, DateTimeOffset? LastErrorAt, int Failures, DateTimeOffset? FailingSince);

/// <summary>How a subscription fares.</summary>
public enum SubscriptionState
{
    /// <summary>It is told of what happens.</summary>
    Active,
    /// <summary>The last try failed; the next one comes by itself.</summary>
    Failing,
    /// <summary>It is told nothing until somebody resumes it, and then everything.</summary>
    Paused,
}

/// <summary>What a receiver said to a test.</summary>
/// <param name="Status">HTTP status; null: there was no answer.</param>
/// <param name="Error">Why it does not count as taken; null: it does.</param>
public sealed record SubscriptionTest(string MessageId, int? Status, string? Error, TimeSpan Took);
