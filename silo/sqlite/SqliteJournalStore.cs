using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>
/// The journal store of one machine: a SQLite file with a write-ahead log, synced at every commit. One connection writes, on a thread of its
/// own; a few read. Failures of the disk reach the caller as exceptions; the store stays usable.
/// </summary>
public sealed partial class SqliteJournalStore : IJournalStore
{
    /// <summary>Name of the file inside the data directory.</summary>
    public const string FileName = "journal.db";

    private const long SupersededLease = 60_000_000;   // microseconds

    private readonly DataDirectoryLock _lock;
    private readonly Writer _writer;
    private readonly ReaderPool _readers;
    private readonly OutboxLeases _leases = new();
    private bool _disposed;

    private SqliteJournalStore(DataDirectoryLock held, Database writing, Func<Database> openReader, SqliteStoreOptions options)
    {
        _lock = held;
        _writer = new Writer(writing, options.RunWrite);
        _readers = new ReaderPool(openReader, options.Readers);
    }

    /// <summary>Opens or makes the store of a data directory and brings its schema up to date.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process works on the directory.</exception>
    /// <exception cref="DataDirectoryException">It can't be written, or its file is no journal.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote the store.</exception>
    public static SqliteJournalStore Open(string directory, SqliteStoreOptions? options = null)
    {
        options ??= new SqliteStoreOptions();
        var held = new DataDirectoryLock(directory);
        Database? writing = null;
        try
        {
            var path = Path.Combine(directory, FileName);
            writing = new Database(path, readOnly: false, Pragmas.Writer(options));
            Migrations.Apply(writing, path);
            return new SqliteJournalStore(held, writing, () => new Database(path, readOnly: true, Pragmas.Reader(options)), options);
        }
        catch (Exception error)
        {
            writing?.Dispose();
            held.Dispose();
            if (error is SqliteException) throw new DataDirectoryException(directory, error);
            throw;
        }
    }

    public string SystemName => "sqlite";

