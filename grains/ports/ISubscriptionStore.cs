namespace JourneyOrchestrator.Grains.Ports;

/// <summary>The durable side of subscriptions, in the store of the journal whose entries they follow. Erasing a person deletes the subscriptions
/// about that person alone.</summary>
public interface ISubscriptionStore
{
    /// <summary>All of them, oldest first.</summary>
    ValueTask<IReadOnlyList<SubscriptionRow>> SubscriptionsAsync(CancellationToken cancel = default);

    /// <summary>Adds one, durable when the task ends.</summary>
    ValueTask AddSubscriptionAsync(SubscriptionRow row, CancellationToken cancel = default);

    /// <summary>Writes secrets and progress of subscriptions in one transaction; of one that is not there any more nothing.</summary>
    ValueTask UpdateSubscriptionsAsync(IReadOnlyList<SubscriptionRow> rows, CancellationToken cancel = default);

    /// <summary>Deletes one.</summary>
    ValueTask RemoveSubscriptionAsync(string id, CancellationToken cancel = default);
}

/// <summary>A subscription at rest. Times are Unix microseconds, UTC; 0: never.</summary>
/// <param name="Types">Types of changes, separated by commas; empty: all.</param>
/// <param name="Customer">Key of the only customer it is about; 0: all.</param>
/// <param name="Secret">What messages are signed with, sealed.</param>
/// <param name="OldSecret">The one before, sealed; it signs as well until <paramref name="OldUntil"/>.</param>
public sealed record SubscriptionRow(
    string Id, string Url, string Types, string? Journey, long Customer, string? Description, long Created,
    byte[] Secret, byte[]? OldSecret, long OldUntil, SubscriptionProgress Progress);

/// <summary>How far a subscription has come.</summary>
/// <param name="Position">Place in the order of commits up to which everything was delivered.</param>
/// <param name="Paused">Why nothing is delivered; null: it is.</param>
/// <param name="Failures">Tries that failed one after the other.</param>
public sealed record SubscriptionProgress(
    long Position, string? Paused = null, int Failures = 0, long FailingSince = 0, long Succeeded = 0, string? Error = null, long ErrorAt = 0);
