using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>What a host does that shares the database with others.</summary>
public sealed partial class PostgresJournalStore
{
    /// <summary>Tells from now on, until the answer is disposed, what other hosts write; at once that anything may have been written before.</summary>
    /// <param name="told">Must not fail nor wait.</param>
    /// <param name="failed">Told of a connection that was lost, or could not be opened.</param>
    public IAsyncDisposable Listen(Action<StoreNews> told, Action<Exception> failed)
    {
        var listener = new NewsListener(_connections, _host ?? throw new InvalidOperationException("The store is not shared."), told, failed);
        listener.Start();
        return listener;
    }

    /// <summary>The hosts that have sessions in the database now.</summary>
    public async ValueTask<IReadOnlySet<string>> HostsAsync(CancellationToken cancel = default) => (await _readers.AllAsync(
        "SELECT DISTINCT substr(application_name, length($1) + 1) FROM pg_stat_activity WHERE datname = current_database() AND starts_with(application_name, $1)",
        row => row.GetString(0), cancel, P(Connections.SessionsOf(""))).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);

    /// <summary>A host is no more, or is to be taken for that: nothing that it has begun goes on, and nobody waits for it.</summary>
    /// <returns>False: it had no connections.</returns>
    public async ValueTask<bool> CutOffAsync(string host, CancellationToken cancel = default) => (await _readers.AllAsync(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database() AND usename = current_user",
        row => row.GetBoolean(0), cancel, P(Connections.SessionsOf(host))).ConfigureAwait(false)).Count > 0;

    /// <summary>The secret that is kept under a name, sealed; null: there is none.</summary>
    public ValueTask<byte[]?> SecretAsync(string name, CancellationToken cancel = default) =>
        _readers.FirstAsync("SELECT sealed FROM secrets WHERE name = $1", row => row.Bytes(0), cancel, P(name));

    /// <summary>Keeps another secret for all hosts from now on.</summary>
    public async ValueTask ReplaceSecretAsync(string name, byte[] mine, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => connection.ChangesAsync("UPDATE secrets SET sealed = $2 WHERE name = $1", P(name), P(mine)), cancel).ConfigureAwait(false);

    /// <summary>Keeps a secret for all hosts, unless there is one of that name; answers the one that is kept.</summary>
    public async ValueTask<byte[]> KeepSecretAsync(string name, byte[] mine, CancellationToken cancel = default) =>
        (await _writer.RunAsync(connection => connection.AllAsync(
            "INSERT INTO secrets(name, sealed) VALUES($1, $2) ON CONFLICT(name) DO UPDATE SET sealed = secrets.sealed RETURNING sealed", row => row.Bytes(0), P(name), P(mine)), cancel)
            .ConfigureAwait(false))[0];

    /// <summary>Whoever carried out effects does so no longer: they are lent again at once.</summary>
    public async ValueTask ReleaseOutboxAsync(CancellationToken cancel = default) =>
        await _writer.RunAsync(OutboxTable.ReleaseAsync, cancel).ConfigureAwait(false);
}