    public StoreTrouble? TroubleOf(Exception error) => error is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => StoreTrouble.Full,
        raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN => StoreTrouble.Failing,
        _ => null,
    };

    public async ValueTask ProbeAsync(CancellationToken cancel = default)
    {
        await _writer.TransactionAsync(Probe.Write, cancel).ConfigureAwait(false);
        await _writer.TransactionAsync(Probe.Drop, cancel).ConfigureAwait(false);
    }

    public ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default) =>
        _writer.RunAsync(database =>
        {
            var result = Write(database, batch);
            // Whoever hears of it here settles it; should that fail, it is lent like any other in a while.
            foreach (var effect in result.Superseded) _leases.Take(effect.Id, batch.Turns[^1].Entry.At + SupersededLease);
            // What was not settled with a customer who lost stays lent, or it would be sent again at once.
            if (result is { Conflicts.Count: 0, Damage: null })
                foreach (var id in batch.SettledEffects) _leases.Release(id);
            return result;
        }, cancel);

    private CommitResult Write(Database database, CommitBatch batch)
    {
        try
        {
            return database.Transaction(transaction => TurnWriter.Write(transaction, batch, _leases));
        }
        catch (SqliteException error) when (Database.DamageIn(error) is not null)
        {
            return TurnWriter.WriteApart(database, batch, _leases);
        }
    }

    public ValueTask<StoredCustomer> CustomerAsync(byte[] idHash, long schema, int limit, long now, CancellationToken cancel = default) => _readers.ReadAsync(database =>
    {
        var key = CustomerTable.Find(database, idHash);
        if (key == 0) return StoredCustomer.Missing(erased: TombstoneTable.Find(database, idHash, now) is not null);
        var snapshot = SnapshotTable.Find(database, key, schema);
        return new StoredCustomer(key, false, snapshot, EntryTable.After(database, key, snapshot?.Seq ?? 0, limit));
    }, cancel);

    public ValueTask<long> FindCustomerAsync(byte[] idHash, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => CustomerTable.Find(database, idHash), cancel);

    public ValueTask<long> LastCustomerKeyAsync(CancellationToken cancel = default) => _readers.ReadAsync(Totals.LastCustomer, cancel);

    public ValueTask<long> SurvivorAsync(long customer, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => AliasTable.Survivor(database, customer), cancel);

    public ValueTask<byte[]?> SealedIdAsync(long customer, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => CustomerTable.SealedId(database, customer), cancel);

    public ValueTask<SnapshotRow?> SnapshotAsync(long customer, long schema, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => SnapshotTable.Find(database, customer, schema), cancel);

    public ValueTask<IReadOnlyList<EntryRecord>> EntriesAsync(long customer, long after, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => EntryTable.After(database, customer, after, limit), cancel);

    public ValueTask<IReadOnlyList<PlacedEntry>> EntriesAfterAsync(long position, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => EntryOrder.After(database, position, limit), cancel);

    public ValueTask<long> LastPositionAsync(CancellationToken cancel = default) => _readers.ReadAsync(EntryOrder.Last, cancel);

    public ValueTask<SeenInput?> FindInputAsync(long customer, long inputHash, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => EntryTable.FindInput(database, customer, inputHash), cancel);

    public ValueTask<IReadOnlyList<CustomerRow>> CustomersAsync(
        ImmutableArray<long> terms, long after, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => CustomerTable.List(database, terms, after, limit), cancel);

    public ValueTask<IReadOnlyList<TimerRow>> DueTimersAsync(long now, TimerRow after, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => TimerTable.Due(database, now, after, limit), cancel);

    public ValueTask<long> NextTimerAsync(TimerRow after, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => TimerTable.Next(database, after), cancel);

    /// <summary>Runs on the writer, so that no commit supersedes an effect while it is being lent.</summary>
    public ValueTask<IReadOnlyList<OutboxItem>> LeaseOutboxAsync(
        string kind, long now, long leaseUntil, int limit, CancellationToken cancel = default) =>
        _writer.RunAsync(database => OutboxTable.Lease(database, _leases, kind, now, leaseUntil, limit), cancel);

    public ValueTask<long> NextEffectAsync(string kind, long now, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => OutboxTable.Next(database, kind, now), cancel);

    public async ValueTask PostponeAsync(IReadOnlyList<OutboxPostponement> items, CancellationToken cancel = default) =>
        await _writer.RunAsync(database =>
        {
            var count = database.Transaction(transaction => OutboxTable.Postpone(transaction, items));
            foreach (var item in items) _leases.Release(item.Id);
            return count;
        }, cancel).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<OutboxItem>> DeadLettersAsync(string after, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => OutboxTable.Dead(database, after, limit), cancel);

    public ValueTask<bool> RequeueAsync(string id, long now, CancellationToken cancel = default) =>
        _writer.TransactionAsync(database => OutboxTable.Requeue(database, id, now), cancel);

    public ValueTask<IReadOnlyList<SetAsideRow>> SetAsideAsync(long customer, long seq, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => SetAsideTable.List(database, customer, seq, limit), cancel);

    public ValueTask<IReadOnlyList<TaskItem>> TasksAsync(
        string? role, string? status, long customer, string after, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => TaskTable.List(database, role, status, customer, after, limit), cancel);

    public ValueTask<TopicState> TopicAsync(string topic, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => database.Snapshot(read => TopicTable.State(read, topic)), cancel);

    public ValueTask<IReadOnlyList<TopicAppend>> AppendTopicAsync(IReadOnlyList<TopicEventRow> events, CancellationToken cancel = default) =>
        _writer.TransactionAsync<IReadOnlyList<TopicAppend>>(database => [.. events.Select(row => TopicTable.Append(database, row))], cancel);

    public ValueTask<IReadOnlyList<FanOut>> OpenFanOutsAsync(int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => FanOutTable.AllOpen(database, limit), cancel);

    public ValueTask<IReadOnlyList<Follower>> FollowersAsync(FanOut fanOut, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => FanOutTable.Followers(database, fanOut, limit), cancel);

    public async ValueTask AdvanceFanOutAsync(FanOut fanOut, Follower? last, bool done, long told = 0, CancellationToken cancel = default) =>
        await _writer.TransactionAsync(database => FanOutTable.Advance(database, fanOut, last, done, told), cancel).ConfigureAwait(false);

    public async ValueTask SetApartAsync(FanOut fanOut, IReadOnlyList<Follower> followers, CancellationToken cancel = default) =>
        await _writer.TransactionAsync(database => FollowTable.SetApart(database, fanOut.TopicKey, followers), cancel).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<JourneyRow>> JourneysAsync(CancellationToken cancel = default) =>
        _readers.ReadAsync(JourneyTable.All, cancel);

    public async ValueTask SaveJourneyAsync(JourneyRow row, CancellationToken cancel = default) =>
        await _writer.TransactionAsync(database => JourneyTable.Save(database, row), cancel).ConfigureAwait(false);

    public ValueTask<Erasure> EraseAsync(long customer, byte[] idHash, TombstoneRow tombstone, CancellationToken cancel = default) =>
        _writer.TransactionAsync(database => Eraser.Erase(database, customer, idHash, tombstone), cancel);

    public ValueTask<IReadOnlyList<long>> OpenErasuresAsync(CancellationToken cancel = default) => _readers.ReadAsync(Eraser.Open, cancel);

    public ValueTask<IReadOnlyList<long>> HoldersAsync(long customer, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => Eraser.Holders(database, customer), cancel);

    public async ValueTask DropSnapshotAsync(long customer, CancellationToken cancel = default) =>
        await _writer.TransactionAsync(database => SnapshotTable.Drop(database, customer), cancel).ConfigureAwait(false);

    public async ValueTask FinishErasureAsync(long customer, CancellationToken cancel = default)
    {
        await _readers.PausedAsync(() => _writer.RunAsync(Eraser.CleanLog, CancellationToken.None)).ConfigureAwait(false);
        await _writer.TransactionAsync(database => Eraser.Close(database, customer), CancellationToken.None).ConfigureAwait(false);
    }

    public ValueTask<TombstoneRow?> TombstoneAsync(byte[] idHash, long now, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => TombstoneTable.Find(database, idHash, now), cancel);

    public async ValueTask NoteReadsAsync(IReadOnlyList<ReadRow> reads, long before, CancellationToken cancel = default) =>
        await _writer.TransactionAsync(database => ReadTable.Add(database, reads, before), cancel).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<PlacedRead>> ReadsAsync(long customer, long since, long after, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => ReadTable.After(database, customer, since, after, limit), cancel);

    public ValueTask<StoreCounts> CountsAsync(CancellationToken cancel = default) => _readers.ReadAsync(Totals.Read, cancel);

    public ValueTask<StoreBacklog> BacklogAsync(CancellationToken cancel = default) => _readers.ReadAsync(Backlog.Read, cancel);

    public ValueTask DisposeAsync()
    {
        if (_disposed) return ValueTask.CompletedTask;
        _disposed = true;
        _readers.Dispose();
        _writer.Dispose();   // last: only a connection that may write puts the log back into the database
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }
}
