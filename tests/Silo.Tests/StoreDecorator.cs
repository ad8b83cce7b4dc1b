using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Tests;

/// <summary>A store in front of another one; tests override what is to go wrong.</summary>
public class StoreDecorator(IJournalStore inner) : IJournalStore
{
    public string SystemName => inner.SystemName;

    public virtual StoreTrouble? TroubleOf(Exception error) => inner.TroubleOf(error);

    public virtual ValueTask ProbeAsync(CancellationToken cancel = default) => inner.ProbeAsync(cancel);

    public virtual ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default) => inner.CommitAsync(batch, cancel);

    public virtual ValueTask<StoredCustomer> CustomerAsync(byte[] idHash, long schema, int limit, long now, CancellationToken cancel = default) =>
        inner.CustomerAsync(idHash, schema, limit, now, cancel);

    public virtual ValueTask<long> FindCustomerAsync(byte[] idHash, CancellationToken cancel = default) => inner.FindCustomerAsync(idHash, cancel);

    public ValueTask<long> LastCustomerKeyAsync(CancellationToken cancel = default) => inner.LastCustomerKeyAsync(cancel);

    public ValueTask<long> SurvivorAsync(long customer, CancellationToken cancel = default) => inner.SurvivorAsync(customer, cancel);

    public virtual ValueTask<byte[]?> SealedIdAsync(long customer, CancellationToken cancel = default) => inner.SealedIdAsync(customer, cancel);

    public ValueTask<SnapshotRow?> SnapshotAsync(long customer, long schema, CancellationToken cancel = default) =>
        inner.SnapshotAsync(customer, schema, cancel);

    public virtual ValueTask<IReadOnlyList<EntryRecord>> EntriesAsync(long customer, long after, int limit, CancellationToken cancel = default) =>
        inner.EntriesAsync(customer, after, limit, cancel);

    public ValueTask<IReadOnlyList<PlacedEntry>> EntriesAfterAsync(long position, int limit, CancellationToken cancel = default) =>
        inner.EntriesAfterAsync(position, limit, cancel);

    public ValueTask<long> LastPositionAsync(CancellationToken cancel = default) => inner.LastPositionAsync(cancel);

    public virtual ValueTask<SeenInput?> FindInputAsync(long customer, long inputHash, CancellationToken cancel = default) =>
        inner.FindInputAsync(customer, inputHash, cancel);

    public ValueTask<IReadOnlyList<CustomerRow>> CustomersAsync(
        ImmutableArray<long> terms, long after, int limit, CancellationToken cancel = default) => inner.CustomersAsync(terms, after, limit, cancel);

    public ValueTask<IReadOnlyList<TimerRow>> DueTimersAsync(long now, TimerRow after, int limit, CancellationToken cancel = default) =>
        inner.DueTimersAsync(now, after, limit, cancel);

    public ValueTask<long> NextTimerAsync(TimerRow after, CancellationToken cancel = default) => inner.NextTimerAsync(after, cancel);

    public ValueTask<IReadOnlyList<OutboxItem>> LeaseOutboxAsync(string kind, long now, long leaseUntil, int limit, CancellationToken cancel = default) =>
        inner.LeaseOutboxAsync(kind, now, leaseUntil, limit, cancel);

    public ValueTask<long> NextEffectAsync(string kind, long now, CancellationToken cancel = default) => inner.NextEffectAsync(kind, now, cancel);

    public virtual ValueTask PostponeAsync(IReadOnlyList<OutboxPostponement> items, CancellationToken cancel = default) => inner.PostponeAsync(items, cancel);

    public ValueTask<IReadOnlyList<SetAsideRow>> SetAsideAsync(long customer, long seq, int limit, CancellationToken cancel = default) =>
        inner.SetAsideAsync(customer, seq, limit, cancel);

    public ValueTask<IReadOnlyList<OutboxItem>> DeadLettersAsync(string after, int limit, CancellationToken cancel = default) =>
        inner.DeadLettersAsync(after, limit, cancel);

    public ValueTask<bool> RequeueAsync(string id, long now, CancellationToken cancel = default) => inner.RequeueAsync(id, now, cancel);

    public ValueTask<IReadOnlyList<TaskItem>> TasksAsync(
        string? role, string? status, long customer, string after, int limit, CancellationToken cancel = default) =>
        inner.TasksAsync(role, status, customer, after, limit, cancel);

    public ValueTask<TopicState> TopicAsync(string topic, CancellationToken cancel = default) => inner.TopicAsync(topic, cancel);

    public virtual ValueTask<IReadOnlyList<TopicAppend>> AppendTopicAsync(IReadOnlyList<TopicEventRow> events, CancellationToken cancel = default) =>
        inner.AppendTopicAsync(events, cancel);

    public virtual ValueTask<IReadOnlyList<FanOut>> OpenFanOutsAsync(int limit, CancellationToken cancel = default) => inner.OpenFanOutsAsync(limit, cancel);

    public ValueTask<IReadOnlyList<Follower>> FollowersAsync(FanOut fanOut, int limit, CancellationToken cancel = default) =>
        inner.FollowersAsync(fanOut, limit, cancel);

    public virtual ValueTask AdvanceFanOutAsync(FanOut fanOut, Follower? last, bool done, long told = 0, CancellationToken cancel = default) =>
        inner.AdvanceFanOutAsync(fanOut, last, done, told, cancel);

    public ValueTask<IReadOnlyList<FanOutProgress>> ProgressAsync(long after, int limit, CancellationToken cancel = default) => inner.ProgressAsync(after, limit, cancel);

    public ValueTask<IReadOnlyList<TopicPause>> PausesAsync(CancellationToken cancel = default) => inner.PausesAsync(cancel);

    public ValueTask<IReadOnlyList<TopicEventState>> TopicEventsAsync(string topic, long before, int limit, CancellationToken cancel = default) =>
        inner.TopicEventsAsync(topic, before, limit, cancel);

    public ValueTask<IReadOnlyList<TopicAct>> TopicActsAsync(string topic, long after, int limit, CancellationToken cancel = default) =>
        inner.TopicActsAsync(topic, after, limit, cancel);

    public ValueTask<TopicActEnd> PauseAsync(TopicAct act, CancellationToken cancel = default) => inner.PauseAsync(act, cancel);

    public ValueTask<TopicActEnd> ResumeAsync(TopicAct act, CancellationToken cancel = default) => inner.ResumeAsync(act, cancel);

    public ValueTask<WithdrawalEnd> WithdrawAsync(TopicAct act, TopicEventRow? followUp, CancellationToken cancel = default) => inner.WithdrawAsync(act, followUp, cancel);

    public ValueTask SetApartAsync(FanOut fanOut, IReadOnlyList<Follower> followers, CancellationToken cancel = default) =>
        inner.SetApartAsync(fanOut, followers, cancel);

    public ValueTask<IReadOnlyList<JourneyRow>> JourneysAsync(CancellationToken cancel = default) => inner.JourneysAsync(cancel);

    public ValueTask SaveJourneyAsync(JourneyRow row, CancellationToken cancel = default) => inner.SaveJourneyAsync(row, cancel);

    public virtual ValueTask<Erasure> EraseAsync(long customer, byte[] idHash, TombstoneRow tombstone, CancellationToken cancel = default) =>
        inner.EraseAsync(customer, idHash, tombstone, cancel);

    public ValueTask<IReadOnlyList<long>> OpenErasuresAsync(CancellationToken cancel = default) => inner.OpenErasuresAsync(cancel);

    public ValueTask<IReadOnlyList<long>> HoldersAsync(long customer, CancellationToken cancel = default) => inner.HoldersAsync(customer, cancel);

    public ValueTask DropSnapshotAsync(long customer, CancellationToken cancel = default) => inner.DropSnapshotAsync(customer, cancel);

    public virtual ValueTask FinishErasureAsync(long customer, CancellationToken cancel = default) => inner.FinishErasureAsync(customer, cancel);

    public ValueTask<TombstoneRow?> TombstoneAsync(byte[] idHash, long now, CancellationToken cancel = default) =>
        inner.TombstoneAsync(idHash, now, cancel);

    public virtual ValueTask NoteReadsAsync(IReadOnlyList<ReadRow> reads, long before, CancellationToken cancel = default) =>
        inner.NoteReadsAsync(reads, before, cancel);

    public ValueTask<IReadOnlyList<PlacedRead>> ReadsAsync(long customer, long since, long after, int limit, CancellationToken cancel = default) =>
        inner.ReadsAsync(customer, since, after, limit, cancel);

    public ValueTask<StoreCounts> CountsAsync(CancellationToken cancel = default) => inner.CountsAsync(cancel);

    public ValueTask<StoreBacklog> BacklogAsync(CancellationToken cancel = default) => inner.BacklogAsync(cancel);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
