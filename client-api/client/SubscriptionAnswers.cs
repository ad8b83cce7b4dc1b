namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>Who outside is told of state changes, and how that goes (docs/webhooks.md).</summary>
/// <param name="Types">Types of facts that are told; empty: all.</param>
/// <param name="Journey">Only this journey; null: any.</param>
/// <param name="Customer">Only this customer; null: any.</param>
/// <param name="State">active, failing (the next try comes by itself) or paused; <paramref name="Reason"/>: why.</param>
/// <param name="Position">The commit up to which everything was told.</param>
/// <param name="Secret">Signs the messages; only in the answer to adding it.</param>
public sealed record Subscription(
    string Id, Uri Url, IReadOnlyList<string> Types, string? Journey, string? Customer, string? Description, DateTimeOffset CreatedAt, string State, string? Reason,
    long Position, SubscriptionLag Lag, DateTimeOffset? LastSuccess, string? LastError, DateTimeOffset? LastErrorAt, int Failures, DateTimeOffset? FailingSince, string? Secret);

/// <summary>How far a subscription is behind.</summary>
public sealed record SubscriptionLag(long Entries, double Seconds);

/// <summary>What a receiver said to a test. <paramref name="Status"/>: of its answer; null: there was none, and <paramref name="Error"/> says why.</summary>
public sealed record SubscriptionTest(string MessageId, bool Delivered, int? Status, string? Error, long Milliseconds);
