using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>An acknowledgement says that it is on disk.</summary>
internal static class Durability
{
    /// <summary>Makes the commits of a session wait for the disk, where the server's settings let them return before.</summary>
    /// <exception cref="PostgresUnusableException">The server does not sync at all.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, string name)
    {
        var settings = await connection.AllAsync(
            "SELECT current_setting('fsync'), current_setting('synchronous_commit')", row => (Sync: row.GetString(0), Commit: row.GetString(1))).ConfigureAwait(false);
        if (settings[0].Sync != "on")
            throw new PostgresUnusableException($"PostgreSQL at {name} runs with fsync = off: what it acknowledges is not on disk. Set fsync = on.");
        if (settings[0].Commit == "off") await connection.ChangesAsync("SET synchronous_commit = on").ConfigureAwait(false);
    }
}
