using System.Globalization;
using JourneyOrchestrator.Silo.Postgres;

namespace JourneyOrchestrator.Silo.Commands.Doctor;

/// <summary>Whether the server of a journal keeps what it acknowledges, and has room for a host.</summary>
internal static class ServerCheck
{
    /// <summary>A host takes up to thirteen, and has them already when it runs.</summary>
    private const int ConnectionsMin = 10;

    private static readonly TimeSpan TransactionMax = TimeSpan.FromMinutes(5);

    /// <exception cref="PostgresUnusableException">The server can't be reached, or acknowledges what is not on disk.</exception>
    public static async Task<Finding> LookAsync(PostgresStoreOptions journal, CancellationToken cancel) => Judge(await PostgresDatabase.ServerAsync(journal, cancel));

    public static Finding Judge(ServerState server)
    {
        var warnings = Warnings(server).ToList();
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"{server.Version} at {server.Name}, synchronous_commit = {server.Commit}, {server.ConnectionsLeft} connections left, {server.RoundTrip.TotalMilliseconds:F2} ms a round trip");
        return new Finding(string.Join("; ", [said, .. warnings]), warnings.Count > 0);
    }

    private static IEnumerable<string> Warnings(ServerState server)
    {
        if (!server.FullPageWrites) yield return "full_page_writes = off: when its machine fails, half-written pages stay damaged; set it on";
        if (server is { HasStandbys: true, Commit: "local" or "remote_write" })
            yield return $"synchronous_commit = {server.Commit}: a commit does not wait for the standby's disk; set it on";
        if (!server.Autovacuum) yield return "autovacuum or track_counts is off: tables and the wrapped keys of erased persons are never cleaned; set them on";
        if (server.ConnectionsLeft < ConnectionsMin) yield return $"fewer than {ConnectionsMin} connections are left: raise max_connections, or end sessions that nobody needs";
        if (server.OldestTransaction > TransactionMax)
            yield return $"a transaction has been open for {StoreCheck.Words(server.OldestTransaction.Value)}: until it ends nothing is cleaned; pg_stat_activity says whose it is";
    }
}
