using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>Journal entries as they are committed: for those who watch.</summary>
public interface ILiveEntries
{
    /// <summary>Entries of one customer after a sequence number; null: those committed from now on.</summary>
    ValueTask<ReadResult<ILiveFeed>> FollowAsync(string customerId, long? after, CancellationToken cancel = default);

    /// <summary>Entries of all customers in the order of their commits, after a position; null: those committed from now on.</summary>
    ValueTask<ILiveFeed> FollowAllAsync(long? after, CancellationToken cancel = default);
}

/// <summary>One reader of live entries, used by one caller at a time.</summary>
public interface ILiveFeed : IAsyncDisposable
{
    /// <summary>Where the reading began.</summary>
    long Start { get; }

    /// <summary>Position of the newest entry when the reading began: a start beyond it was never given out.</summary>
    long Newest { get; }

    /// <summary>The entries that follow those read before, a few at a time; none: there are no more yet. <see cref="ReadStatus.Gone"/>:
    /// the customer was erased.</summary>
    ValueTask<ReadResult<IReadOnlyList<LiveEntry>>> NextAsync(CancellationToken cancel = default);

    /// <summary>Waits until there may be more; false: nothing came in that time.</summary>
    ValueTask<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel = default);
}

/// <summary>A committed entry. Readers of the same entry may be given the same object.</summary>
/// <param name="Position">The place to resume after: of one customer the sequence number, of all the place in the order of commits.</param>
public sealed record LiveEntry(long Position, string CustomerId, Entry Entry);
