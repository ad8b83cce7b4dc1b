using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>What is read: committed rows, on connections of the pool. What is asked on the way to a turn goes together with what others ask.</summary>
public sealed partial class PostgresJournalStore
{
    private readonly Gathered<StoredCustomers.Asked, StoredCustomers.Found> _stored;
    private readonly Gathered<byte[], long> _customers;
    private readonly Gathered<string, TopicState> _topics;
    private readonly Gathered<long, byte[]> _sealedIds;
    private readonly Gathered<EntryTable.Page, IReadOnlyList<EntryRecord>> _entries;

    public async ValueTask<StoredCustomer> CustomerAsync(byte[] idHash, long schema, int limit, long now, CancellationToken cancel = default) =>
        (await _stored.FindAsync(new StoredCustomers.Asked(idHash, schema, limit), cancel).ConfigureAwait(false) ?? StoredCustomers.Found.Nothing).At(now);

    public async ValueTask<long> FindCustomerAsync(byte[] idHash, CancellationToken cancel = default) => await _customers.FindAsync(idHash, cancel).ConfigureAwait(false);

    public ValueTask<long> LastCustomerKeyAsync(CancellationToken cancel = default) =>
        Totals.LastCustomerAsync(_readers, cancel);

    public ValueTask<long> SurvivorAsync(long customer, CancellationToken cancel = default) =>
        AliasTable.SurvivorAsync(_readers, customer, cancel);

    public async ValueTask<byte[]?> SealedIdAsync(long customer, CancellationToken cancel = default) => await _sealedIds.FindAsync(customer, cancel).ConfigureAwait(false);

    public ValueTask<SnapshotRow?> SnapshotAsync(long customer, long schema, CancellationToken cancel = default) =>
        SnapshotTable.FindAsync(_readers, customer, schema, cancel);

    public async ValueTask<IReadOnlyList<EntryRecord>> EntriesAsync(long customer, long after, int limit, CancellationToken cancel = default) =>
        await _entries.FindAsync(new EntryTable.Page(customer, after, limit), cancel).ConfigureAwait(false) ?? [];

    public ValueTask<IReadOnlyList<PlacedEntry>> EntriesAfterAsync(long position, int limit, CancellationToken cancel = default) =>
        EntryTable.InOrderAsync(_readers, position, limit, cancel);

    public ValueTask<long> LastPositionAsync(CancellationToken cancel = default) =>
        Totals.LastPositionAsync(_readers, cancel);

    public ValueTask<SeenInput?> FindInputAsync(long customer, long inputHash, CancellationToken cancel = default) =>
        EntryTable.FindInputAsync(_readers, customer, inputHash, cancel);

    public ValueTask<IReadOnlyList<CustomerRow>> CustomersAsync(ImmutableArray<long> terms, long after, int limit, CancellationToken cancel = default) =>
        CustomerTable.ListAsync(_readers, terms, after, limit, cancel);

    public ValueTask<IReadOnlyList<TimerRow>> DueTimersAsync(long now, TimerRow after, int limit, CancellationToken cancel = default) =>
        TimerTable.DueAsync(_readers, now, after, limit, cancel);

    public ValueTask<long> NextTimerAsync(TimerRow after, CancellationToken cancel = default) =>
        TimerTable.NextAsync(_readers, after, cancel);

    public ValueTask<long> NextEffectAsync(string kind, long now, CancellationToken cancel = default) =>
        OutboxTable.NextAsync(_readers, kind, now, cancel);

    public ValueTask<IReadOnlyList<OutboxItem>> DeadLettersAsync(string after, int limit, CancellationToken cancel = default) =>
        OutboxTable.DeadAsync(_readers, after, limit, cancel);

    public ValueTask<IReadOnlyList<SetAsideRow>> SetAsideAsync(long customer, long seq, int limit, CancellationToken cancel = default) =>
        SetAsideTable.ListAsync(_readers, customer, seq, limit, cancel);

    public ValueTask<IReadOnlyList<TaskItem>> TasksAsync(string? role, string? status, long customer, string after, int limit, CancellationToken cancel = default) =>
        TaskTable.ListAsync(_readers, role, status, customer, after, limit, cancel);

    public async ValueTask<TopicState> TopicAsync(string topic, CancellationToken cancel = default) =>
        await _topics.FindAsync(topic, cancel).ConfigureAwait(false) ?? new TopicState(topic, 0, []);

    public ValueTask<IReadOnlyList<FanOut>> OpenFanOutsAsync(int limit, CancellationToken cancel = default) =>
        FanOutTable.AllOpenAsync(_readers, limit, cancel);

    public ValueTask<IReadOnlyList<Follower>> FollowersAsync(FanOut fanOut, int limit, CancellationToken cancel = default) =>
        FanOutTable.FollowersAsync(_readers, fanOut, limit, cancel);

    public ValueTask<IReadOnlyList<JourneyRow>> JourneysAsync(CancellationToken cancel = default) =>
        JourneyTable.AllAsync(_readers, cancel);

    public ValueTask<IReadOnlyList<long>> OpenErasuresAsync(CancellationToken cancel = default) =>
        Eraser.OpenAsync(_readers, cancel);

    public ValueTask<IReadOnlyList<long>> HoldersAsync(long customer, CancellationToken cancel = default) =>
        Eraser.HoldersAsync(_readers, customer, cancel);

    public ValueTask<TombstoneRow?> TombstoneAsync(byte[] idHash, long now, CancellationToken cancel = default) =>
        Eraser.TombstoneAsync(_readers, idHash, now, cancel);

    public ValueTask<IReadOnlyList<PlacedRead>> ReadsAsync(long customer, long since, long after, int limit, CancellationToken cancel = default) =>
        ReadTable.AfterAsync(_readers, customer, since, after, limit, cancel);

    public ValueTask<StoreCounts> CountsAsync(CancellationToken cancel = default) =>
        Totals.ReadAsync(_readers, cancel);

    public ValueTask<StoreBacklog> BacklogAsync(CancellationToken cancel = default) =>
        Backlog.ReadAsync(_readers, cancel);
}
