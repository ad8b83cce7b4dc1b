using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;
using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>
/// The journal store in a PostgreSQL database: one connection writes, a batch in one round trip; a few read. The database belongs to one host at a time, or to several that share it.
/// Failures of the server and of the network reach the caller as exceptions; the store stays usable and connects again.
/// </summary>
public sealed partial class PostgresJournalStore : IJournalStore
{
    private readonly Writer _writer;
    private readonly NpgsqlDataSource _readers;
    private readonly OutboxLeases? _leases;   // used by whoever has the writer; null: they are in the database
    private readonly Sharing _sharing;
    private readonly Connections _connections;
    private readonly string? _host;

    private PostgresJournalStore(Connections connections, Writer writer, Guid id, string? host)
    {
        (_connections, _writer, _readers, Name, Id, _host) = (connections, writer, connections.Readers, connections.Name, id, host);
        _sharing = new Sharing(host);
        _leases = host is null ? new OutboxLeases() : null;
        _stored = new(asked => StoredCustomers.FindAsync(_readers, asked), width: 3, most: 16, StoredCustomers.Asked.Comparer);
        _customers = new(hashes => CustomerTable.FindAsync(_readers, hashes), width: 2, most: 512, IdHashes.Comparer);
        _sealedIds = new(customers => CustomerTable.SealedIdsAsync(_readers, customers), width: 2, most: 512);
        _topics = new(names => TopicTable.StatesAsync(_readers, names), width: 2, most: 128, StringComparer.Ordinal);
        _entries = new(pages => EntryTable.AfterAsync(_readers, pages), width: 3, most: 16);
    }

    /// <summary>Host, port and database, for messages.</summary>
    public string Name { get; }

    /// <summary>Made up when the tables were: tells one database from another.</summary>
    public Guid Id { get; }

    /// <summary>Opens or makes the tables of a database and brings them up to date.</summary>
    /// <exception cref="PostgresUnusableException">The server can't be reached, does not sync, or another host works on the database.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote the store.</exception>
    public static async Task<PostgresJournalStore> OpenAsync(PostgresStoreOptions options, CancellationToken cancel = default)
    {
        var connections = new Connections(options);
        var writer = new Writer(connections, shared: options.Host is not null, options.MayWrite);
        try
        {
            var id = await writer.RunAsync(async connection =>
            {
                await Migrations.ApplyAsync(connection, Migrations.Journal, connections.Name).ConfigureAwait(false);
                return await Totals.StoreAsync(connection).ConfigureAwait(false);
            }, cancel).ConfigureAwait(false);
            return new PostgresJournalStore(connections, writer, id, options.Host);
        }
        catch (Exception error)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            await connections.Readers.DisposeAsync().ConfigureAwait(false);
            if (error is NpgsqlException) throw new PostgresUnusableException($"The tables in {connections.Name} can't be made or read: {error.Message.TrimEnd('.')}. Give the user a schema of its own.", error);
            throw;
        }
    }

    public string SystemName => "postgresql";

    /// <summary>SQLSTATE 53100: disk full; 58: the system failed, for instance an input or output error; 25006: the server only reads, as a standby does.</summary>
    public StoreTrouble? TroubleOf(Exception error) => error is not PostgresException { SqlState: var state } ? null : state switch
    {
        PostgresErrorCodes.DiskFull => StoreTrouble.Full,
        PostgresErrorCodes.ReadOnlySqlTransaction or ['5', '8', ..] => StoreTrouble.Failing,
        _ => null,
    };

    public async ValueTask ProbeAsync(CancellationToken cancel = default)
    {
        await _writer.RunAsync(connection => connection.ChangesAsync(
            "CREATE TABLE IF NOT EXISTS probe AS SELECT repeat(md5(i::text), 32) AS filler FROM generate_series(1, 1024) AS i"), cancel).ConfigureAwait(false);
        await _writer.RunAsync(connection => connection.ChangesAsync("DROP TABLE IF EXISTS probe"), cancel).ConfigureAwait(false);
    }

    public ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default) =>
        _writer.RunAsync(async connection =>
        {
            var result = await TurnWriter.WriteAsync(connection, batch, _leases, _sharing).ConfigureAwait(false);
            if (_leases is null) return result;
            // Whoever hears of it here settles it; should that fail, it is lent like any other in a while.
            foreach (var effect in result.Superseded) _leases.Take(effect.Id, batch.Turns[^1].Entry.At + OutboxTable.SupersededLease);
            // What was not settled with a customer who lost stays lent, or it would be sent again at once.
            if (result is { Conflicts.Count: 0, Damage: null })
                foreach (var id in batch.SettledEffects) _leases.Release(id);
            return result;
        }, cancel);

    /// <summary>Runs on the writer, so that no commit supersedes an effect while it is being lent.</summary>
    public ValueTask<IReadOnlyList<OutboxItem>> LeaseOutboxAsync(
        string kind, long now, long leaseUntil, int limit, CancellationToken cancel = default) =>
        _writer.RunAsync(connection => _leases is null
            ? OutboxTable.LeaseAsync(connection, kind, now, leaseUntil, limit)
            : OutboxTable.LeaseAsync(connection, _leases, kind, now, leaseUntil, limit), cancel);

    public async ValueTask PostponeAsync(IReadOnlyList<OutboxPostponement> items, CancellationToken cancel = default) =>
        await _writer.RunAsync(async connection =>
        {
            var count = await OutboxTable.PostponeAsync(connection, items).ConfigureAwait(false);
            foreach (var item in items) _leases?.Release(item.Id);
            return count;
        }, cancel).ConfigureAwait(false);

    public ValueTask<bool> RequeueAsync(string id, long now, CancellationToken cancel = default) =>
        _writer.RunAsync(connection => OutboxTable.RequeueAsync(connection, _sharing, id, now), cancel);

    public ValueTask<IReadOnlyList<TopicAppend>> AppendTopicAsync(IReadOnlyList<TopicEventRow> events, CancellationToken cancel = default) =>
        _writer.RunAsync(connection => TopicTable.AppendAsync(connection, _sharing, events), cancel);

    public async ValueTask AdvanceFanOutAsync(FanOut fanOut, Follower? last, bool done, long told = 0, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => FanOutTable.AdvanceAsync(connection, _sharing, fanOut, last, done, told), cancel).ConfigureAwait(false);

    public async ValueTask SetApartAsync(FanOut fanOut, IReadOnlyList<Follower> followers, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => FollowTable.SetApartAsync(connection, _sharing, fanOut.TopicKey, followers), cancel).ConfigureAwait(false);

    public async ValueTask SaveJourneyAsync(JourneyRow row, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => JourneyTable.SaveAsync(connection, _sharing, row), cancel).ConfigureAwait(false);

    public ValueTask<Erasure> EraseAsync(long customer, byte[] idHash, TombstoneRow tombstone, CancellationToken cancel = default) =>
        _writer.TransactionAsync(connection => Eraser.EraseAsync(connection, _sharing, customer, idHash, tombstone), cancel);

    public async ValueTask DropSnapshotAsync(long customer, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => SnapshotTable.DropAsync(connection, customer), cancel).ConfigureAwait(false);

    public async ValueTask FinishErasureAsync(long customer, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => Eraser.CloseAsync(connection, customer), CancellationToken.None).ConfigureAwait(false);

    public async ValueTask NoteReadsAsync(IReadOnlyList<ReadRow> reads, long before, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => ReadTable.AddAsync(connection, reads, before), cancel).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
    }
}
