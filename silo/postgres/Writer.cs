using System.Data;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>The one writing connection: writes take turns on it. Its session holds the lock that keeps other hosts off the database, or, where several share it, a host that is alone; a connection that
/// was lost is opened again by the next write.</summary>
internal sealed class Writer(Connections connections, bool shared, Func<CancellationToken, Task>? mayWrite) : IAsyncDisposable
{
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private NpgsqlConnection? _connection;
    private bool _disposed;

    /// <summary>Runs work that is one statement or one <see cref="Script"/>. Cancelling gives up work that has not begun; what has begun is finished.</summary>
    public async ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            await DropLostAsync().ConfigureAwait(false);   // lost while nobody wrote
            _connection ??= await ConnectAsync(cancel).ConfigureAwait(false);
            return await work(_connection).ConfigureAwait(false);
        }
        finally
        {
            await DropLostAsync().ConfigureAwait(false);
            _turn.Release();
        }
    }

    /// <summary>Runs work of several steps in one transaction.</summary>
    public ValueTask<T> TransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel) => RunAsync(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None).ConfigureAwait(false);
        var result = await work(connection).ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }, cancel);

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        if (_connection is not null) await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
        _turn.Release();
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel)
    {
        var connection = await connections.OpenWriterAsync(cancel).ConfigureAwait(false);
        try
        {
            await LockAsync(connection, cancel).ConfigureAwait(false);
            await Durability.EnsureAsync(connection, connections.Name).ConfigureAwait(false);
            if (mayWrite is not null) await mayWrite(cancel).ConfigureAwait(false);   // now that the others can see the session
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Alone, or with others that share. The server may take a moment to notice that a session is gone.</summary>
    private async Task LockAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var take = shared ? "SELECT pg_try_advisory_lock_shared($1, hashtext(current_schema()))" : "SELECT pg_try_advisory_lock($1, hashtext(current_schema()))";
        for (var waited = TimeSpan.Zero; ; waited += LockPause)
        {
            var held = await connection.AllAsync(take, row => row.GetBoolean(0), P(Locks.Host)).ConfigureAwait(false);
            if (held[0]) return;
            if (waited >= LockTime)
                throw new PostgresUnusableException($"The database {connections.Name} is in use by another host. Stop that one, or give this one another database.");
            await Task.Delay(LockPause, cancel).ConfigureAwait(false);
        }
    }

    private async ValueTask DropLostAsync()
    {
        if (_connection is null || _connection.FullState.HasFlag(ConnectionState.Open)) return;
        await _connection.DisposeAsync().ConfigureAwait(false);
        _connection = null;
    }
}
